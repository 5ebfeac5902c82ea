from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, time

import pytest

from tests import factories
from tests.support.office import TODAY, Office
from tracker.domain.cadence import Cadence
from tracker.domain.errors import NotAllowed, Refusal
from tracker.domain.meeting_rules import rule_from
from tracker.domain.permissions import Actor
from tracker.domain.reporting_cycle import CycleSettings
from tracker.extensions import db
from tracker.models import Agency, AuditEvent, Meeting
from tracker.models.isolation import agency_scope
from tracker.services import cycle_settings
from tracker.services.cycle_settings import CycleEntry

NOW = factories.moment(TODAY)
ENTRY = CycleEntry(CycleSettings(), Cadence.MONTHLY)


@pytest.fixture(autouse=True)
def _in_the_office(office: Office) -> Iterator[None]:
    with agency_scope(office.agency.id):
        yield


@pytest.fixture
def secretary(office: Office) -> Actor:
    return factories.actor_of(office.agency, office.secretary)


def by_rule() -> list[tuple[str, str, time | None]]:
    rows = db.session.query(Meeting).filter_by(is_by_rule=True).order_by(Meeting.held_on)
    return [(row.held_on.isoformat(), row.place, row.starts_at) for row in rows]


def test_what_is_entered_is_what_stands_there(office: Office, secretary: Actor) -> None:
    entry = replace(
        ENTRY, settings=CycleSettings(14, (7, 4), 3, 2, 2, 2, False), rule=rule_from("last fri of 3,9"), place="ห้อง"
    )
    assert cycle_settings.save_cycle(secretary, NOW, entry)
    assert cycle_settings.entry_of(db.session.get_one(Agency, office.agency.id)) == entry
    assert not cycle_settings.save_cycle(secretary, NOW, entry)
    [event] = db.session.query(AuditEvent).filter_by(event="cycle_changed")
    assert event.before["settings"].keys() == event.after["settings"].keys()
    assert event.after["settings"]["meeting_rule"] == "last fri of 3,9"
    assert "meeting_starts_at" not in event.after["settings"], "only what changed"


def test_meetings_follow_the_rule_its_hour_and_its_place(secretary: Actor) -> None:
    entry = replace(ENTRY, rule=rule_from("1 wed"))
    cycle_settings.save_cycle(secretary, NOW, entry)
    cycle_settings.save_cycle(secretary, NOW, replace(entry, starts_at=time(9), place="ห้องประชุม"))
    assert by_rule() == [("2026-03-04", "ห้องประชุม", time(9)), ("2026-04-01", "ห้องประชุม", time(9))]
    assert {meeting.calendar_sequence for meeting in db.session.query(Meeting).filter_by(is_by_rule=True)} == {1}


def test_without_a_rule_what_it_set_stays(secretary: Actor) -> None:
    cycle_settings.save_cycle(secretary, NOW, replace(ENTRY, rule=rule_from("1 wed")))
    cycle_settings.save_cycle(secretary, NOW, ENTRY)
    assert [day for day, _, _ in by_rule()] == ["2026-03-04", "2026-04-01"], "else nobody would be asked in March"


def test_a_window_that_a_longer_time_opens_keeps_its_meeting(secretary: Actor) -> None:
    """Of the meeting of 4 March the window would have begun by now."""
    cycle_settings.save_cycle(secretary, NOW, replace(ENTRY, rule=rule_from("1 wed")))
    longer = replace(ENTRY, settings=CycleSettings(opens_days_before=27), rule=rule_from("1 thu"))
    cycle_settings.save_cycle(secretary, factories.moment(date(2026, 2, 6)), longer)
    assert [day for day, _, _ in by_rule()] == ["2026-03-04", "2026-04-02", "2026-05-07"]


def test_what_does_not_fit_changes_nothing(office: Office, secretary: Actor) -> None:
    for entry in (replace(ENTRY, settings=CycleSettings(due_days_before=12)), replace(ENTRY, quiet_from=time(20))):
        with pytest.raises(Refusal):
            cycle_settings.save_cycle(secretary, NOW, entry)
    assert db.session.query(AuditEvent).count() == 0


def test_only_the_office_decides(office: Office) -> None:
    for user in (office.head, office.executive, office.auditor):
        with pytest.raises(NotAllowed):
            cycle_settings.save_cycle(factories.actor_of(office.agency, user), NOW, ENTRY)
