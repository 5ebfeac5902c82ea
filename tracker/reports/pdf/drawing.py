"""A paper as PDF for the archive (PDF/A-2a), read aloud as it is read (PDF/UA-1), drawn by Typst.

The templates get everything as JSON in a folder of their own and can read nothing outside it.
"""

from __future__ import annotations

import json
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import typst

from tracker.reports.paper import Dress, Gallery, Paper
from tracker.reports.pdf.fonts import Fonts, fonts_of
from tracker.reports.pdf.frame import MEMO_HEAD, frame_of, hand_for
from tracker.reports.pdf.hand import Hand
from tracker.reports.pdf.parts import part_of
from tracker.reports.pdf.pictures import as_printed, emblem

TEMPLATES = Path(__file__).resolve().parents[3] / "templates" / "documents"
MAIN = "paper.typ"
STANDARDS: list[Any] = ["a-2a", "ua-1"]
#: In bytes: of a paper of some twenty pages.
LARGE = 500_000
COMPILATIONS_KEPT = 10


class CannotBeDrawn(RuntimeError):
    """A fault of ours: a font is missing, or the templates cannot take what they were given."""


def pdf(paper: Paper, dress: Dress) -> bytes:
    hand = hand_for(paper, dress, fonts_of(dress.fonts))
    with TemporaryDirectory(prefix="paper-") as name:
        folder = Path(name)
        for template in TEMPLATES.glob("*.typ"):
            (folder / template.name).write_bytes(template.read_bytes())
        content = json.dumps(_content(folder, paper, hand), ensure_ascii=False)
        (folder / "paper.json").write_text(content, encoding="utf-8")
        return _compiled(folder, hand.fonts, int(paper.saved_at.timestamp()))


def _content(folder: Path, paper: Paper, hand: Hand) -> dict[str, Any]:
    logo = _put(folder, "logo", emblem(hand.dress.logo or b""))
    frame = frame_of(hand, paper, logo)
    pictures = _pictures(folder, paper, hand.dress)
    parts = [part for part in paper.parts if frame["memo"] is None or part.key != MEMO_HEAD]
    return {**frame, "parts": [part_of(hand, part, number, pictures) for number, part in enumerate(parts)]}


def _pictures(folder: Path, paper: Paper, dress: Dress) -> dict[str, str | None]:
    """The files in the folder by the names that the paper has for them; none of a damaged one."""
    shown = {picture.name for part in paper.parts if isinstance(part, Gallery) for picture in part.pictures}
    found = sorted(shown & dress.pictures.keys())
    return {
        name: _put(folder, f"picture-{number}", as_printed(dress.pictures[name])) for number, name in enumerate(found)
    }


def _put(folder: Path, name: str, data: bytes | None) -> str | None:
    if data is None:
        return None
    (folder / name).write_bytes(data)
    return name


def _compiled(folder: Path, fonts: Fonts, moment: int) -> bytes:
    found = _for_typst(folder, fonts)
    try:
        file, warnings = typst.compile_with_warnings(
            str(folder / MAIN),
            root=str(folder),
            font_paths=found,
            format="pdf",
            pdf_standards=STANDARDS,
            timestamp=moment,
        )
    except typst.TypstError as refused:
        raise CannotBeDrawn(refused.diagnostic) from refused
    if len(file) > LARGE:
        _forget(found)
    if lacking := [warning.message for warning in warnings if "font" in warning.message]:
        raise CannotBeDrawn("; ".join(lacking))
    return file


def _for_typst(folder: Path, fonts: Fonts) -> typst.Fonts:
    """Those of the machine are left out: a paper looks the same wherever it is made."""
    for face in (fonts.regular, fonts.bold):
        (folder / f"{face.weight}.ttf").write_bytes(face.file)
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(folder)])


def _forget(fonts: typst.Fonts) -> None:
    """Typst keeps what it has laid out until it has drawn ten others: some 50 MB of a large paper."""
    for _ in range(COMPILATIONS_KEPT):
        typst.compile(b"", font_paths=fonts, format="pdf")
