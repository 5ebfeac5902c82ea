from __future__ import annotations

from datetime import date

import pytest

from tracker.domain.meeting_numbers import Numbered, clean_number, proposed_number


def held(*meetings: tuple[str, str]) -> list[Numbered]:
    return [Numbered(date.fromisoformat(day), number) for day, number in meetings]


@pytest.mark.parametrize(
    "held_on, earlier, number",
    [
        pytest.param("2026-02-04", [], "1/2569", id="the first ever"),
        pytest.param("2026-02-04", [("2026-01-07", "1/2569")], "2/2569", id="the next"),
        pytest.param("2026-02-04", [("2026-01-07", "")], "2/2569", id="after one without a number"),
        pytest.param("2026-03-04", [("2026-01-07", "4/2569"), ("2026-02-04", "")], "6/2569", id="and one before it"),
        pytest.param("2026-01-07", [("2025-12-03", "12/2568")], "1/2569", id="a new year"),
        pytest.param("2025-10-08", [("2025-09-03", "9/2568")], "10/2568", id="the fiscal year is not its year"),
        pytest.param("2025-11-05", [("2025-10-01", "1/2569")], "2/2569", id="by the fiscal year"),
        pytest.param(
            "2026-10-07", [("2025-10-01", "1/2569"), ("2026-09-02", "12/2569")], "1/2570", id="a new fiscal year"
        ),
        pytest.param("2026-02-04", [("2026-01-07", "ครั้งที่ ๑/๒๕๖๙")], "2/2569", id="in Thai figures"),
        pytest.param("2026-02-04", [("2026-03-04", "3/2569"), ("2026-01-07", "1/2569")], "2/2569", id="later ones"),
        pytest.param("2026-02-04", [("2026-01-07", "พิเศษ")], "2/2569", id="a number that is none"),
    ],
)
def test_it_goes_on_counting_as_the_office_does(held_on: str, earlier: list[tuple[str, str]], number: str) -> None:
    assert proposed_number(date.fromisoformat(held_on), held(*earlier)) == number


@pytest.mark.parametrize(
    "written, kept",
    [
        ("ครั้งที่ ๒/๒๕๖๙", "2/2569"),
        ("2 / 69", "2/2569"),
        ("2/2026", "2/2569"),
        (" สมัยพิเศษ  ที่ 1 ", "สมัยพิเศษ ที่ 1"),
        ("", ""),
    ],
)
def test_it_keeps_a_number_in_one_form(written: str, kept: str) -> None:
    assert clean_number(written) == kept
