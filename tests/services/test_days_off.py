from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
from flask import Flask

from jobs import fill_days_off
from jobs.work import Work
from tests import factories
from tests.support.office import TODAY, Office
from tracker import clock
from tracker.domain.errors import NotAllowed, Refusal
from tracker.domain.permissions import Actor
from tracker.extensions import db
from tracker.models import Agency, AuditEvent, DayOff, Meeting
from tracker.models.isolation import agency_scope, all_agencies
from tracker.queries import days_off as queries
from tracker.services import days_off, meeting_rules

NOW = factories.moment(TODAY)
MARCH_4 = date(2026, 3, 4)


@pytest.fixture(autouse=True)
def _in_the_office(office: Office) -> Iterator[None]:
    with agency_scope(office.agency.id):
        yield


@pytest.fixture
def secretary(office: Office) -> Actor:
    return factories.actor_of(office.agency, office.secretary)


def listed(year: int = 2026) -> dict[date, str]:
    return queries.days_off_named(date(year, 1, 1), date(year, 12, 31))


def test_days_are_added_renamed_and_removed_with_one_event(office: Office, secretary: Actor) -> None:
    factories.create_day_off(office.agency, MARCH_4, "วันหยุดเก่า")
    factories.create_day_off(office.agency, date(2026, 3, 3), "วันมาฆบูชา")
    added = {MARCH_4: " วันหยุดพิเศษ ", date(2026, 3, 3): "วันมาฆบูชา", date(2026, 3, 5): "วันหยุดพิเศษ"}
    assert days_off.change_days_off(secretary, NOW, added, [date(2026, 3, 3), date(2026, 6, 1)]) == 2
    assert listed() == {date(2026, 3, 3): "วันมาฆบูชา", MARCH_4: "วันหยุดพิเศษ", date(2026, 3, 5): "วันหยุดพิเศษ"}
    assert days_off.change_days_off(secretary, NOW, {}, [date(2026, 3, 3)]) == 1
    facts = [event.after for event in db.session.query(AuditEvent).order_by(AuditEvent.id)]
    assert facts == [
        {"days_added": ["2026-03-04", "2026-03-05"], "days_removed": []},
        {"days_added": [], "days_removed": ["2026-03-03"]},
    ]


def test_what_changes_nothing_leaves_no_event(office: Office, secretary: Actor) -> None:
    factories.create_day_off(office.agency, MARCH_4)
    assert days_off.change_days_off(secretary, NOW, {MARCH_4: "วันหยุด"}, [date(2026, 3, 5)]) == 0
    assert db.session.query(AuditEvent).count() == 0


def test_meetings_by_rule_move_with_the_list(office: Office, secretary: Actor) -> None:
    db.session.get_one(Agency, office.agency.id).meeting_rule = "1 wed"
    meeting_rules.plan_meetings(office.agency.id, NOW)
    days_off.change_days_off(secretary, NOW, {MARCH_4: "วันหยุดพิเศษ"}, [])
    march = db.session.query(Meeting).filter_by(month=date(2026, 2, 1)).one()
    assert (march.held_on, march.is_by_rule) == (date(2026, 3, 5), True)
    days_off.change_days_off(secretary, NOW, {}, [MARCH_4])
    assert march.held_on == MARCH_4


def test_a_slip_in_the_year_is_refused(secretary: Actor) -> None:
    with pytest.raises(Refusal):
        days_off.change_days_off(secretary, NOW, {date(2569, 3, 4): "วันหยุด"}, [])


def test_only_the_office_changes_its_own_list(office: Office, foreign_office: Office, secretary: Actor) -> None:
    with pytest.raises(NotAllowed):
        days_off.change_days_off(factories.actor_of(office.agency, office.head), NOW, {MARCH_4: "วันหยุด"}, [])
    with agency_scope(foreign_office.agency.id):
        factories.create_day_off(foreign_office.agency, MARCH_4)
    days_off.change_days_off(secretary, NOW, {}, [MARCH_4])
    with agency_scope(foreign_office.agency.id):
        assert list(listed()) == [MARCH_4]


def test_it_says_which_public_holidays_are_none_of_the_government() -> None:
    known = {one.day: one for one in days_off.known_days(2027, {})}
    strange = [one.day for one in known.values() if not one.is_of_government]
    assert strange == [date(2027, 1, 9), date(2027, 5, 1), date(2027, 5, 3)]
    assert not any(known[day].is_proposed for day in strange)
    assert known[date(2027, 4, 13)].is_proposed


def test_what_the_list_kept_before_is_proposed_again() -> None:
    known = days_off.known_days(2027, {date(2026, 5, 1): "วันแรงงานแห่งชาติ"})
    assert [one.day for one in known if one.is_proposed and not one.is_of_government] == [
        date(2027, 5, 1),
        date(2027, 5, 3),
    ]


def test_the_list_never_simply_ends(app: Flask, office: Office, foreign_office: Office) -> None:
    with agency_scope(foreign_office.agency.id):
        for year in (2026, 2027):
            days_off.fill_in_year(foreign_office.agency.id, NOW, year)
    factories.create_day_off(office.agency, date(2027, 2, 1), "วันหยุดของจังหวัด")
    work = Work(app.config["TRACKER"])
    fill_days_off.run(work)
    assert not work.failures
    assert listed(2026)[date(2026, 5, 4)] == "วันฉัตรมงคล"
    assert listed(2027)[date(2027, 2, 1)] == "วันหยุดของจังหวัด"
    assert date(2027, 5, 1) not in listed(2027)
    assert queries.last_year_listed(2026) == 2027
    again = Work(app.config["TRACKER"])
    fill_days_off.run(again)
    assert (again.done, again.failures) == (0, {})
    clock.pin_today(date(2027, 1, 1))
    next_year = Work(app.config["TRACKER"])
    fill_days_off.run(next_year)
    with all_agencies():
        assert {row.agency_id for row in db.session.query(DayOff).filter(DayOff.day >= date(2028, 1, 1))} == {
            office.agency.id,
            foreign_office.agency.id,
        }


def test_a_day_that_the_office_took_out_stays_out(office: Office, secretary: Actor) -> None:
    days_off.fill_in_year(office.agency.id, NOW, 2027)
    days_off.change_days_off(secretary, NOW, {}, [date(2027, 5, 4)])
    assert days_off.fill_in_year(office.agency.id, NOW, 2027) == 0
    assert date(2027, 5, 4) not in listed(2027)


def test_the_list_ends_where_a_year_is_not_filled_in(office: Office) -> None:
    assert queries.last_year_listed(2026) == 2025
    days_off.fill_in_year(office.agency.id, NOW, 2026)
    factories.create_day_off(office.agency, date(2027, 1, 1))
    assert queries.last_year_listed(2026) == 2026
