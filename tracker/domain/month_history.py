"""Which months of a span were owed by a division, looked at when the span is over."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from tracker.domain.progress import Progress


class MonthOpened(NamedTuple):
    """A month for which a report was asked; `progress` is what it said, empty while it was not received."""

    progress: Progress | None

    @property
    def is_received(self) -> bool:
        return self.progress is not None


def which_count(months: Sequence[MonthOpened], before: Progress | None, *, is_cancelled: bool) -> list[bool]:
    """Of each month, in order, whether it counts as owed. `before` is what was said last before the first of them.

    What was received counts. What was not is owed no more once the work was done, which may have been reported late,
    after the next month was opened, nor where it was cancelled.
    """
    found = []
    said = before
    for month in months:
        found.append(month.is_received or not (is_cancelled or said is Progress.DONE))
        said = month.progress or said
    return found
