from __future__ import annotations

from datetime import date, time

import pytest
from flask.testing import FlaskClient

from tests import factories
from tests.support.html import Element
from tests.support.month import NOW, open_reports, report_on, stored, submit
from tests.support.office import HELD_ON, Office
from tests.support.pages import Visitor
from tests.support.queries import MOST_PER_PAGE, count_queries
from tracker import clock
from tracker.domain.permissions import Role
from tracker.domain.progress import ReportState
from tracker.domain.reminders import Channel, MessageKind, MessageState
from tracker.extensions import db
from tracker.models import Agency, Meeting, Message, ProgressReport
from tracker.models.isolation import agency_scope, all_agencies
from tracker.services import meeting_rules, reviewing

MOVED = (MessageKind.REQUEST, MessageKind.REMINDER, MessageKind.REMINDER)


def message_for(office: Office, number: int) -> Message:
    return Message(
        key=f"waiting-{number}",
        channel=Channel.EMAIL,
        meeting_id=office.meeting.id,
        user_id=office.head.id,
        to_address=office.head.email,
        to_name=office.head.name,
        why="",
        subject="",
        body_text="",
        body_html="",
        message_id=f"<{number}@waiting>",
        queued_at=NOW,
    )


@pytest.fixture
def secretary(client: FlaskClient, office: Office) -> Visitor:
    factories.sign_in(client, office.secretary)
    return Visitor(client)


@pytest.fixture
def own(office: Office) -> ProgressReport:
    """The finance division's report on its own measure, with all others of the month open too."""
    open_reports(office)
    return report_on(office.own, office.finance)


def rows_of(page: Element) -> list[Element]:
    return page.one(id="reports").all("tr")[1:]


def test_it_counts_who_has_and_has_not_answered(secretary: Visitor, office: Office, own: ProgressReport) -> None:
    submit(office, own, office.head)
    page = secretary.get(f"/meetings/{office.meeting.id}")
    divisions = [row.text for row in page.one(id="divisions").all("tr")[1:]]
    assert "กองคลัง 1 of 2 sent" in divisions[0]
    assert "1 not sent · 1 to review" in divisions[0]
    assert "กองช่าง 0 of 1 sent" in divisions[1]
    assert len(rows_of(page)) == 3
    assert "ประชุมแล้ว" in rows_of(page)[0].text


@pytest.mark.parametrize(
    "show, rows", [("all", 3), ("missing", 1), ("to-review", 1), ("accepted", 1), ("nonsense", 3), ("", 3)]
)
def test_it_shows_the_reports_of_one_state(
    secretary: Visitor, office: Office, own: ProgressReport, show: str, rows: int
) -> None:
    submit(office, own, office.head)
    theirs = submit(office, report_on(office.shared, office.works), office.other_head)
    with agency_scope(office.agency.id):
        actor = factories.actor_of(office.agency, office.secretary)
        reviewing.review_report(actor, NOW, theirs.id, theirs.version, accept=True)
    assert len(rows_of(secretary.get(f"/meetings/{office.meeting.id}?show={show}"))) == rows


def test_it_shows_the_reports_of_one_division(secretary: Visitor, office: Office, own: ProgressReport) -> None:
    page = secretary.get(f"/meetings/{office.meeting.id}?division={office.works.id}")
    assert [row.text for row in rows_of(page)] == [rows_of(page)[0].text]
    assert "กองช่าง" in rows_of(page)[0].text


def test_it_sets_a_meeting_from_thai_dates(secretary: Visitor, office: Office) -> None:
    page = secretary.get("/meetings/new")
    page = secretary.send(page.one("form", action="/meetings/new"), press="save", held_on="๔ มี.ค. ๖๙", place="ห้องประชุม")
    assert "Reports of February 2026" in page.text
    with all_agencies():
        meeting = db.session.query(Meeting).filter_by(held_on=date(2026, 3, 4)).one()
    assert (meeting.month, meeting.place) == (date(2026, 2, 1), "ห้องประชุม")


def test_it_shows_the_days_before_anything_is_saved(secretary: Visitor, office: Office) -> None:
    page = secretary.send(
        secretary.get("/meetings/new").one("form", action="/meetings/new"), press="preview", held_on="4/3/2569"
    )
    assert "22 Feb 2026" in page.one(id="days").text
    assert "2 Mar 2026" in page.one(id="days").text
    with all_agencies():
        assert db.session.query(Meeting).count() == 1


