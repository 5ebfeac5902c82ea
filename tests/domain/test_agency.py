from __future__ import annotations

import pytest

from tracker.domain.agency import THAI_KIND, AgencyKind, kind_of_name, parse_agency_kind
from tracker.domain.errors import Refusal


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("เทศบาลนครสมมุติ", AgencyKind.CITY_MUNICIPALITY),
        ("เทศบาลเมืองสมมุติ", AgencyKind.TOWN_MUNICIPALITY),
        ("ทม.สมมุติ", AgencyKind.TOWN_MUNICIPALITY),
        ("เทศบาล ตำบลสมมุติ", AgencyKind.SUBDISTRICT_MUNICIPALITY),
        ("องค์การบริหารส่วนตำบลสมมุติ", AgencyKind.SUBDISTRICT_ORGANISATION),
        ("องค์กรบริหารส่วนตำบลสมมุติ", AgencyKind.SUBDISTRICT_ORGANISATION),
        ("อบจ.สมมุติ", AgencyKind.PROVINCIAL_ORGANISATION),
        ("สำนักงานสมมุติ", None),
        ("", None),
    ],
)
def test_the_name_of_an_agency_tells_its_kind(name: str, kind: AgencyKind | None) -> None:
    assert kind_of_name(name) == kind


@pytest.mark.parametrize("kind", list(AgencyKind))
def test_a_kind_is_read_from_its_value_and_its_thai_word(kind: AgencyKind) -> None:
    assert parse_agency_kind(kind.value) is kind
    assert parse_agency_kind(kind.value.upper().replace("_", "-")) is kind
    assert parse_agency_kind(THAI_KIND[kind]) is kind


def test_another_word_is_refused_with_the_words_that_would_do() -> None:
    with pytest.raises(Refusal, match="เทศบาลเมือง") as refused:
        parse_agency_kind("ministry")
    assert refused.value.field == "kind"
