"""The page before the meeting: what is to be mended, each with the way to mend it; and reminding with one tap."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from flask.testing import FlaskClient

from tests import factories
from tests.support.html import Element
from tests.support.month import assignment_of, give_order, open_reports, report_on, stored, submit
from tests.support.office import HELD_ON, MONTH, TODAY, Office
from tests.support.pages import Visitor
from tracker import clock
from tracker.domain.fiscal_year import add_months
from tracker.domain.period import PeriodKind
from tracker.domain.preflight import Gap
from tracker.domain.progress import Answer, Progress, ReportState
from tracker.extensions import db
from tracker.models import Decision, Division, Measure, Membership, Message
from tracker.models.isolation import agency_scope, all_agencies
from tracker.services import reviewing


@pytest.fixture
def secretary(client: FlaskClient, office: Office) -> Visitor:
    clock.pin_today(TODAY)
    with agency_scope(office.agency.id):
        for division in db.session.query(Division):
            division.superior_id = office.executive.id
        db.session.commit()
    open_reports(office)
    factories.sign_in(client, office.secretary)
    return Visitor(client)


def page_of(office: Office) -> str:
    return f"/meetings/{office.meeting.id}/preflight"


def gap(page: Element, which: Gap) -> Element:
    return page.one("section", id=f"gap-{which}")


def gaps(page: Element) -> list[str]:
    sections = [section.get("id") or "" for section in page.all("section")]
    return [name.removeprefix("gap-") for name in sections if name.startswith("gap-")]


def links(section: Element) -> list[str]:
    return [link["href"] for link in section.all("a")]


def send_everything(office: Office) -> None:
    for measure, division, person in (
        (office.own, office.finance, office.head),
        (office.shared, office.finance, office.head),
        (office.shared, office.works, office.other_head),
    ):
        submit(office, stored(report_on(measure, division)), person)


def accept_everything(office: Office) -> None:
    with agency_scope(office.agency.id):
        reviewing.accept_all(
            factories.actor_of(office.agency, office.secretary), factories.moment(TODAY, 15), office.meeting.id
        )


def change(row: type[Measure] | type[Division], id_: int, **values: object) -> None:
    with all_agencies():
        found = db.session.get_one(row, id_)
        for name, value in values.items():
            setattr(found, name, value)
        db.session.commit()


def test_who_is_missing_stands_there_with_whom_to_tell_and_a_tap(secretary: Visitor, office: Office) -> None:
    missing = gap(secretary.get(page_of(office)), Gap.MISSING)
    assert "กองคลัง 2 measures: 1, 2" in missing.text
    assert "ผู้อำนวยการกองคลัง · E-mail Not asked yet" in missing.text
    form = missing.all("form")[0]
    page = secretary.send(form)
    assert "A reminder is on its way to ผู้อำนวยการกองคลัง (E-mail)." in page.text
    missing = gap(page, Gap.MISSING)
    assert "again from 30 Jan 2026 on" in missing.text.replace("\N{NO-BREAK SPACE}", " ")
    assert len(missing.all("form")) == 1, "who was asked today has no button"


def test_a_second_tap_from_an_old_page_is_told_when_the_first_was(secretary: Visitor, office: Office) -> None:
    form = gap(secretary.get(page_of(office)), Gap.MISSING).all("form")[0]
    secretary.send(form)
    page = secretary.send(form)
    assert "was asked on 29 January 2026" in page.text
    with all_agencies():
        assert db.session.query(Message).count() == 1


def test_when_everything_is_in_and_looked_at_all_is_ready(secretary: Visitor, office: Office) -> None:
    send_everything(office)
    page = secretary.get(page_of(office))
    assert gaps(page) == ["to_review"]
    assert f"/meetings/{office.meeting.id}?division={office.finance.id}&show=to-review#reports" in links(
        gap(page, Gap.TO_REVIEW)
    )
    accept_everything(office)
    assert "All is ready." in secretary.get(page_of(office)).text
    assert "Before the meeting: all is ready" in secretary.get(f"/meetings/{office.meeting.id}").text


def test_each_gap_leads_to_the_place_that_mends_it(secretary: Visitor, office: Office) -> None:
    send_everything(office)
    accept_everything(office)
    nobody = factories.create_measure(office.plan, [], number="3", titles=["ไม่มีผู้รับผิดชอบ"])
    change(Measure, office.own.id, period_needs_confirmation=True, cadences=["unspecified"])
    change(Measure, office.shared.id, period_kind=PeriodKind.ERROR, starts_on=None, ends_on=None)
    change(Division, office.works.id, superior_id=None)
    order = give_order(office, office.own, office.finance, "เร่งดำเนินการ")
    with all_agencies():
        db.session.get_one(Decision, order.id).due_on = TODAY - timedelta(days=1)
        db.session.query(Membership).filter_by(division_id=office.works.id).update({"ends_on": date(2026, 1, 1)})
        db.session.commit()
    page = secretary.get(page_of(office))
    expected = {
        Gap.ORDER_LATE: f"/measures/{office.own.id}",
        Gap.NOBODY_RESPONSIBLE: f"/measures/{nobody.id}/edit",
        Gap.NOBODY_ANSWERS: "/people/add",
        Gap.PERIOD_UNCLEAR: f"/measures/{office.shared.id}/edit",
        Gap.PERIOD_TO_CONFIRM: f"/measures/{office.own.id}/edit",
        Gap.CADENCE_NOT_STATED: f"/measures/{office.own.id}/edit",
        Gap.NO_SUPERIOR: f"/divisions/{office.works.id}",
    }
    assert gaps(page) == [str(one) for one in expected]
    for which, url in expected.items():
        assert url in links(gap(page, which)), which
        secretary.get(url)
    assert f"Before the meeting: {len(expected)} to mend" in secretary.get(f"/meetings/{office.meeting.id}").text


def test_what_is_worth_a_question_leads_to_the_report(secretary: Visitor, office: Office) -> None:
    for back in (2, 1):
        factories.create_report(
            assignment_of(office.own, office.finance), add_months(MONTH, -back), ReportState.ACCEPTED, percent=60,
            done_text="ประชุมแล้ว",
        )  # fmt: skip
    submit(office, report_on(office.own, office.finance), office.head, "ประชุมแล้ว")
    done = submit(office, report_on(office.shared, office.works), office.other_head)
    with all_agencies():
        done.answer, done.progress, done.percent = Answer.DONE, Progress.DONE, 100
        db.session.add(done)
        db.session.commit()
    page = secretary.get(page_of(office))
    own = report_on(office.own, office.finance)
    assert f"/meetings/reports/{own.id}" in links(gap(page, Gap.SAME_TEXT))
    assert f"/meetings/reports/{own.id}" in links(gap(page, Gap.PERCENT_BACK))
    assert f"/meetings/reports/{done.id}" in links(gap(page, Gap.DONE_WITHOUT_EVIDENCE))


def test_a_returned_report_that_nobody_mended_is_asked_for_again(secretary: Visitor, office: Office) -> None:
    send_everything(office)
    accept_everything(office)
    report = stored(report_on(office.own, office.finance))
    with agency_scope(office.agency.id):
        reviewing.review_report(
            factories.actor_of(office.agency, office.secretary), factories.moment(TODAY, 16), report.id, report.version,
            accept=False, comment="ขอภาพ",
        )  # fmt: skip
    page = secretary.get(page_of(office))
    assert gaps(page) == ["returned"]
    assert "A reminder is on its way" in secretary.send(gap(page, Gap.RETURNED).one("form")).text


def test_a_division_is_reminded_from_the_meetings_page_too(secretary: Visitor, office: Office) -> None:
    page = secretary.get(f"/meetings/{office.meeting.id}?show=missing")
    forms = [form for form in page.all("form") if form["action"].endswith("/nudge")]
    assert len(forms) == 3, "one for each division, one for all"
    page = secretary.send(forms[-1])
    assert "2 reminders are on their way" in page.text


def test_nobody_is_offered_to_remind_who_may_not(client: FlaskClient, office: Office, secretary: Visitor) -> None:
    factories.sign_in(client, office.executive)
    page = secretary.get(f"/meetings/{office.meeting.id}?show=missing")
    assert not [form for form in page.all("form") if form["action"].endswith("/nudge")]
    assert page_of(office) not in links(page)
    secretary.get(page_of(office), 403)


def test_after_the_meeting_nobody_is_reminded_any_more(secretary: Visitor, office: Office) -> None:
    form = gap(secretary.get(page_of(office)), Gap.MISSING).all("form")[0]
    clock.pin_today(HELD_ON + timedelta(days=1))
    assert not gap(secretary.get(page_of(office)), Gap.MISSING).all("form")
    assert "The meeting is over" in secretary.send(form).text


def test_the_letter_of_the_eve_leads_to_the_meeting_at_hand(secretary: Visitor, office: Office) -> None:
    page = secretary.get("/meetings/current/preflight")
    assert "Before the meeting of 4 February 2026" in page.one("h1").text


def test_another_agencys_orders_and_divisions_are_not_counted(
    secretary: Visitor, office: Office, foreign_office: Office
) -> None:
    send_everything(office)
    accept_everything(office)
    order = give_order(foreign_office, foreign_office.own, foreign_office.finance, "ของหน่วยงานอื่น")
    with all_agencies():
        db.session.get_one(Decision, order.id).due_on = TODAY - timedelta(days=1)
        db.session.commit()
    factories.create_measure(foreign_office.plan, [], number="9")
    assert "All is ready." in secretary.get(page_of(office)).text
    assert "all is ready" in secretary.get(f"/meetings/{office.meeting.id}").text


def test_nobody_is_asked_for_what_was_cancelled_or_belongs_to_a_closed_division(
    secretary: Visitor, office: Office
) -> None:
    change(Division, office.works.id, is_active=False)
    change(Measure, office.shared.id, cancelled_on=TODAY)
    missing = gap(secretary.get(page_of(office)), Gap.MISSING)
    [row] = missing.one("tbody").all("tr")
    assert row.text.startswith("กองคลัง 1 measure: 1")
