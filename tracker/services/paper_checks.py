"""Whether a file is as it was printed: known by its bytes, and an altered one by the check code that stands in it."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256
from itertools import groupby

from tracker.domain.check_codes import LENGTH, read_code
from tracker.domain.errors import Refusal
from tracker.domain.thai_text import to_arabic_digits
from tracker.plan_reading.archives import office_parts
from tracker.plan_reading.pdf_pages import pages_of
from tracker.queries import issued_papers, snapshots
from tracker.queries.issued_papers import FileMade

_HYPHENS = "-\u2010\u2011\u2013"
_CODE = re.compile(rf"(?<![0-9A-F])[0-9A-F]{{4}}(?:\s*[{_HYPHENS}]\s*[0-9A-F]{{4}}){{3}}(?![0-9A-F])")
_WHOLE_CODE = re.compile(rf"(?<![0-9a-f])[0-9a-f]{{{LENGTH}}}(?![0-9a-f])")
_TAG = re.compile(r"<[^>]*>")
_PARAGRAPH = re.compile(r"</(?:w:p|si|a:p)>")
_OFFICE_FILE, _PDF_FILE = b"PK\x03\x04", b"%PDF-"
MOST_CODES = 8
"""Of one file that are looked for: ours have one, and a list of papers some more."""


class Verdict(StrEnum):
    #: Byte for byte what was printed.
    UNALTERED = "unaltered"
    #: Bears a code of ours and is not what was printed under it.
    ALTERED = "altered"
    #: Bears no code that is known here.
    NOT_OURS = "not_ours"


@dataclass(frozen=True, slots=True)
class CheckedFile:
    verdict: Verdict
    #: The whole code of the paper that it is of, or says to be of.
    check_code: str = ""
    #: Where it is as it was printed and stands in the register of files.
    made: FileMade | None = None


def check_file(data: bytes) -> CheckedFile:
    """Of the agency in scope."""
    digest = sha256(data).hexdigest()
    made = issued_papers.file_made(digest)
    if made is not None:
        return CheckedFile(Verdict.UNALTERED, made.paper.check_code, made)
    if snapshots.snapshots_with_code(digest):
        # What was frozen, as it is stored: its check code is that of the file itself.
        return CheckedFile(Verdict.UNALTERED, digest)
    for code in codes_in(data):
        known = _known(code)
        if known:
            return CheckedFile(Verdict.ALTERED, known)
    return CheckedFile(Verdict.NOT_OURS)


def _known(code: str) -> str:
    """The whole code of a paper or an edition that begins so; empty where there is none."""
    papers = issued_papers.papers_with_code(code)
    if papers:
        return papers[0].check_code
    editions = snapshots.snapshots_with_code(code)
    return editions[0].edition.check_code if editions else ""


def codes_in(data: bytes) -> list[str]:
    """The check codes that stand in a file, as they are looked for; none in what cannot be read."""
    try:
        text = to_arabic_digits("\n".join(_texts_of(data)))
    except Refusal:
        return []
    found = [*_CODE.findall(text), *_WHOLE_CODE.findall(text)]
    codes = (read_code(re.sub(f"[{_HYPHENS}]", "-", code)) for code in found)
    return list(dict.fromkeys(codes))[:MOST_CODES]


def _texts_of(data: bytes) -> Iterable[str]:
    if data.startswith(_OFFICE_FILE):
        return [_words_of(part) for part in office_parts(data, "").values()]
    if data.startswith(_PDF_FILE):
        return _lines_of_pdf(data)
    return [data.decode(errors="replace")]


def _words_of(part: bytes) -> str:
    """Of a part of an Office file: a code may be written in several runs of one paragraph."""
    return html.unescape(_TAG.sub("", _PARAGRAPH.sub("\n", part.decode(errors="replace"))))


def _lines_of_pdf(data: bytes) -> list[str]:
    """Letters that stand on one line, in the order in which they are drawn."""
    return [
        "".join(glyph.letter for glyph in line)
        for page in pages_of(data, "")
        for _, line in groupby(page.glyphs, key=lambda glyph: round(glyph.y))
    ]