@pytest.mark.parametrize(
    "fields, sentence",
    [
        ({"held_on": ""}, "Write the day of the meeting"),
        ({"held_on": "31 ก.พ. 2569"}, "There is no such day"),
        ({"held_on": "วันพุธหน้า"}, "is not a date"),
        ({"held_on": "4/3/2659"}, "more than a year away"),
        ({"held_on": "4/3/2569", "month": "เม.ย. 69"}, "begins after it"),
        ({"held_on": "4/3/2569", "month": "ม.ค. 69"}, "a meeting for this month already"),
        ({"held_on": "4/3/2569", "month": "เดือนหน้า"}, "is not a month"),
        ({"held_on": "4/3/2569", "place": "ห" * 201}, "within 200 characters"),
    ],
)
def test_it_names_what_is_wrong_with_a_meeting(
    secretary: Visitor, office: Office, fields: dict[str, str], sentence: str
) -> None:
    form = secretary.get("/meetings/new").one("form", action="/meetings/new")
    page = secretary.send(form, 200, "save", **fields)
    assert sentence in page.text
    assert page.one("input", name="held_on")["value"] == fields["held_on"]
    with all_agencies():
        assert db.session.query(Meeting).count() == 1


def test_it_moves_a_meeting_whose_reports_are_open(secretary: Visitor, office: Office, own: ProgressReport) -> None:
    path = f"/meetings/{office.meeting.id}/edit"
    page = secretary.get(path)
    assert page.one("input", name="held_on")["value"] == "4 February 2026"
    page = secretary.send(page.one("form", action=path), press="save", held_on="18/2/2569")
    assert "Reports of January 2026" in page.text
    assert "Meeting (to come) 18 Feb 2026" in page.text


def preview_of(visitor: Visitor, path: str, **fields: str) -> Element:
    page = visitor.send(visitor.get(path).one("form", action=path), 200, "preview", **fields)
    return page.one(id="days")


def test_a_moved_day_says_which_steps_move_before_it_is_saved(
    secretary: Visitor, office: Office, own: ProgressReport
) -> None:
    days = preview_of(secretary, f"/meetings/{office.meeting.id}/edit", held_on="11/2/2569").text
    assert "Wed 11 Feb 2026 · Reports of January 2026" in days
    assert "Reports open Sun 25 Jan 2026 – Has happened and stays" in days
    assert "Reminder Fri 30 Jan 2026 Fri 6 Feb 2026 Moves" in days
    assert "Meeting Wed 4 Feb 2026 Wed 11 Feb 2026 Moves" in days
    assert "Orders sent Thu 5 Feb 2026 Thu 12 Feb 2026 Moves" in days
    assert "No message waits that names the old day" in days
    with all_agencies():
        assert db.session.get_one(Meeting, office.meeting.id).held_on == HELD_ON


def test_it_says_which_messages_are_withdrawn(secretary: Visitor, office: Office) -> None:
    with agency_scope(office.agency.id):
        for message, kind in zip((message_for(office, n) for n in range(3)), MOVED, strict=True):
            message.kind, message.planned_for = kind, None if kind is MessageKind.REQUEST else HELD_ON
            message.state = MessageState.WAITING
            db.session.add(message)
        db.session.commit()
    days = preview_of(secretary, f"/meetings/{office.meeting.id}/edit", held_on="11/2/2569").text
    assert "are withdrawn: " in days
    for words in ("Request for reports 1", "Reminder 2"):
        assert words in days


@pytest.mark.parametrize(
    "held_on, sentence",
    [
        ("7/2/2569", "Sat 7 Feb 2026 is a weekend"),
        ("3/3/2569", "Tue 3 Mar 2026 is a day off: วันมาฆบูชา"),
        ("20/1/2569", "This day has passed"),
        ("4/2/2569", "Wed 4 Feb 2026"),
    ],
)
def test_it_warns_of_a_day_that_is_no_usual_one(
    secretary: Visitor, office: Office, held_on: str, sentence: str
) -> None:
    factories.create_day_off(office.agency, date(2026, 3, 3), "วันมาฆบูชา")
    days = preview_of(secretary, f"/meetings/{office.meeting.id}/edit", held_on=held_on, month="ม.ค. 69")
    assert sentence in days.text
    assert len(days.all("div", class_="t-tone-warning")) == (held_on != "4/2/2569")


