"""Reads a form piece by piece: which elements are open where something is repeated, left out or printed."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from jinja2 import nodes

from tracker.domain.errors import N_
from tracker.reports.word.form_parts import BadForm
from tracker.reports.word.form_values import LOOP, LOOP_FIELDS, Scope, Values

MOST_LOOPS = 100
MOST_REPEATED = 300_000
"""Letters of XML in all repeated pieces together: the program's own forms have a tenth of it."""

DEEPEST = 12
_XML_TAG = re.compile(r"<(/?)([\w:.-]+)[^<>]*?(/?)>")

CROSSED = N_(
    "In “%(filename)s”, near “%(near)s”: what is repeated or left out must begin and end in the same paragraph, "
    "or in rows (tr) or paragraphs (p) of their own, as in the program's form."
)
_OTHER_LIST = N_(
    "In “%(filename)s”, near “%(near)s”: a list may be repeated by itself; inside another, only the list that belongs "
    "to each of its rows."
)
_TOO_MUCH = N_("“%(filename)s” repeats too much. Leave one repeated row in each table and upload it again.")


@dataclass
class Place:
    """Which elements are open, and the beginning of a tag that a field stands in."""

    open: list[str] = field(default_factory=list)
    unfinished: str = ""

    def take(self, text: str) -> bool:
        """Whether the tags in it match those that are open."""
        text, end = self.unfinished + text, 0
        for tag in _XML_TAG.finditer(text):
            end = tag.end()
            is_end, name, is_whole = tag.groups()
            if is_end:
                if not self.open or self.open.pop() != name:
                    return False
            elif not is_whole:
                self.open.append(name)
        at = text.rfind("<", end)
        self.unfinished = text[at:] if at >= 0 else ""
        return True

    @property
    def state(self) -> tuple[tuple[str, ...], bool]:
        return tuple(self.open), bool(self.unfinished)

    @property
    def is_in_text(self) -> bool:
        return bool(self.open) and self.open[-1] == "w:t" and not self.unfinished


@dataclass
class Pieces:
    """Walks through the pieces of a form; raises BadForm where one breaks a rule."""

    values: Values
    place: Place = field(default_factory=Place)
    #: The names of the loops at hand, innermost last.
    loops: list[str] = field(default_factory=list)
    depth: int = 0
    loops_in_all: int = 0
    repeated: int = 0
    printed: int = 0

    def walk(self, pieces: Sequence[nodes.Node], scope: Scope) -> None:
        for piece in pieces:
            if isinstance(piece, nodes.Output):
                for one in piece.nodes:
                    self._output(one, scope)
            elif isinstance(piece, nodes.For):
                self._for(piece, scope)
            elif isinstance(piece, nodes.If):
                self._if(piece, scope)
            else:
                raise self.values.refused(piece)

    def _output(self, node: nodes.Node, scope: Scope) -> None:
        if not isinstance(node, nodes.TemplateData):
            self.printed += 1
            self.values.check_printed(node, scope)
            if not self.place.is_in_text:
                raise self._bad(CROSSED, node)
            return
        if self.loops:
            self.repeated += len(node.data)
        if self.repeated > MOST_REPEATED:
            raise self._bad(_TOO_MUCH, node)
        if not self.place.take(node.data):
            raise self._bad(CROSSED, node)

    def _for(self, node: nodes.For, scope: Scope) -> None:
        self.loops_in_all += 1
        if self.loops_in_all > MOST_LOOPS:
            raise self._bad(_TOO_MUCH, node)
        if not isinstance(node.target, nodes.Name) or node.recursive:
            raise self.values.refused(node)
        many = self._list(node, scope)
        one = many[0] if isinstance(many, list) and many else {}
        inner = {**scope, node.target.name: one, LOOP: LOOP_FIELDS}
        if node.test is not None:
            self.values.value_of(node.test, inner)
        self.loops.append(node.target.name)
        self._branch(node, node.body, inner)
        self.loops.pop()
        self._branch(node, node.else_, scope)

    def _list(self, node: nodes.For, scope: Scope) -> object:
        """The paper's own by its name; within a loop, one that each row of that loop has."""
        if self.loops:
            holder = node.iter.node if isinstance(node.iter, nodes.Getattr) else None
            is_allowed = isinstance(holder, nodes.Name) and holder.name == self.loops[-1]
        else:
            is_allowed = isinstance(node.iter, nodes.Name)
        if not is_allowed:
            raise self._bad(_OTHER_LIST, node)
        told = len(self.values.unknown)
        many = self.values.value_of(node.iter, scope)
        if not isinstance(many, list) and len(self.values.unknown) == told:
            raise self._bad(_OTHER_LIST, node)
        return many

    def _if(self, node: nodes.If, scope: Scope) -> None:
        self.values.value_of(node.test, scope)
        self._branch(node, node.body, scope)
        for other in node.elif_:
            self._branch(other, [other], scope)
        self._branch(node, node.else_, scope)

    def _branch(self, node: nodes.Node, pieces: Sequence[nodes.Node], scope: Scope) -> None:
        before = self.place.state
        self.depth += 1
        if self.depth > DEEPEST:
            raise self._bad(_TOO_MUCH, node)
        self.walk(pieces, scope)
        self.depth -= 1
        if self.place.state != before:
            raise self._bad(CROSSED, node)

    def _bad(self, message: str, node: nodes.Node) -> BadForm:
        return BadForm(message, self.values.filename, near=self.values.near(node))
