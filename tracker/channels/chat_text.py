"""Fitting a text into what a chat service takes: cut between lines or sentences, the link and the end kept."""

from __future__ import annotations

import re

_LINK = re.compile(r"https?://\S+")
_MARKS = re.compile(r"([\\*_\[\]`])|(?<=\d)(\.)(?=\s)")

LEFT_OUT = "… (ข้อความยาวเกินไป จึงตัดส่วนนี้ออก ดูทั้งหมดได้ที่ลิงก์)"


def fitted(text: str, limit: int) -> str:
    """`limit` counts UTF-16 units, as LINE does; nearly every letter is one."""
    if units(text) <= limit:
        return text
    beginning, end = _split_at_the_link(text)
    room = limit - units(f"\n{LEFT_OUT}\n{end}")
    if room <= 0:
        return _cut(text, limit)
    return f"{_cut(beginning, room)}\n{LEFT_OUT}\n{end}"


def units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


def _split_at_the_link(text: str) -> tuple[str, str]:
    """The line with the last link and what follows it is the part that nobody can do without."""
    lines = text.split("\n")
    at = next((number for number in reversed(range(len(lines))) if "://" in lines[number]), len(lines))
    return "\n".join(lines[:at]), "\n".join(lines[at:])


def _cut(text: str, room: int) -> str:
    """Before the line that does not fit, or the sentence: in Thai a space parts them."""
    fits = text.encode("utf-16-le")[: room * 2].decode("utf-16-le", errors="ignore")
    if len(fits) == len(text):
        return text.rstrip()
    place = max(fits.rfind("\n"), 0) or max(fits.rfind(" "), 0)
    return fits[: place or len(fits)].rstrip()


def markdown(text: str) -> str:
    """For cards, which read a little of it: marks show as they stand, lines stay apart, links can be tapped."""
    return "\n\n".join(_marked_up(line) for line in text.split("\n") if line.strip())


def _marked_up(line: str) -> str:
    parts, at = [], 0
    for link in _LINK.finditer(line):
        parts += [_plain(line[at : link.start()]), f"[{link[0]}]({link[0]})"]
        at = link.end()
    return "".join([*parts, _plain(line[at:])])


def _plain(text: str) -> str:
    """Without a list that counts anew, and without the angle brackets by which a card mentions somebody."""
    escaped = _MARKS.sub(lambda mark: f"\\{mark[0]}", text)
    return escaped.replace("<", "‹").replace(">", "›")
