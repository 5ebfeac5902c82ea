"""Hours as an office writes them: ๐๙.๓๐ น., 9:30, 13.00 นาฬิกา."""

from __future__ import annotations

import re
from datetime import time

from tracker.domain.errors import N_, Refusal
from tracker.domain.thai_text import clean, to_arabic_digits

_TIME = re.compile(r"(?:เวลา\s*)?(?P<hour>\d{1,2})(?:\s*[.:]\s*(?P<minute>\d{2}))?\s*(?:น\.?|นาฬิกา)?")


def parse_time(text: str, field: str | None = None) -> time:
    found = _TIME.fullmatch(to_arabic_digits(clean(text)))
    if found is None or int(found["hour"]) > 23 or int(found["minute"] or 0) > 59:
        raise Refusal(N_("“%(value)s” is no time of day. Write it like 9.30 or 13:00."), field, value=text.strip())
    return time(int(found["hour"]), int(found["minute"] or 0))


def thai_time(value: time) -> str:
    return f"{value:%H.%M} น."