@pytest.mark.parametrize("press", ["preview", "save"])
def test_a_meeting_that_would_be_overtaken_is_named(secretary: Visitor, office: Office, press: str) -> None:
    factories.create_meeting(office.agency, date(2026, 3, 4), date(2026, 2, 1))
    form = secretary.get(f"/meetings/{office.meeting.id}/edit").one(
        "form", action=f"/meetings/{office.meeting.id}/edit"
    )
    page = secretary.send(form, press=press, held_on="5/3/2569", month="ม.ค. 69")
    assert "The meeting of 4 March 2026 hears a later month" in page.text
    assert not page.all(id="days")


def test_several_months_without_a_meeting_are_said(secretary: Visitor, office: Office) -> None:
    days = preview_of(secretary, "/meetings/new", held_on="6/5/2569").text
    assert "Reports of February 2026 to April 2026" in days
    assert "what they ask for is owed here, in one report" in days
    secretary.send(secretary.page.one("form", action="/meetings/new"), press="save")
    assert "Reports of February 2026 to April 2026" in secretary.page.one("header", class_="t-page-head").text


def test_hour_number_and_place_are_proposed_and_kept(secretary: Visitor, office: Office) -> None:
    with agency_scope(office.agency.id):
        agency = db.session.get_one(Agency, office.agency.id)
        agency.meeting_starts_at, agency.meeting_place = time(9, 30), "ห้องประชุมใหญ่"
        db.session.commit()
    page = secretary.get("/meetings/new")
    assert page.one("input", name="starts_at")["value"] == "09.30"
    page = secretary.send(page.one("form", action="/meetings/new"), press="preview", held_on="4/3/2569")
    assert "No. 2/2569" in page.one(id="days").text
    page = secretary.send(page.one("form", action="/meetings/new"), press="save", starts_at="๑๓.๐๐ น.")
    assert "No. 2/2569 · 13:00 · ห้องประชุมใหญ่" in page.text
    path = f"/meetings/{office.meeting.id}/edit"
    page = secretary.send(secretary.get(path).one("form", action=path), press="save", number="ครั้งที่ ๕/๒๕๖๙")
    assert "No. 5/2569" in page.text


def test_the_list_says_the_rule_and_what_it_has_set(secretary: Visitor, office: Office) -> None:
    with agency_scope(office.agency.id):
        db.session.get_one(Agency, office.agency.id).meeting_rule = "1 wed"
        meeting_rules.plan_meetings(office.agency.id, NOW)
    page = secretary.get("/meetings")
    assert "The division heads meet the first Wednesday of each month, on a day off the next working day." in page.text
    rows = [row.text for row in page.one("tbody").all("tr")]
    assert [row[:28] for row in rows] == [
        "Wed 1 Apr 2026 No. 3/2569 By",
        "Wed 4 Mar 2026 No. 2/2569 By",
        "Wed 4 Feb 2026 January 2026 ",
    ]


def test_a_meeting_is_called_off_with_a_reason(secretary: Visitor, office: Office) -> None:
    march = factories.create_meeting(office.agency, date(2026, 3, 4), date(2026, 2, 1))
    factories.create_meeting(office.agency, date(2026, 4, 1), date(2026, 3, 1))
    path = f"/meetings/{march.id}/call-off"
    assert secretary.get(f"/meetings/{march.id}").all("a", href=path)
    page = secretary.get(path)
    assert "What February 2026 asks for is still owed: with the meeting of 1 April 2026" in page.text
    secretary.send(page.one("form", action=path), 400)
    page = secretary.send(page.one("form", action=path), reason="ตรงกับวันเลือกตั้ง")
    assert "The meeting is called off" in page.text
    assert "Wed 4 Mar 2026 (Reports of February 2026)" in page.one(id="called-off").text
    assert "Feb 2026 to Mar 2026" in page.text.replace("\xa0", " ")
    secretary.get(f"/meetings/{march.id}", 404)


def test_a_meeting_whose_reports_are_open_is_moved_instead(
    secretary: Visitor, office: Office, own: ProgressReport
) -> None:
    path = f"/meetings/{office.meeting.id}/call-off"
    page = secretary.get(path)
    assert "cannot be called off" in page.text
    assert not page.all("form", action=path)
    assert "Its reports are open already" in secretary.post(path, 400, reason="ฝนตก").text
    assert not secretary.get(f"/meetings/{office.meeting.id}").all("a", href=path)


def test_it_leads_to_the_meeting_of_the_month(secretary: Visitor, office: Office) -> None:
    page = secretary.get("/meetings/current")
    assert "4 February 2026" in page.one("h1").text
    assert "They open by themselves" in page.text


