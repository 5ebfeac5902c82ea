"""What is frozen is read back as it was: by this version, and by every later one."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.support.whole_months import WHOLE_MONTH, months
from tracker.domain.errors import Refusal
from tracker.reports import snapshot_codec
from tracker.reports.snapshot_codec import FORMAT, canonical_bytes, check_code_of, content_of, report_in
from tracker.reports.values import MeetingReport

STORED = Path(__file__).parents[1] / "samples" / "snapshot_format_1.json"
CODE_OF_STORED = "0d48e5c651ab3f8baa4c45f07b471c15ba0efb2482321af10dc47cf60b542393"


def through_the_database(content: dict[str, Any]) -> dict[str, Any]:
    """As a JSON column gives it back: the keys in any order, tuples as lists."""
    text = json.dumps(content)
    return dict(reversed(json.loads(text).items()))


@settings(max_examples=30)
@given(months())
def test_a_report_is_read_back_as_it_was(report: MeetingReport) -> None:
    content = content_of(report)
    back = through_the_database(content)
    assert report_in(back) == report
    assert canonical_bytes(back) == canonical_bytes(content) == canonical_bytes(content_of(report_in(back)))


@settings(max_examples=30)
@given(months(), st.data())
def test_whatever_is_altered_the_code_is_another(report: MeetingReport, data: st.DataObject) -> None:
    content = through_the_database(content_of(report))
    places = list(leaves(content))
    holder, key = data.draw(st.sampled_from(places))
    holder[key] = f"{holder[key]}0"
    assert check_code_of(content) != check_code_of(content_of(report))


def leaves(value: Any) -> Any:
    """Every place of the content that holds a plain value."""
    items = list(value.items()) if isinstance(value, dict) else list(enumerate(value))
    for key, one in items:
        if isinstance(one, dict | list):
            yield from leaves(one)
        else:
            yield value, key


def test_what_the_first_format_stored_is_read_by_this_version() -> None:
    stored = json.loads(STORED.read_bytes())
    assert stored["format"] == 1
    assert report_in(stored) == WHOLE_MONTH
    assert check_code_of(stored) == CODE_OF_STORED


def test_a_later_format_brings_up_what_an_earlier_one_stored(monkeypatch: pytest.MonkeyPatch) -> None:
    stored = json.loads(STORED.read_bytes())
    stored["report"]["room"] = stored["report"].pop("place")
    monkeypatch.setattr(snapshot_codec, "FORMAT", FORMAT + 1)
    monkeypatch.setitem(snapshot_codec.UPGRADES, FORMAT, lambda report: report | {"place": report["room"]})
    assert report_in(stored) == WHOLE_MONTH


def test_what_a_newer_version_stored_is_refused_with_a_sentence() -> None:
    with pytest.raises(Refusal, match="newer version"):
        report_in(content_of(WHOLE_MONTH) | {"format": FORMAT + 1})


def test_a_whole_number_in_place_of_a_fraction_makes_no_other_code() -> None:
    one = replace(WHOLE_MONTH.measures[0], percent=40)
    other = replace(WHOLE_MONTH.measures[0], percent=40.0)
    codes = {check_code_of(content_of(replace(WHOLE_MONTH, measures=(each,)))) for each in (one, other)}
    assert len(codes) == 1


def test_the_day_is_part_of_what_is_frozen() -> None:
    status = replace(WHOLE_MONTH.status, as_of=date(2026, 2, 5))
    assert check_code_of(content_of(replace(WHOLE_MONTH, status=status))) != check_code_of(content_of(WHOLE_MONTH))
