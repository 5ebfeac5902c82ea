"""Markup that text exports leave in the words: tags, bold stars, heading marks, entities."""

from __future__ import annotations

import html
import re

_LINE_TAGS = re.compile(r"</?(?:p|br|div|li|ul|ol|tr|td)\b[^<>]*>", re.IGNORECASE)
_OTHER_TAGS = re.compile(r"</?(?:u|b|i|s|em|strong|span|font|sup|sub|a|mark|small|code)\b[^<>]*>", re.IGNORECASE)
_STARS = re.compile(r"\*\*|__")
_HEADING = re.compile(r"^\s*#{1,6}\s+")


def without_markup(text: str) -> str:
    """The words alone; a paragraph tag becomes a line end inside the text, none at its ends."""
    text = _LINE_TAGS.sub("\n", _HEADING.sub("", text))
    text = _STARS.sub("", _OTHER_TAGS.sub("", text))
    return trimmed_lines(html.unescape(text))


def trimmed_lines(text: str) -> str:
    """Without empty lines, and without spaces at their ends."""
    return "\n".join(words for line in text.split("\n") if (words := line.strip()))
