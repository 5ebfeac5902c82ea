"""What the sheets of a division and of a person say of their measures."""

from __future__ import annotations

from dataclasses import replace

from tests.support.office_papers import FINANCE_LINES
from tracker.domain.words import NOT_REPORTED
from tracker.reports.kinds.sheets import NOTHING_ASKED, SheetLine, measure_table


def said_in(line: SheetLine) -> object:
    table = measure_table([line], 2569)
    return table.rows[0][[column.key for column in table.columns].index("ผลการดำเนินการ")]


def test_silence_of_whom_nothing_was_asked_is_no_missing_report() -> None:
    _, silent = FINANCE_LINES
    assert said_in(silent) == NOT_REPORTED
    assert said_in(replace(silent, months_owed=())) == NOTHING_ASKED
