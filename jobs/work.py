"""What a job is given, and how it goes through the agencies."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date

from tracker import clock
from tracker.config import Config
from tracker.extensions import db, only_reading
from tracker.models.isolation import agency_scope, all_agencies
from tracker.queries import messages

log = logging.getLogger(__name__)


@dataclass
class Work:
    """One run of a job, inside an app context."""

    config: Config
    #: Asked between two items: the one in hand is finished, the next is not begun.
    should_stop: Callable[[], bool] = lambda: False
    #: What failed in this run, by agency id; it is in the log, and its next run tries again.
    failed: list[int] = field(default_factory=list)

    def for_each_agency(
        self,
        name: str,
        do: Callable[[int], int],
        among: Callable[[date], list[int]] = messages.agencies_with_a_month_at_hand,
    ) -> int:
        """The sum of what was done; one agency's failure never stops the rest.

        `among` says, of all agencies, which ones have something to do today.
        """
        done = 0
        with all_agencies(), only_reading():
            agencies = among(clock.today())
        for agency_id in agencies:
            if self.should_stop():
                break
            try:
                with agency_scope(agency_id):
                    done += do(agency_id)
            except Exception:
                log.exception("%s failed for agency %s", name, agency_id)
                self.failed.append(agency_id)
                db.session.rollback()
        if done:
            log.info("%s: %s", name, done)
        return done
