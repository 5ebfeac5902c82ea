"""Lines that belong to the page and not to the plan: page numbers, and what stands on every page."""

from __future__ import annotations

import re
from collections import Counter

from tracker.plan_reading.document import Document
from tracker.plan_reading.indicator_words import names_an_indicator
from tracker.plan_reading.plain_words import plain

_PAGE_NUMBER = re.compile(r"[-–(]*(?:หน้า(?:ที่)?|page)?\d{1,3}(?:(?:/|จาก|of)\d{1,3})?[-–)]*", re.IGNORECASE)
_LONGEST_HEADER = 200


def running_headers(document: Document) -> set[str]:
    """What stands on every page is no lead-in of the table below it."""
    lines = Counter(words.strip() for words in document.paragraphs if len(words) <= _LONGEST_HEADER)
    return {line for line, times in lines.items() if times > 1}


def is_of_page(words: str, headers: set[str]) -> bool:
    if words.strip() in headers and not names_an_indicator(words):
        return True
    return bool(_PAGE_NUMBER.fullmatch(plain(words[:_LONGEST_HEADER])))
