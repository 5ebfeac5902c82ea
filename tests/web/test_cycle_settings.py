from __future__ import annotations

from datetime import time

import pytest
from flask.testing import FlaskClient

from tests import factories
from tests.support.html import Element
from tests.support.office import Office
from tests.support.pages import Visitor
from tracker.domain.cadence import Cadence
from tracker.domain.meeting_kinds import MovesTo
from tracker.extensions import db
from tracker.models import Agency, AuditEvent, Meeting
from tracker.models.isolation import agency_scope, all_agencies

PAGE = "/agency/cycle"


@pytest.fixture
def secretary(client: FlaskClient, office: Office) -> Visitor:
    factories.sign_in(client, office.secretary)
    return Visitor(client)


def agency_of(office: Office) -> Agency:
    with all_agencies():
        db.session.rollback()
        return db.session.get_one(Agency, office.agency.id, populate_existing=True)


def form_of(page: Element) -> Element:
    return page.one("form", action=PAGE)


def meetings_of(office: Office) -> list[tuple[str, bool]]:
    with agency_scope(office.agency.id):
        db.session.rollback()
        rows = db.session.query(Meeting).order_by(Meeting.held_on)
        return [(row.held_on.isoformat(), row.is_by_rule) for row in rows]


def test_it_shows_the_settings_and_the_next_meetings(secretary: Visitor, office: Office) -> None:
    page = secretary.get(PAGE)
    assert page.one("input", name="opens_days_before")["value"] == "10"
    assert page.one("input", name="reminder_days_before")["value"] == "5, 3"
    assert "the office sets each meeting itself" in page.one(id="preview").text
    month = page.one(id="preview").text
    assert "Wed 4 Feb 2026 Reports of January 2026" in month
    assert "Reports open Sun 25 Jan 2026 Request for reports Mon 26 Jan 2026 Reminder Fri 30 Jan 2026" in month
    assert "Orders sent Thu 5 Feb 2026" in month


def test_a_rule_is_shown_with_its_meetings_before_it_is_saved(secretary: Visitor, office: Office) -> None:
    form = form_of(secretary.get(PAGE))
    page = secretary.send(form, press="preview", kind="weekday", weekday_place="1", weekday="2", opens_days_before="๑๒")
    preview = page.one(id="preview").text
    assert "The division heads meet the first Wednesday of each month, on a day off the next working day." in preview
    assert "Wed 4 Mar 2026 Reports of February 2026 Reports open Fri 20 Feb 2026" in preview
    assert "Wed 1 Apr 2026 Reports of March 2026" in preview
    assert "New meeting on Wed 4 Mar 2026" in preview
    assert "Meeting of Wed 4 Feb 2026" not in preview, "its window is open, so nothing of it that changes is to come"
    assert "Nothing is saved yet" in preview
    assert meetings_of(office) == [("2026-02-04", False)]
    assert agency_of(office).meeting_rule == ""


def test_what_was_shown_is_saved_and_the_meetings_are_there(secretary: Visitor, office: Office) -> None:
    form = form_of(secretary.get(PAGE))
    fields = {"kind": "weekday", "weekday_place": "1", "weekday": "2", "starts_at": "๙.๓๐ น.", "place": " ห้องประชุม "}
    page = secretary.send(form, 200, "preview", **fields)
    page = secretary.send(form_of(page), press="save")
    assert "The settings are saved" in page.text
    assert "the first Wednesday of each month" in page.one(id="preview").text
    agency = agency_of(office)
    assert (agency.meeting_rule, agency.meeting_moves_to) == ("1 wed", MovesTo.LATER)
    assert (agency.meeting_starts_at, agency.meeting_place) == (time(9, 30), "ห้องประชุม")
    assert meetings_of(office) == [("2026-02-04", False), ("2026-03-04", True), ("2026-04-01", True)]


def test_every_setting_is_kept_and_stands_in_the_log(client: FlaskClient, secretary: Visitor, office: Office) -> None:
    form = form_of(secretary.get(PAGE))
    months = ["1", "4", "7", "10"]
    fields: dict[str, str | list[str]] = {
        "kind": "working_day",
        "working_place": "-1",
        "months": months,
        "opens_days_before": "14",
        "reminder_days_before": "7, 4",
        "due_days_before": "3",
        "eve_days_before": "2",
        "orders_days_after": "2",
        "minimum_gap_days": "2",
        "tells_executives": [],
        "sends_pre_read": [],
        "pre_read_days_before": "4",
        "default_cadence": "quarterly",
        "quiet_from": "18.00",
        "quiet_until": "7.30",
    }
    secretary.send(form, 200, "save", **fields)
    agency = agency_of(office)
    assert agency.meeting_rule == "workday last of 1,4,7,10"
    assert (agency.opens_days_before, agency.reminder_days_before, agency.due_days_before) == (14, [7, 4], 3)
    assert (agency.eve_days_before, agency.orders_days_after, agency.minimum_gap_days) == (2, 2, 2)
    assert (agency.tells_executives, agency.default_cadence) == (False, Cadence.QUARTERLY)
    assert (agency.sends_pre_read, agency.pre_read_days_before) == (False, 4)
    assert (agency.quiet_from, agency.quiet_until) == (time(18), time(7, 30))
    with agency_scope(office.agency.id):
        [event] = db.session.query(AuditEvent).filter_by(event="cycle_changed")
    assert event.before["settings"]["opens_days_before"] == 10
    factories.sign_in(client, office.administrator)
    log = secretary.get("/audit").text
    assert "Day of the meetings = the last working day of January, April, July, October" in log
    assert "Executives are told what is overdue = no" in log
    assert "The papers go out before the meeting = no; The papers go out, days before = 4" in log
    assert "How often, where the plan does not say = Every quarter" in log


