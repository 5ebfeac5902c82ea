"""The emblem of an agency: nothing is kept of it but what can be seen."""

from __future__ import annotations

from io import BytesIO

import pytest
from PIL import Image

from tests.support import attachments as made
from tracker.domain.errors import Refusal
from tracker.evidence_files import read_emblem
from tracker.evidence_files.pictures import EMBLEM_SIDE
from tracker.evidence_files.reading import MOST_OF_AN_EMBLEM


def drawn(data: bytes) -> Image.Image:
    return Image.open(BytesIO(read_emblem(data, "ตรา")))


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP"])
def test_it_is_kept_as_a_small_png(kind: str) -> None:
    emblem = drawn(made.picture(1600, 800, kind))
    assert (emblem.format, emblem.size) == ("PNG", (EMBLEM_SIDE, EMBLEM_SIDE // 2))


def test_a_small_one_is_not_blown_up() -> None:
    assert drawn(made.picture(60, 40)).size == (60, 40)


def test_its_empty_parts_stay_empty() -> None:
    assert drawn(made.picture(kind="PNG", mode="RGBA")).mode == "RGBA"
    assert drawn(made.picture(kind="PNG")).mode == "RGB"


def test_it_stands_upright_and_says_nothing_of_its_camera() -> None:
    data = read_emblem(made.photograph(orientation=6), "ตรา.jpg")
    assert Image.open(BytesIO(data)).size == (300, 400)
    assert made.NAME_OF_THE_OWNER.encode() not in data
    assert not Image.open(BytesIO(data)).getexif()


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "is empty"),
        (made.SVG, "no picture that can stand on papers"),
        (made.HEIC, "no picture that can stand on papers"),
        (made.PROGRAM, "no picture that can stand on papers"),
        (made.picture()[:300], "damaged"),
        (made.claiming(40_000, 40_000), "too many pixels"),
        (made.picture() + bytes(MOST_OF_AN_EMBLEM * 1024 * 1024), "more than 5 MB"),
    ],
    ids=["empty", "svg", "heic", "program", "cut off", "enormous", "large"],
)
def test_what_is_no_emblem_is_refused_with_the_remedy(data: bytes, says: str) -> None:
    with pytest.raises(Refusal, match=says) as caught:
        read_emblem(data, "ตรา.png")
    assert caught.value.field == "file"
    assert "ตรา.png" in str(caught.value)
