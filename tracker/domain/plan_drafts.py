"""Words about plans on their way in."""

from __future__ import annotations

from enum import StrEnum


class DraftOrigin(StrEnum):
    """Where a draft comes from."""

    DOCUMENT = "document"
    #: The plan's own workbook, filled in and brought back.
    WORKBOOK = "workbook"
    #: Another year's plan.
    COPY = "copy"
    HAND = "hand"
