from __future__ import annotations

import pytest

from tracker.domain.check_codes import SHORT_LENGTH, read_code, short_code
from tracker.domain.errors import Refusal

CODE = "a1b2c3d4e5f60718" + "9" * 48


def test_papers_show_the_beginning_in_groups() -> None:
    assert short_code(CODE) == "A1B2-C3D4-E5F6-0718"


@pytest.mark.parametrize(
    "typed",
    ["A1B2-C3D4-E5F6-0718", " a1b2 c3d4 e5f6 0718 ", "a1b2c3d4e5f60718", "A๑B๒-C๓D๔-E๕F๖-๐๗๑๘"],
    ids=["as printed", "with spaces", "in one piece", "with Thai digits"],
)
def test_it_is_read_however_it_is_typed(typed: str) -> None:
    assert CODE.startswith(read_code(typed))
    assert len(read_code(typed)) == SHORT_LENGTH


def test_a_whole_code_is_read_too() -> None:
    assert read_code(CODE) == CODE


@pytest.mark.parametrize("typed", ["", "A1B2-C3D4-E5F6-071", "A1B2-C3D4-E5F6-071G", CODE + "0", "%" * SHORT_LENGTH])
def test_what_cannot_be_a_code_is_refused_with_an_example(typed: str) -> None:
    with pytest.raises(Refusal, match="such as A1B2"):
        read_code(typed)
