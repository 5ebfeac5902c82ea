"""The look has one home: values in tokens.css, rules in app.css, and no class that nobody styles."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tracker.config import ROOT

CSS = ROOT / "tracker/static/css"
TOKENS = CSS / "tokens.css"
SHEETS = [sheet for sheet in sorted(CSS.glob("*.css")) if sheet != TOKENS]
TEMPLATES = [page for page in sorted((ROOT / "templates").rglob("*.html")) if "emails" not in page.parts]

COLOUR = re.compile(r"#[0-9a-f]{3,8}\b|\b(?:rgb|hsl|oklch)a?\(", re.IGNORECASE)
JINJA = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}", re.DOTALL)
CLASSES = re.compile(r'class="([^"]*)"')
OWN_CLASS = re.compile(r"(?<![\w-])t-[a-z]+(?:(?:__|--|-)[a-z0-9]+)*(?![\w-])")


def rules(sheet: Path) -> str:
    return re.sub(r"/\*.*?\*/", "", sheet.read_text(encoding="utf-8"), flags=re.DOTALL)


def whole_classes(page: Path) -> set[str]:
    """The class names that stand complete in the template; one that ends in a {{ }} is not whole, and is left out."""
    html = JINJA.sub("\N{BULLET}", page.read_text(encoding="utf-8"))
    words = [word for value in CLASSES.findall(html) for word in value.split()]
    return {word.strip("\N{BULLET}") for word in words if not word.rstrip("\N{BULLET}").endswith("-")}


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.name)
def test_colours_are_written_in_the_token_file_only(sheet: Path) -> None:
    assert not COLOUR.findall(rules(sheet))


@pytest.mark.parametrize("sheet", [TOKENS, *SHEETS], ids=lambda sheet: sheet.name)
def test_every_token_that_is_used_is_defined(sheet: Path) -> None:
    defined = set(re.findall(r"(--t-[\w-]+):", rules(TOKENS)))
    assert not set(re.findall(r"var\((--t-[\w-]+)\)", rules(sheet))) - defined


def test_every_token_is_used() -> None:
    """A token nobody uses is a value that somebody will change in vain."""
    used = {name for sheet in (TOKENS, *SHEETS) for name in re.findall(r"var\((--t-[\w-]+)\)", rules(sheet))}
    unused = set(re.findall(r"(--t-[\w-]+):", rules(TOKENS))) - used
    assert not unused, f"nothing uses {unused}"


@pytest.mark.parametrize("page", TEMPLATES, ids=lambda page: str(page.relative_to(ROOT / "templates")))
def test_every_class_of_a_page_has_a_rule(page: Path) -> None:
    styled = {name for sheet in SHEETS for name in OWN_CLASS.findall(rules(sheet))}
    unstyled = {name for name in whole_classes(page) if OWN_CLASS.fullmatch(name)} - styled
    assert not unstyled, f"no rule in app.css for {unstyled}"
