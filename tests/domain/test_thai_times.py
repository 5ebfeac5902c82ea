from __future__ import annotations

from datetime import time

import pytest

from tracker.domain.errors import Refusal
from tracker.domain.thai_times import parse_time, thai_time


@pytest.mark.parametrize(
    "text, expected",
    [
        ("9.30", time(9, 30)),
        ("09:30", time(9, 30)),
        ("๐๙.๓๐ น.", time(9, 30)),
        ("เวลา 13.00 นาฬิกา", time(13)),
        ("9", time(9)),
        ("0.00", time(0)),
        ("23.59น.", time(23, 59)),
    ],
)
def test_it_reads_the_hours_of_an_office(text: str, expected: time) -> None:
    assert parse_time(text) == expected
    assert parse_time(thai_time(expected)) == expected


@pytest.mark.parametrize("text", ["24.00", "9.60", "9.3", "เช้า", "", "9.30.15", "-1"])
def test_what_is_no_time_is_refused_at_its_field(text: str) -> None:
    with pytest.raises(Refusal) as refused:
        parse_time(text, "starts_at")
    assert refused.value.field == "starts_at"
