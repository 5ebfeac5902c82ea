"""A page as a tree of elements, read by the standard library's parser; tags that do not match are an error."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from html.parser import HTMLParser

VOID = frozenset({"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"})


@dataclass
class Element:
    tag: str
    attributes: dict[str, str] = field(default_factory=dict)
    children: list[Element | str] = field(default_factory=list, repr=False)
    parent: Element | None = field(default=None, repr=False)

    def __getitem__(self, name: str) -> str:
        return self.attributes[name]

    def get(self, name: str) -> str | None:
        return self.attributes.get(name)

    def __iter__(self) -> Iterator[Element]:
        """Every element inside, in the order of the page."""
        return iter(self._inside)

    @cached_property
    def _inside(self) -> list[Element]:
        elements = [child for child in self.children if isinstance(child, Element)]
        return [inner for child in elements for inner in (child, *child._inside)]

    def all(self, tag: str | None = None, **attributes: str) -> list[Element]:
        """Elements inside with this tag and these attributes (class_ for one class among others)."""
        return [element for element in self if element.matches(tag, attributes)]

    def one(self, tag: str | None = None, **attributes: str) -> Element:
        found = self.all(tag, **attributes)
        assert len(found) == 1, f"{len(found)} of <{tag}> {attributes} in: {self.text[:300]}"
        return found[0]

    def matches(self, tag: str | None, attributes: dict[str, str]) -> bool:
        if tag not in (None, self.tag):
            return False
        return all(self._has(name.rstrip("_").replace("_", "-"), value) for name, value in attributes.items())

    def _has(self, name: str, value: str) -> bool:
        if name == "class":
            return value in self.attributes.get("class", "").split()
        return self.attributes.get(name) == value

    @property
    def text(self) -> str:
        """The words inside, with single spaces; what is only read aloud is part of it."""
        words = [child if isinstance(child, str) else child.text for child in self.children]
        return " ".join(" ".join(words).split())

    @property
    def verbatim(self) -> str:
        """The text exactly as written, for what stands in a text area."""
        return "".join(child if isinstance(child, str) else child.verbatim for child in self.children)

    def is_inside(self, tag: str) -> bool:
        return self.parent is not None and (self.parent.tag == tag or self.parent.is_inside(tag))


class _Builder(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.root = Element("document")
        self._open = self.root

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = self._add(tag, attrs)
        if tag not in VOID:
            self._open = element

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._add(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        assert self._open.tag == tag, f"</{tag}> closes <{self._open.tag}> at line {self.getpos()[0]}"
        assert self._open.parent is not None
        self._open = self._open.parent

    def handle_data(self, data: str) -> None:
        self._open.children.append(data)

    def _add(self, tag: str, attrs: list[tuple[str, str | None]]) -> Element:
        names = [name for name, _ in attrs]
        assert len(names) == len(set(names)), f"<{tag}> names an attribute twice: {names}"
        element = Element(tag, {name: value or "" for name, value in attrs}, parent=self._open)
        self._open.children.append(element)
        return element

    def close(self) -> None:
        super().close()
        assert self._open is self.root, f"<{self._open.tag}> is never closed"


def parse(html: str) -> Element:
    builder = _Builder()
    builder.feed(html)
    builder.close()
    return builder.root
