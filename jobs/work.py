"""What a job is given, and how it goes through the agencies."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date

from sqlalchemy.exc import DBAPIError

from tracker import clock
from tracker.config import Config
from tracker.extensions import db, only_reading
from tracker.models.isolation import agency_scope, all_agencies
from tracker.services import sending
from tracker.services.carriers import Carrier

log = logging.getLogger(__name__)

LONGEST_ERROR = 300


@dataclass
class Work:
    """One run of a job, inside an app context."""

    config: Config
    #: Asked between two items: the one in hand is finished, the next is not begun.
    should_stop: Callable[[], bool] = lambda: False
    #: How many things were done, and which agency failed why; the log has all of it, and the next run tries again.
    done: int = 0
    failures: dict[int, str] = field(default_factory=dict)

    def for_each_agency(
        self,
        name: str,
        do: Callable[[int], int],
        among: Callable[[date], list[int]],
    ) -> None:
        """Adds up what was done; one agency's failure never stops the rest.

        `among` says, of all agencies, which ones have something to do today.
        """
        done_before = self.done
        with all_agencies(), only_reading():
            agencies = among(clock.today())
        for agency_id in agencies:
            if self.should_stop():
                break
            try:
                with agency_scope(agency_id):
                    self.done += do(agency_id)
            except Exception as error:
                log.exception("%s failed for agency %s", name, agency_id)
                db.session.rollback()
                self.failures[agency_id] = in_short(error)
        if self.done > done_before:
            log.info("%s: %s", name, self.done - done_before)

    def send_by(self, name: str, carrier: Carrier) -> None:
        """What waits for this carrier, of all agencies."""
        config = self.config
        counts = sending.send_waiting(carrier, clock.now, config.instance, config.base_url, self.should_stop)
        self.done += counts.total()
        if counts:
            log.info("%s: %s", name, ", ".join(f"{state} {count}" for state, count in sorted(counts.items())))


def in_short(error: Exception) -> str:
    """What can be kept and shown: without the statement and its values, which a database's error carries along."""
    cause = error.orig if isinstance(error, DBAPIError) and error.orig is not None else error
    first_line = next(iter(str(cause).splitlines()), "")
    return f"{type(cause).__name__}: {first_line}"[:LONGEST_ERROR]
