"""Which months count as owed, looked at when they are over."""

from __future__ import annotations

import pytest

from tracker.domain.month_history import MonthOpened, which_count
from tracker.domain.progress import Progress

SILENT, GOES_ON, DONE = MonthOpened(None), MonthOpened(Progress.IN_PROGRESS), MonthOpened(Progress.DONE)


@pytest.mark.parametrize(
    ("months", "before", "counts"),
    [
        ([], None, []),
        ([SILENT, GOES_ON, SILENT], None, [True, True, True]),
        # December's report said in February that it was done: January was opened meanwhile, and is owed no more.
        ([GOES_ON, DONE, SILENT], None, [True, True, False]),
        ([DONE, SILENT, GOES_ON, SILENT], None, [True, False, True, True]),
        ([SILENT], Progress.DONE, [False]),
        ([GOES_ON, SILENT], Progress.DONE, [True, True]),
    ],
)
def test_what_was_received_counts_and_silence_until_it_was_done(
    months: list[MonthOpened], before: Progress | None, counts: list[bool]
) -> None:
    assert which_count(months, before, is_cancelled=False) == counts


def test_what_was_cancelled_owes_nothing_but_what_it_sent_stays() -> None:
    assert which_count([SILENT, GOES_ON, SILENT], None, is_cancelled=True) == [False, True, False]
