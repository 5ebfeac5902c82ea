"""Of any number of processes that would keep the timetable, the one that does.

The lock spares the others the work and the readers nothing: it is economy. What keeps anything from happening twice
stands in the tables, also while a leader that was stopped for a while believes that it still leads: the key of a
message, the attempt by which a sender claims it, the row of a meeting that is locked and looked at again.
"""

from __future__ import annotations

import logging
import time
from threading import Lock

from tracker.services.process_locks import ProcessLock

log = logging.getLogger(__name__)

SURE_FOR_SECONDS = 1.0
"""So long an answer holds, so that it can be asked for between any two items."""


class Leader:
    """This process's share in the lead. Several threads may ask."""

    def __init__(self, lock: ProcessLock) -> None:
        self._lock = lock
        self._one_at_a_time = Lock()
        self._leads = False
        self._asked_at = -SURE_FOR_SECONDS

    def leads(self) -> bool:
        """Whether it leads; takes the lead where nobody has it, and notices when it was lost."""
        with self._one_at_a_time:
            if time.monotonic() - self._asked_at >= SURE_FOR_SECONDS:
                self._leads = self._has_lock()
                self._asked_at = time.monotonic()
            return self._leads

    def _has_lock(self) -> bool:
        try:
            return self._lock.take()
        except OSError:
            log.exception("it cannot be found out who keeps the timetable")
            return False

    def give_up(self) -> None:
        with self._one_at_a_time:
            self._leads = False
            self._lock.let_go()
