from __future__ import annotations

from datetime import date

import pytest
from flask.testing import FlaskClient

from tests import factories
from tests.support.html import Element
from tests.support.office import HELD_ON, MONTH, TODAY, Office
from tests.support.pages import Visitor
from tests.support.queries import MOST_PER_PAGE, count_queries
from tracker import clock
from tracker.domain.answers import Entry
from tracker.domain.permissions import Role
from tracker.domain.progress import Answer, EntryChannel, ReportState, RevisionAction
from tracker.extensions import db
from tracker.models import Assignment, Division, Measure, Meeting, ProgressReport, ProgressRevision, User
from tracker.models.isolation import agency_scope, all_agencies
from tracker.services import meetings, reporting

NOW = factories.moment(TODAY)


@pytest.fixture
def secretary(client: FlaskClient, office: Office) -> Visitor:
    factories.sign_in(client, office.secretary)
    return Visitor(client)


def open_reports(office: Office) -> None:
    with agency_scope(office.agency.id):
        meetings.open_windows(office.agency.id, NOW)


@pytest.fixture
def own(office: Office) -> ProgressReport:
    """The finance division's report on its own measure, with all others of the month open too."""
    open_reports(office)
    return report_on(office.own, office.finance)


def report_on(measure: Measure, division: Division) -> ProgressReport:
    with all_agencies():
        found = db.session.query(ProgressReport).join(Assignment).filter(ProgressReport.month == MONTH)
        return found.filter(Assignment.measure_id == measure.id, Assignment.division_id == division.id).one()


def submit(office: Office, report: ProgressReport, person: User, done_text: str = "ประชุมแล้ว") -> ProgressReport:
    with agency_scope(office.agency.id):
        entry = Entry(Answer.PROGRESS, 40, done_text)
        return reporting.submit_report(factories.actor_of(office.agency, person), NOW, report.id, report.version, entry)


def stored(report: ProgressReport) -> ProgressReport:
    """As another request finds it."""
    with all_agencies():
        db.session.refresh(report)
    return report


def rows_of(page: Element) -> list[Element]:
    return page.one(id="reports").all("tr")[1:]


def form_to(page: Element, path: str) -> Element:
    return next(form for form in page.all("form") if form["action"].partition("?")[0] == path)


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
        reporting.review_report(actor, NOW, theirs.id, theirs.version, accept=True)
    assert len(rows_of(secretary.get(f"/meetings/{office.meeting.id}?show={show}"))) == rows


def test_it_shows_the_reports_of_one_division(secretary: Visitor, office: Office, own: ProgressReport) -> None:
    page = secretary.get(f"/meetings/{office.meeting.id}?division={office.works.id}")
    assert [row.text for row in rows_of(page)] == [rows_of(page)[0].text]
    assert "กองช่าง" in rows_of(page)[0].text


def test_it_accepts_and_comes_back_to_the_same_list(secretary: Visitor, office: Office, own: ProgressReport) -> None:
    submit(office, own, office.head)
    page = secretary.get(f"/meetings/{office.meeting.id}?show=to-review&division={office.finance.id}")
    secretary.send(form_to(page, f"/meetings/reports/{own.id}/accept"), 302)
    address = secretary.response.headers["Location"]
    assert "show=to-review" in address
    assert f"division={office.finance.id}" in address
    assert stored(own).state is ReportState.ACCEPTED


def test_it_accepts_all_that_wait(secretary: Visitor, office: Office, own: ProgressReport) -> None:
    submit(office, own, office.head)
    theirs = submit(office, report_on(office.shared, office.works), office.other_head)
    page = secretary.get(f"/meetings/{office.meeting.id}?show=to-review")
    page = secretary.send(form_to(page, f"/meetings/{office.meeting.id}/accept-all"))
    assert "2 reports are accepted" in page.text
    assert (stored(own).state, stored(theirs).state) == (ReportState.ACCEPTED, ReportState.ACCEPTED)
    assert stored(report_on(office.shared, office.finance)).state is ReportState.OPEN


def test_it_returns_with_a_comment_that_the_division_sees(
    secretary: Visitor, office: Office, own: ProgressReport, client: FlaskClient
) -> None:
    submit(office, own, office.head)
    page = secretary.get(f"/meetings/reports/{own.id}")
    path = f"/meetings/reports/{own.id}/return"
    page = secretary.send(form_to(page, path), 400, comment="  ")
    assert "Write what is missing" in page.text
    secretary.send(form_to(page, path), comment="ขอภาพถ่าย")
    assert stored(own).state is ReportState.RETURNED
    factories.sign_in(client, office.head)
    assert "ขอภาพถ่าย" in Visitor(client).get("/my-reports").text


def test_a_report_corrected_meanwhile_keeps_the_comment_on_the_page(
    secretary: Visitor, office: Office, own: ProgressReport
) -> None:
    submit(office, own, office.head)
    page = secretary.get(f"/meetings/reports/{own.id}")
    submit(office, own, office.officer, done_text="แก้ไขแล้ว")
    path = f"/meetings/reports/{own.id}/return"
    page = secretary.send(form_to(page, path), 409, comment="ขอภาพถ่าย")
    assert "แก้ไขแล้ว" in page.text
    assert page.one("textarea", name="comment").verbatim.strip() == "ขอภาพถ่าย"
    secretary.send(form_to(page, path))
    assert stored(own).review_comment == "ขอภาพถ่าย"


def test_an_old_page_does_not_accept_what_was_corrected_since(
    secretary: Visitor, office: Office, own: ProgressReport
) -> None:
    submit(office, own, office.head)
    page = secretary.get(f"/meetings/{office.meeting.id}")
    submit(office, own, office.officer, done_text="แก้ไขแล้ว")
    secretary.send(form_to(page, f"/meetings/reports/{own.id}/accept"), 409)
    assert stored(own).state is ReportState.SUBMITTED


def test_it_enters_on_behalf_of_a_division_and_says_so(secretary: Visitor, office: Office, own: ProgressReport) -> None:
    path = f"/meetings/reports/{own.id}/enter"
    form = form_to(secretary.get(path), path)
    page = secretary.send(form, 400, answer="no_change")
    assert "Say how the division answered" in page.one(id=f"r{own.id}-channel-error").text
    page = secretary.send(form_to(page, path), channel="phone")
    assert "on behalf of the division · By telephone" in page.one(id="reports").text
    assert stored(own).state is ReportState.SUBMITTED
    with all_agencies():
        revision = db.session.query(ProgressRevision).filter_by(report_id=own.id).one()
    assert (revision.is_on_behalf, revision.channel) == (True, EntryChannel.PHONE)
    assert (revision.by_name, revision.action) == ("หัวหน้าสำนักปลัดเทศบาล", RevisionAction.SUBMITTED)


def test_a_division_that_answers_meanwhile_is_not_overwritten(
    secretary: Visitor, office: Office, own: ProgressReport
) -> None:
    path = f"/meetings/reports/{own.id}/enter"
    form = form_to(secretary.get(path), path)
    submit(office, own, office.head, done_text="ข้อความของกอง")
    page = secretary.send(form, 409, channel="line", answer="done", done_text="ข้อความจากไลน์")
    assert "ข้อความของกอง" in page.text
    assert page.one("textarea", name=f"r{own.id}-done_text").verbatim.strip() == "ข้อความจากไลน์"
    assert stored(own).done_text == "ข้อความของกอง"
    secretary.send(form_to(page, path))
    assert stored(own).done_text == "ข้อความจากไลน์"


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
    report = submit(
        foreign_office, report_on(foreign_office.own, foreign_office.finance), foreign_office.head, done_text="ลับ"
    )
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