def test_it_leads_to_the_list_where_no_meeting_is_set(client: FlaskClient, office: Office) -> None:
    elsewhere = factories.create_agency("อบต.ใหม่")
    factories.sign_in(client, factories.create_person(elsewhere, Role.SECRETARY))
    page = Visitor(client).get("/meetings/current")
    assert "No meeting is set yet" in page.text
    assert page.all("a", href="/meetings/new")


WRITES = ("accept", "return", "enter")


@pytest.mark.parametrize("name", ["head", "executive", "auditor"])
def test_others_read_and_cannot_write(
    client: FlaskClient, office: Office, own: ProgressReport, secretary: Visitor, name: str
) -> None:
    submit(office, own, office.head)
    factories.sign_in(client, getattr(office, name))
    visitor = Visitor(client)
    for path in (f"/meetings/{office.meeting.id}", f"/meetings/reports/{own.id}", "/meetings"):
        page = visitor.get(path)
        assert not [form for form in page.all("form") if form["action"].startswith("/meetings")]
    for action in WRITES:
        visitor.post(f"/meetings/reports/{own.id}/{action}", 403)
    visitor.post(f"/meetings/{office.meeting.id}/accept-all", 403)
    visitor.get("/meetings/new", 403)
    visitor.get(f"/meetings/{office.meeting.id}/edit", 403)
    assert stored(own).state is ReportState.SUBMITTED


def test_another_agencys_meeting_does_not_exist(
    secretary: Visitor, office: Office, own: ProgressReport, foreign_office: Office
) -> None:
    open_reports(foreign_office)
    report = submit(foreign_office, report_on(foreign_office.own, foreign_office.finance), foreign_office.head, "ลับ")
    secretary.get(f"/meetings/{office.meeting.id}")
    meeting_id = foreign_office.meeting.id
    for path in (f"/meetings/{meeting_id}", f"/meetings/{meeting_id}/edit", f"/meetings/reports/{report.id}"):
        secretary.get(path, 404)
    secretary.get(f"/meetings/reports/{report.id}/enter", 404)
    secretary.get(f"/meetings/{office.meeting.id}")
    fields = {f"r{report.id}-answer": "no_change", f"r{report.id}-channel": "phone", "comment": "x", "version": "2"}
    for action in WRITES:
        secretary.post(f"/meetings/reports/{report.id}/{action}", 404, **fields)
        secretary.get(f"/meetings/{office.meeting.id}")
    secretary.post(f"/meetings/{meeting_id}/accept-all", 404)
    assert stored(report).state is ReportState.SUBMITTED
    assert "ลับ" not in secretary.get("/meetings").text


def test_a_long_list_is_paged(secretary: Visitor, office: Office) -> None:
    for number in range(3, 50):
        factories.create_measure(office.plan, [office.finance], number=str(number))
    open_reports(office)
    assert len(rows_of(secretary.get(f"/meetings/{office.meeting.id}"))) == 40
    assert len(rows_of(secretary.get(f"/meetings/{office.meeting.id}?page=2"))) == 10
    assert len(rows_of(secretary.get(f"/meetings/{office.meeting.id}?page=99"))) == 10


@pytest.mark.parametrize("path", ["/meetings", "/meetings/{meeting}", "/meetings/reports/{report}", "/meetings/new"])
def test_it_asks_the_same_number_of_questions_whatever_the_data(
    secretary: Visitor, office: Office, own: ProgressReport, path: str
) -> None:
    submit(office, own, office.head)
    url = path.format(meeting=office.meeting.id, report=own.id)
    with count_queries() as few:
        secretary.get(url)
    for number in range(3, 20):
        measure = factories.create_measure(office.plan, [office.finance, office.works], number=str(number))
        factories.create_meeting(office.agency, date(2025 - number, 2, 4), date(2025 - number, 1, 1))
        open_reports(office)
        submit(office, report_on(measure, office.finance), office.head)
    with count_queries() as many:
        secretary.get(url)
    assert len(few) == len(many) <= MOST_PER_PAGE


def test_the_steps_of_the_month_follow_the_day(secretary: Visitor, office: Office, own: ProgressReport) -> None:
    clock.pin_today(HELD_ON)
    steps = secretary.get(f"/meetings/{office.meeting.id}").one("ol", class_="t-steps").all("li")
    assert [step.get("aria-current") for step in steps] == [None, None, None, None, "step"]
    assert "Meeting (now) 4 Feb 2026" in steps[-1].text
