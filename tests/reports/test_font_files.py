"""Fonts that an office brings: taken where papers can be set in them, else refused with the remedy."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import fontpkg
import pytest
from fontTools.subset import Subsetter
from fontTools.ttLib import TTFont

from tracker.domain.errors import Refusal
from tracker.reports.font_files import BYTES_IN_A_MEGABYTE, MOST_MEGABYTES, check_fonts

FOLDER = Path(fontpkg.path("Sarabun")).parent
REGULAR, BOLD = ((FOLDER / f"Sarabun-{name}.ttf").read_bytes() for name in ("Regular", "Bold"))


def without(*letters: str) -> bytes:
    font = TTFont(BytesIO(REGULAR))
    subsetter = Subsetter()
    subsetter.populate(unicodes=[code for code in font.getBestCmap() if chr(code) not in letters])
    subsetter.subset(font)
    file = BytesIO()
    font.save(file)
    return file.getvalue()


def refused(regular: bytes = REGULAR, bold: bytes = BOLD) -> tuple[str | None, str]:
    with pytest.raises(Refusal) as caught:
        check_fonts((regular, "a.ttf"), (bold, "b.ttf"))
    return caught.value.field, str(caught.value)


def test_a_font_with_all_letters_is_taken() -> None:
    check_fonts((REGULAR, "a.ttf"), (BOLD, "b.ttf"))


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "is empty"),
        (REGULAR + bytes(MOST_MEGABYTES * BYTES_IN_A_MEGABYTE), "more than 4 MB"),
        (b"OTTO" + REGULAR[4:], "no TTF font"),
        (b"PK\x03\x04", "no TTF font"),
        (b"%PDF-1.7", "no TTF font"),
        (REGULAR[:4], "is damaged"),
        (REGULAR[:3000], "is damaged"),
        (REGULAR[: len(REGULAR) // 2], "is damaged"),
        (b"\x00\x01\x00\x00" + b"\xff" * 4000, "is damaged"),
    ],
    ids=lambda value: value if isinstance(value, str) else f"{len(value)} bytes",
)
def test_what_is_no_whole_font_is_refused(data: bytes, said: str) -> None:
    for field, files in (("regular", {"regular": data}), ("bold", {"bold": data})):
        refused_at, sentence = refused(**files)
        assert (refused_at, said in sentence) == (field, True), sentence


def test_a_font_without_thai_letters_says_which_are_missing() -> None:
    assert refused(regular=without("ก", "๙"))[1].startswith("The font “a.ttf” has not all the letters")
    assert "ก ๙ is missing" in refused(regular=without("ก", "๙"))[1]
    assert "ก ข ฃ" in refused(bold=without(*map(chr, range(0x0E00, 0x0E80))))[1]


def test_the_same_file_twice_is_no_bold_font() -> None:
    assert refused(bold=REGULAR) == (
        "bold",
        "Both files are the same font. Choose for bold the file that often has Bold in its name.",
    )
