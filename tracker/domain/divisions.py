"""Names of divisions: the usual ones of each kind of agency, and when two spellings are one division."""

from __future__ import annotations

import re
from collections.abc import Sequence

from tracker.domain.agency import AgencyKind
from tracker.domain.thai_text import squeeze

_CLERK_OFFICE: dict[AgencyKind, str] = {
    AgencyKind.CITY_MUNICIPALITY: "สำนักปลัดเทศบาล",
    AgencyKind.TOWN_MUNICIPALITY: "สำนักปลัดเทศบาล",
    AgencyKind.SUBDISTRICT_MUNICIPALITY: "สำนักปลัดเทศบาล",
    AgencyKind.SUBDISTRICT_ORGANISATION: "สำนักปลัด",
    AgencyKind.PROVINCIAL_ORGANISATION: "สำนักปลัดองค์การบริหารส่วนจังหวัด",
    AgencyKind.OTHER: "สำนักปลัด",
}

_AUDIT = "หน่วยตรวจสอบภายใน"
_USUAL: dict[AgencyKind, tuple[str, ...]] = {
    AgencyKind.CITY_MUNICIPALITY: (
        "สำนักปลัดเทศบาล", "สำนักคลัง", "สำนักช่าง", "สำนักสาธารณสุขและสิ่งแวดล้อม", "สำนักการศึกษา",
        "สำนักการประปา", "กองยุทธศาสตร์และงบประมาณ", "กองสวัสดิการสังคม",
        "กองสารสนเทศภาษีและทะเบียนทรัพย์สิน", "กองการเจ้าหน้าที่", _AUDIT,
    ),
    AgencyKind.TOWN_MUNICIPALITY: (
        "สำนักปลัดเทศบาล", "กองคลัง", "กองช่าง", "กองสาธารณสุขและสิ่งแวดล้อม", "กองการศึกษา",
        "กองสวัสดิการสังคม", "กองยุทธศาสตร์และงบประมาณ", _AUDIT,
    ),
    AgencyKind.SUBDISTRICT_MUNICIPALITY: (
        "สำนักปลัดเทศบาล", "กองคลัง", "กองช่าง", "กองการศึกษา", "กองสาธารณสุขและสิ่งแวดล้อม",
        "กองสวัสดิการสังคม", "กองส่งเสริมการเกษตร", "กองยุทธศาสตร์และงบประมาณ", "กองการประปา", _AUDIT,
    ),
    AgencyKind.SUBDISTRICT_ORGANISATION: (
        "สำนักปลัด", "กองคลัง", "กองช่าง", "กองการศึกษา ศาสนาและวัฒนธรรม", "กองสวัสดิการสังคม", _AUDIT,
    ),
    AgencyKind.PROVINCIAL_ORGANISATION: (
        "สำนักปลัดองค์การบริหารส่วนจังหวัด", "สำนักงานเลขานุการองค์การบริหารส่วนจังหวัด",
        "กองยุทธศาสตร์และงบประมาณ", "กองคลัง", "กองช่าง", "กองสาธารณสุข",
        "กองการศึกษา ศาสนา และวัฒนธรรม", "กองพัสดุและทรัพย์สิน", "กองสวัสดิการสังคม",
        "กองทรัพยากรธรรมชาติและสิ่งแวดล้อม", "กองผังเมือง", "กองการท่องเที่ยวและกีฬา", _AUDIT,
    ),
    AgencyKind.OTHER: ("สำนักปลัด", "กองคลัง", "กองช่าง", _AUDIT),
}  # fmt: skip

CLERK_OFFICE = re.compile(r"สำนัก(?:งาน)?ปลัด(?:ฯ|เทศบาล[ก-๎]*|อบ[ตจ]\.?[ก-๎]*|องค์การบริหารส่วน[ก-๎]*|ท[นมต]\.[ก-๎]*)?")
"""Matches the clerk's office, however it is called, in a squeezed name."""


def _known_kind(agency_kind: str | None) -> AgencyKind | None:
    return AgencyKind(agency_kind) if agency_kind in set(AgencyKind) else None


def clerk_office_name(agency_kind: str | None) -> str:
    """สำนักปลัด as the agency's own papers call it in full."""
    kind = _known_kind(agency_kind)
    return _CLERK_OFFICE[kind or AgencyKind.OTHER]


def usual_divisions(agency_kind: str | None) -> tuple[str, ...]:
    """A first list to offer; each agency keeps its own."""
    kind = _known_kind(agency_kind)
    return _USUAL[kind or AgencyKind.OTHER]


def division_key(name: str, agency_kind: str | None = None) -> str:
    """Equal for two spellings of one division: without spaces, the clerk's office by its full name."""
    squeezed = squeeze(name)
    return clerk_office_name(agency_kind) if CLERK_OFFICE.fullmatch(squeezed) else squeezed.rstrip("ฯ.")


def full_division_name(name: str, agency_kind: str | None, known: Sequence[str] = ()) -> str | None:
    """The agency's own spelling, else the usual one; also of a name cut short by ฯ when only one fits."""
    key = division_key(name, agency_kind)
    for names in (known, usual_divisions(agency_kind)):
        by_key = {division_key(one, agency_kind): one for one in names}
        if key in by_key:
            return by_key[key]
        fitting = [full for one, full in by_key.items() if squeeze(name).endswith("ฯ") and one.startswith(key)]
        if len(fitting) == 1:
            return fitting[0]
    return key if CLERK_OFFICE.fullmatch(squeeze(name)) else None
