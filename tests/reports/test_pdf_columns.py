"""Widths of columns and sizes of letters: words whole, numbers whole, the page filled and not more."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.reports.pdf.columns import LETTER, Ruler, size_for, widths_for
from tracker.reports.pdf.fonts import fonts_of

ROOM = 700.0
LENGTHS = st.lists(st.tuples(st.floats(1, 80), st.floats(0, 500)), min_size=1, max_size=25)


def ruler() -> Ruler:
    return Ruler(fonts_of(None).regular)


@given(LENGTHS)
def test_the_columns_fill_the_page_and_none_has_no_room(columns: list[tuple[float, float]]) -> None:
    wanted, longest = zip(*columns, strict=True)
    widths = widths_for(wanted, longest, ROOM, size_for(wanted, longest, ROOM, 11))
    assert sum(widths) == pytest.approx(ROOM)
    assert min(widths) > 0


@pytest.mark.parametrize(
    ("wanted", "longest", "widths"),
    [
        ([1, 1], [1, 1], [350, 350]),
        ([3, 1], [1, 1], [525, 175]),
        ([9, 1], [1, 10], [584, 116]),
        ([30, 1, 1], [1, 5, 5], [577, 61, 61]),
    ],
    ids=["alike", "as wanted", "its longest word", "the others share what is left"],
)
def test_a_column_is_as_wide_as_wanted_unless_a_word_of_it_is_wider(
    wanted: list[float], longest: list[float], widths: list[int]
) -> None:
    assert [round(width) for width in widths_for(wanted, longest, ROOM, 11)] == widths


@pytest.mark.parametrize(
    ("wanted", "longest", "size"),
    [
        ([10, 20], [3, 3], 11),
        ([70, 70], [3, 3], 10),
        ([200, 200], [3, 3], 9),
        ([5] * 20, [4] * 20, 7.5),
    ],
    ids=["room enough", "somewhat too much", "far too much", "words that do not fit"],
)
def test_letters_are_smaller_in_a_table_that_wants_more_than_the_page(
    wanted: list[float], longest: list[float], size: float
) -> None:
    assert size_for(wanted, longest, ROOM, 11) == size


@pytest.mark.parametrize(
    ("line", "letters", "lines"),
    [
        ((), 10, 1),
        (("กก", " ", "กก"), 5, 1),
        (("กก", " ", "กก"), 4, 2),
        (("กก", "กก", "กก"), 2, 3),
        (("กก", " "), 2, 1),
        (("กกกกก",), 2, 1),
    ],
    ids=["nothing", "fits", "does not fit", "one a line", "a space at the end takes no room", "a word stays whole"],
)
def test_lines_are_counted_as_they_are_filled(line: tuple[str, ...], letters: int, lines: int) -> None:
    measure = ruler()
    assert measure.lines((line,), letters * measure("ก") + 0.01) == lines


def test_a_word_wider_than_its_column_is_cut_until_it_fits() -> None:
    measure = ruler()
    width = 4 * measure("ก")
    (line,) = measure.cut_to((("กา" * 30, " ", "https://example.go.th/รายงาน" + "น" * 20),), width)
    assert max(measure(piece) for piece in line) <= max(width, measure("https://"))
    assert "".join(line) == "กา" * 30 + " https://example.go.th/รายงาน" + "น" * 20


def test_a_letter_of_running_text_is_about_as_wide_as_columns_count_it() -> None:
    text = "หน่วยงานรายงานผลการดำเนินการตามมาตรการส่งเสริมคุณธรรมและความโปร่งใส"
    assert fonts_of(None).regular.width(text) / len(text) == pytest.approx(LETTER, abs=0.1)
