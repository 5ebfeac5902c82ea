"""Whose plan it is and for which fiscal year, from the title and the first paragraphs."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from difflib import SequenceMatcher

from tracker.domain.agency import kind_of_name
from tracker.domain.thai_text import clean, squeeze, to_arabic_digits
from tracker.plan_reading.document import Document, Table
from tracker.plan_reading.draft import DraftAgency, DraftPlan
from tracker.plan_reading.headings import headings_in
from tracker.plan_reading.merged_cells import has_words
from tracker.plan_reading.questions import about_plan

_FRONT = 40
_LONGEST_TITLE = 220
_LONGEST_NAME_LINE = 160

_AGENCY = re.compile(r"(?:องค์การบริหารส่วน(?:ตำบล|จังหวัด)|เทศบาล(?:นคร|เมือง|ตำบล)|อบ[ตจ]\.\s?|ท[นมต]\.\s?)[ก-๎]{2,}")
_KIND = re.compile(r"^(?:องค์การบริหารส่วน(?:ตำบล|จังหวัด)|เทศบาล(?:นคร|เมือง|ตำบล)|อบ[ตจ]\.?|ท[นมต]\.)")
_BEFORE_NAME = re.compile(r"^(?:ของ|ส่วนราชการ|หน่วยงาน|โดย|ชื่อหน่วยงาน)?[\s.:…]*")
_WORDS_AFTER_NAME = re.compile(r"(?:ได้|พบว่า|มี|จึง|เพื่อ|ประจำ|โดย|และ|ที่|ให้|ใน|เป็น|ตาม|จาก|ทุก|ผล|ดัง|เรื่อง|ว่า|ซึ่ง)")
_YEAR_WORDS = r"(?:ประจำ\s*)?(?:ปี\s*งบ\s*ประมาณ|ปี|พ\s*\.?\s*ศ\s*\.)\s*(?:พ\s*\.?\s*ศ\s*\.?)?[\s.…]*"
_YEAR = re.compile(rf"{_YEAR_WORDS}(25\d\d)(?!\d)")
_TITLE_YEAR = re.compile(
    rf"ประจำ\s*{_YEAR_WORDS}(25\d\d)(?!\d)|ปี\s*งบ\s*ประมาณ\s*(?:พ\s*\.?\s*ศ\s*\.?)?\s*(25\d\d)(?!\d)"
)
_OF_THE_RESULT = re.compile(r"วิเคราะห์|(?<!นำ)ผลการประเมิน|ประชุม|คณะทำงาน|ผลคะแนน")
_SIMILAR = 0.5
_MOST_LINES_OF_TABLE = 12
_MOST_CELLS_OF_LINE = 2


def front_lines(document: Document) -> list[str]:
    """The paragraphs; of a sheet without any, also the lines that stand alone above its headings."""
    lines: list[str] = []
    for block in document.blocks:
        if not isinstance(block, Table):
            lines.append(block.text)
            continue
        for row in block.rows[:_MOST_LINES_OF_TABLE]:
            filled = [cell for cell in row if has_words(cell)]
            if len(filled) > _MOST_CELLS_OF_LINE or headings_in(row) is not None:
                break
            lines += [" ".join(filled)] if filled else []
    return lines


def agency_of(paragraphs: Sequence[str]) -> DraftAgency:
    name = _agency_name(paragraphs)
    return DraftAgency(name, kind_of_name(name) if name else None)


def _agency_name(paragraphs: Sequence[str]) -> str | None:
    """A line of its own names the agency as it is; in running text other words may stick to the name."""
    front = [clean(text) for text in paragraphs[:_FRONT]]
    for line in front:
        found = _AGENCY.match(_BEFORE_NAME.sub("", line)) if len(line) <= _LONGEST_NAME_LINE else None
        if found is not None:
            return found[0].strip()
    in_text = Counter(_without_tail(found[0]) for line in front for found in _AGENCY.finditer(line))
    return in_text.most_common(1)[0][0] if in_text else None


def _without_tail(name: str) -> str:
    found = _WORDS_AFTER_NAME.search(name, 12)
    return (name[: found.start()] if found else name).strip()


# The last part of each long form: its first part is itself often misspelt.
_BEFORE_PLACE = re.compile(r"^(?:องค์การบริหาร)?(ส่วนตำบล|ส่วนจังหวัด|เทศบาลนคร|เทศบาลเมือง|เทศบาลตำบล)")


def other_spellings(paragraphs: Sequence[str], name: str) -> list[str]:
    """Names in the text that are nearly, but not quite, the agency's: slips that somebody should see."""
    beginning = _BEFORE_PLACE.match(name)
    if beginning is None:
        return []
    place = name[beginning.end() :]
    in_text = re.compile(rf"{beginning[1]}\s?([ก-๎]{{2,{len(place) + 1}}})")
    found = (text for line in paragraphs for text in in_text.findall(clean(line)))
    slips = dict.fromkeys(text for text in found if not text.startswith(place) and not place.startswith(text))
    return [slip for slip in slips if SequenceMatcher(None, slip, place).ratio() > _SIMILAR]


def title_fiscal_year(paragraphs: Sequence[str]) -> int | None:
    """The year in the plan's title; years of the result or of a meeting are others."""
    for line in paragraphs[:_FRONT]:
        words = to_arabic_digits(clean(line))
        if len(words) > _LONGEST_TITLE or _OF_THE_RESULT.search(words):
            continue
        if found := _TITLE_YEAR.search(words):
            return int(found[1] or found[2])
    return None


def last_year_in(text: str) -> int | None:
    """The last fiscal year named in a piece of text with Arabic digits."""
    years = [int(found[1]) for found in _YEAR.finditer(text)]
    return years[-1] if years else None


def ask_about_agency(plan: DraftPlan, own_name: str) -> DraftPlan:
    """A question when the document names another agency than the one that brings it in."""
    name = plan.agency.name
    if name is None or _place_name(name) == _place_name(own_name):
        return plan
    question = about_plan("agency_differs", "agency", name=name, own=own_name)
    return replace(plan, questions=(question, *plan.questions))


def _place_name(agency: str) -> str:
    """Without the kind, which is often shortened."""
    return _KIND.sub("", squeeze(agency))
