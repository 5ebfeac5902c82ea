"""The value of a paper as it is stored when its month is closed, and read again years later.

A snapshot is `{"format": N, "report": {...}}`, the report field by field as `MeetingReport` declares it. Later
versions of the program read what earlier ones stored: a field that is added gets a default and needs nothing more;
any other change of those dataclasses raises FORMAT and adds to UPGRADES how a report of the format before is brought
to it. What is stored is never written again, so its check code stays the one on the papers.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from hashlib import sha256
from typing import Any

import msgspec

from tracker.domain.errors import N_, Refusal
from tracker.reports.values import MeetingReport

FORMAT = 1

UPGRADES: dict[int, Callable[[dict[str, Any]], dict[str, Any]]] = {}
"""From a report of this format to one of the next."""


def content_of(report: MeetingReport) -> dict[str, Any]:
    """What is stored: plain values only.

    The report is read once as it will be read back, so that a whole number in the place of a fraction is stored as
    the fraction that it is, and the same report always has the same code.
    """
    as_read = msgspec.convert(msgspec.to_builtins(report, str_keys=True), MeetingReport)
    return {"format": FORMAT, "report": msgspec.to_builtins(as_read, str_keys=True)}


def report_in(content: Mapping[str, Any]) -> MeetingReport:
    stored, report = content["format"], content["report"]
    if stored > FORMAT:
        raise Refusal(N_("These figures were frozen by a newer version of Tidtam. Use that version to print them."))
    for each in range(stored, FORMAT):
        report = UPGRADES[each](report)
    return msgspec.convert(report, MeetingReport)


def canonical_bytes(content: Mapping[str, Any]) -> bytes:
    """The one form in which a content is written: UTF-8, keys in order, no spaces.

    Half a letter, which JSON can hold and UTF-8 cannot, is written as a question mark.
    """
    text = json.dumps(content, ensure_ascii=False, allow_nan=False, sort_keys=True, separators=(",", ":"))
    return text.encode(errors="replace")


def check_code_of(content: Mapping[str, Any]) -> str:
    return sha256(canonical_bytes(content)).hexdigest()
