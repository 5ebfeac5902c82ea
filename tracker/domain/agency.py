"""The kinds of Thai local government, read from an agency's name or from a word for the kind."""

from __future__ import annotations

import re
from enum import StrEnum

from tracker.domain.errors import N_, Refusal
from tracker.domain.thai_text import squeeze


class AgencyKind(StrEnum):
    CITY_MUNICIPALITY = "city_municipality"
    TOWN_MUNICIPALITY = "town_municipality"
    SUBDISTRICT_MUNICIPALITY = "subdistrict_municipality"
    SUBDISTRICT_ORGANISATION = "subdistrict_organisation"
    PROVINCIAL_ORGANISATION = "provincial_organisation"
    OTHER = "other"


THAI_KIND: dict[AgencyKind, str] = {
    AgencyKind.CITY_MUNICIPALITY: "เทศบาลนคร",
    AgencyKind.TOWN_MUNICIPALITY: "เทศบาลเมือง",
    AgencyKind.SUBDISTRICT_MUNICIPALITY: "เทศบาลตำบล",
    AgencyKind.SUBDISTRICT_ORGANISATION: "อบต.",
    AgencyKind.PROVINCIAL_ORGANISATION: "อบจ.",
    AgencyKind.OTHER: "อื่น ๆ",
}

# The long forms also as they are often misspelt (องค้การ, องค์กร).
_BEGINNINGS: tuple[tuple[str, AgencyKind], ...] = (
    (r"อง[ค์้]*ก(?:าร|ร)บริหาร(?:ส่วน)?จังหวัด|อบจ\.?", AgencyKind.PROVINCIAL_ORGANISATION),
    (r"อง[ค์้]*ก(?:าร|ร)บริหาร(?:ส่วน)?ตำบล|อบต\.?", AgencyKind.SUBDISTRICT_ORGANISATION),
    (r"เทศบาลนคร|ทน\.", AgencyKind.CITY_MUNICIPALITY),
    (r"เทศบาลเมือง|ทม\.", AgencyKind.TOWN_MUNICIPALITY),
    (r"เทศบาลตำบล|ทต\.", AgencyKind.SUBDISTRICT_MUNICIPALITY),
)

_BY_VALUE = {kind.value: kind for kind in AgencyKind}


def kind_of_name(name: str) -> AgencyKind | None:
    """What the beginning of the name says; None when it says nothing of a local government."""
    squeezed = squeeze(name)
    return next((kind for pattern, kind in _BEGINNINGS if re.match(pattern, squeezed)), None)


def parse_agency_kind(text: str) -> AgencyKind:
    """From the English value, the Thai word or its abbreviation."""
    word = squeeze(text)
    if (named := _BY_VALUE.get(word.lower().replace("-", "_"))) is not None:
        return named
    if word in ("อื่นๆ", "อื่น"):
        return AgencyKind.OTHER
    if (kind := kind_of_name(word)) is not None:
        return kind
    known = ", ".join(THAI_KIND.values())
    raise Refusal(N_("“%(value)s” is not a kind of agency. Use one of: %(known)s."), "kind", value=text, known=known)
