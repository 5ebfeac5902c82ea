"""Names of divisions: the usual ones of each kind of agency, and when two spellings are one division."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from difflib import SequenceMatcher
from functools import lru_cache

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

_AGENCY_IN_FULL = (
    (re.compile(r"อบจ\.?"), "องค์การบริหารส่วนจังหวัด"),
    (re.compile(r"อบต\.?"), "องค์การบริหารส่วนตำบล"),
)


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
    if CLERK_OFFICE.fullmatch(squeezed):
        return clerk_office_name(agency_kind)
    for pattern, in_full in _AGENCY_IN_FULL:
        squeezed = pattern.sub(in_full, squeezed)
    return squeezed.rstrip("ฯ.")


@lru_cache(maxsize=256)
def _by_key(names: tuple[str, ...], agency_kind: str | None) -> Mapping[str, str]:
    return {division_key(one, agency_kind): one for one in names}


_BEGINNINGS: dict[str, tuple[str, ...]] = {
    "สป": ("สำนักปลัด",),
    "กค": ("กองคลัง", "สำนักคลัง"),
    "กช": ("กองช่าง", "สำนักช่าง"),
    "กศ": ("กองการศึกษา", "สำนักการศึกษา"),
    "ตสน": ("หน่วยตรวจสอบภายใน",),
}
"""Abbreviations that every office understands."""


def full_division_name(name: str, agency_kind: str | None, known: Sequence[str] = ()) -> str | None:
    """The agency's own spelling, else the usual one; also of a name cut short when only one fits."""
    key = division_key(name, agency_kind)
    cut_short = (key,) if squeeze(name).endswith("ฯ") else _BEGINNINGS.get(key, ())
    for names in (tuple(known), usual_divisions(agency_kind)):
        by_key = _by_key(names, agency_kind)
        if key in by_key:
            return by_key[key]
        fitting = [full for one, full in by_key.items() if one.startswith(cut_short)] if cut_short else []
        if len(fitting) == 1:
            return fitting[0]
    return key if CLERK_OFFICE.fullmatch(squeeze(name)) else None


_LEAST_LIKENESS = 0.72
_SHORTEST_BEGINNING = 4
_KIND_OF_UNIT = re.compile(r"^(?:กอง|สำนักงาน|สำนัก|ส่วน|ฝ่าย|หน่วยงาน|หน่วย|แผนก|กลุ่มงาน|กลุ่ม|ศูนย์)?(?:งาน|การ)?")
# What กองยุทธศาสตร์และงบประมาณ was called before.
_FORMER_WORK = re.compile(r"^แผน(?:งาน)?")


def likely_division(name: str, known: Iterable[str], agency_kind: str | None = None) -> str | None:
    """The known division that is most likely meant by a name that is none of them; to be offered, never taken."""
    closest = closest_division(name, known, agency_kind)
    return closest[0] if closest and closest[1] >= _LEAST_LIKENESS else None


def closest_division(name: str, known: Iterable[str], agency_kind: str | None = None) -> tuple[str, float] | None:
    """With its likeness from 0 to 1; the first of equals; None when there is nothing to compare."""
    likenesses = [(one, division_likeness(name, one, agency_kind)) for one in known]
    return max(likenesses, key=lambda pair: pair[1], default=None)


def division_likeness(name: str, other: str, agency_kind: str | None = None) -> float:
    """1 for two spellings of one name.

    Judged without the word for the kind of unit: สำนักคลัง and กองคลัง do the same work, กองช่าง and
    กองคลัง only begin alike. A name cut short is as good as the whole.
    """
    one, two = (division_key(spelling, agency_kind) for spelling in (name, other))
    if one == two:
        return 1.0 if one else 0.0
    stems = [_FORMER_WORK.sub("ยุทธศาสตร์", _KIND_OF_UNIT.sub("", key)) for key in (one, two)]
    shorter, longer = sorted(stems, key=len)
    if len(shorter) >= _SHORTEST_BEGINNING and longer.startswith(shorter):
        return 0.95
    return (_ratio(one, two) + 2 * _ratio(shorter, longer)) / 3


def _ratio(one: str, two: str) -> float:
    return SequenceMatcher(None, one, two, autojunk=False).ratio()