def test_saved_again_without_a_change_it_leaves_no_event(secretary: Visitor, office: Office) -> None:
    secretary.send(form_of(secretary.get(PAGE)), press="save")
    with agency_scope(office.agency.id):
        assert db.session.query(AuditEvent).count() == 0


@pytest.mark.parametrize(
    "kind, fields, sentence",
    [
        ("weekday", {"weekday_place": "-1", "weekday": "4"}, "the last Friday of each month"),
        ("day", {"day": "31"}, "day 31 of each month, on a day off the next working day"),
        ("day", {"day": "๕", "moves_to": "earlier"}, "day 5 of each month, on a day off the working day before"),
        ("working_day", {"working_place": "1"}, "meet the first working day of each month."),
        ("working_day", {"working_place": "3", "months": ["2", "8"]}, "the third working day of February, August"),
    ],
)
def test_it_says_the_rule_in_words(
    secretary: Visitor, office: Office, kind: str, fields: dict[str, str | list[str]], sentence: str
) -> None:
    page = secretary.send(form_of(secretary.get(PAGE)), 200, "preview", kind=kind, **fields)
    assert sentence in page.one(id="preview").text


def test_it_says_the_rule_in_thai(client: FlaskClient, office: Office) -> None:
    factories.sign_in(client, office.secretary)
    visitor = Visitor(client, "th")
    fields: dict[str, str | list[str]] = {"weekday_place": "1", "weekday": "2"}
    page = visitor.send(form_of(visitor.get(PAGE)), 200, "preview", kind="weekday", **fields)
    assert "วันพุธแรกของทุกเดือน" in page.one(id="preview").text
    assert "พุธ 4 มี.ค. 2569" in page.one(id="preview").text


@pytest.mark.parametrize(
    "fields, sentence",
    [
        ({"opens_days_before": ""}, "Write a number of days"),
        ({"opens_days_before": "ten"}, "Write a whole number"),
        ({"opens_days_before": "30"}, "would open before this one is held"),
        ({"opens_days_before": "46"}, "from 1 to 45"),
        ({"reminder_days_before": "5; 3"}, "with commas between them"),
        ({"reminder_days_before": "12"}, "12 days before the meeting is not between"),
        ({"due_days_before": "10"}, "write fewer days than 10"),
        ({"eve_days_before": "3"}, "The eve does not come before"),
        ({"minimum_gap_days": "10"}, "no reminder would ever go out"),
        ({"quiet_from": "18.00"}, "leave both empty"),
        ({"quiet_from": "เย็น"}, "is no time of day"),
        ({"kind": "day", "day": "32"}, "from 1 to 31"),
        ({"kind": "day", "day": ""}, "Write the day of the month"),
        ({"kind": "weekday", "months": []}, "Choose at least one month"),
        ({"place": "ห" * 201}, "within 200 characters"),
    ],
)
def test_it_names_what_does_not_fit(
    secretary: Visitor, office: Office, fields: dict[str, str | list[str]], sentence: str
) -> None:
    page = secretary.send(form_of(secretary.get(PAGE)), 400, "save", **fields)
    assert sentence in page.text
    assert not page.all(id="preview")
    assert agency_of(office).opens_days_before == 10


def test_a_quarterly_office_may_open_its_reports_early(secretary: Visitor, office: Office) -> None:
    fields: dict[str, str | list[str]] = {"kind": "weekday", "months": ["1", "4", "7", "10"], "opens_days_before": "40"}
    secretary.send(form_of(secretary.get(PAGE)), 200, "save", **fields)
    assert agency_of(office).opens_days_before == 40


def test_moved_days_are_shown_step_by_step(secretary: Visitor, office: Office) -> None:
    page = secretary.send(form_of(secretary.get(PAGE)), press="preview", due_days_before="1", eve_days_before="1")
    assert "Send by Mon 2 Feb 2026 Tue 3 Feb 2026 Moves" in page.one(id="preview").text


def test_the_cycle_of_another_agency_stays(secretary: Visitor, office: Office, foreign_office: Office) -> None:
    secretary.send(form_of(secretary.get(PAGE)), press="save", kind="weekday", opens_days_before="12")
    assert (agency_of(office).opens_days_before, agency_of(foreign_office).opens_days_before) == (12, 10)
    assert meetings_of(foreign_office) == [("2026-02-04", False)]
