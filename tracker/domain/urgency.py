"""What somebody who has little time should answer first."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple


class Urgency(NamedTuple):
    """Sorts the most urgent first."""

    is_not_returned: bool
    has_no_order: bool
    days_left: int


NO_END = 10_000
"""Days; later than any measure's end."""


def urgency_of(is_returned: bool, has_order: bool, ends_on: date | None, today: date) -> Urgency:
    """What the office sent back comes first, then what the chair asked about, then what is longest past its end.

    Measures whose end is still to come keep the order of the plan among themselves.
    """
    days_left = (ends_on - today).days if ends_on is not None and ends_on < today else NO_END
    return Urgency(not is_returned, not has_order, days_left)
