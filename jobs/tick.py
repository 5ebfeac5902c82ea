"""Everything there is to do now, in the order in which one thing follows from another."""

from __future__ import annotations

from jobs import close_months, open_windows, queue_reminders, send_messages
from jobs.work import Work

NAME = "tick"


def run(work: Work) -> None:
    open_windows.run(work)
    close_months.run(work)
    queue_reminders.run(work)
    if not work.should_stop():
        send_messages.run(work)
