from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from tests import factories
from tests.support.month import assignment_of, open_reports, report_on, stored
from tests.support.office import Office
from tests.support.pages import Visitor
from tests.web.my_reports.cards import DECEMBER, add_measure, card_of, named, opened, page_form, typed_in
from tracker.domain.progress import Answer, ReportState
from tracker.models import ProgressReport
from tracker.models.isolation import agency_scope
from tracker.queries import reports


def test_it_sends_one_report_and_goes_on_to_the_next(visitor: Visitor, office: Office, own: ProgressReport) -> None:
    shared = report_on(office.shared, office.finance)
    form = opened(visitor, own)
    fields = named(own, answer="progress", percent="๔๐%", done_text="ประชุมแล้ว 2 ครั้ง")
    visitor.send(form, 302, press=f"send-{own.id}", **fields)
    address = visitor.response.headers["Location"]
    assert urlsplit(address).fragment == f"report-{shared.id}"
    page = visitor.get(address)
    assert "1 report is sent" in page.text
    assert "1 of 2 sent" in page.text
    now = stored(own)
    assert (now.state, now.answer, now.percent) == (ReportState.SUBMITTED, Answer.PROGRESS, 40)
    assert now.done_text == "ประชุมแล้ว 2 ครั้ง"
    assert stored(shared).state is ReportState.OPEN


def test_one_button_sends_every_report_that_has_an_answer(
    visitor: Visitor, office: Office, own: ProgressReport
) -> None:
    third = add_measure(office, "3")
    open_reports(office)
    shared, untouched = report_on(office.shared, office.finance), report_on(third, office.finance)
    form = page_form(visitor.get("/my-reports"))
    fields = named(own, answer="no_change") | named(shared, answer="not_yet_due")
    page = visitor.send(form, press="send", **fields)
    assert "2 reports are sent" in page.text
    assert [stored(report).state for report in (own, shared, untouched)] == [
        ReportState.SUBMITTED,
        ReportState.SUBMITTED,
        ReportState.OPEN,
    ]


def test_sending_without_an_answer_says_that_nothing_was_sent(visitor: Visitor, own: ProgressReport) -> None:
    page = visitor.send(page_form(visitor.get("/my-reports")), press="send")
    assert "nothing was sent" in page.text
    assert stored(own).version == 1


def test_the_words_of_every_card_are_kept_whichever_button_is_pressed(
    visitor: Visitor, office: Office, own: ProgressReport
) -> None:
    shared = report_on(office.shared, office.finance)
    form = opened(visitor, own)
    fields = named(own, done_text="ครึ่งทาง") | named(shared, answer="no_change")
    page = visitor.send(form, press=f"send-{shared.id}", **fields)
    assert (stored(own).state, stored(own).done_text) == (ReportState.DRAFT, "ครึ่งทาง")
    assert typed_in(page, own, "done_text") == "ครึ่งทาง"
    assert stored(shared).state is ReportState.SUBMITTED


def test_the_same_as_last_time_is_filled_in_to_be_looked_at(visitor: Visitor, office: Office) -> None:
    assignment = assignment_of(office.own, office.finance)
    factories.create_report(
        assignment, DECEMBER, ReportState.ACCEPTED, done_text="ออกตรวจ 4 ครั้ง", percent=50, next_steps="ออกตรวจต่อ"
    )
    open_reports(office)
    own = report_on(office.own, office.finance)
    page = visitor.send(page_form(visitor.get("/my-reports")), press=f"same-{own.id}")
    assert (stored(own).state, stored(own).done_text) == (ReportState.DRAFT, "ออกตรวจ 4 ครั้ง")
    visitor.send(page_form(page), press="send")
    now = stored(own)
    assert (now.state, now.answer, now.percent, now.next_steps) == (
        ReportState.SUBMITTED,
        Answer.PROGRESS,
        50,
        "ออกตรวจต่อ",
    )


def test_finished_steps_are_ticked_and_stay_ticked_next_month(visitor: Visitor, office: Office) -> None:
    measure = add_measure(office, "3", steps=["ตั้งคณะทำงาน", "จัดอบรม", "ประเมินผล"])
    with agency_scope(office.agency.id):
        first, second, _third = reports.steps_of([measure.id])[measure.id]
    assignment = assignment_of(measure, office.finance)
    factories.create_report(assignment, DECEMBER, ReportState.ACCEPTED, steps_done=[first.id])
    open_reports(office)
    report = report_on(measure, office.finance)
    page = visitor.get("/my-reports")
    assert "1 of 3 steps finished" in card_of(page, report).text
    steps: Any = {f"r{report.id}-steps_done": [str(first.id), str(second.id)]}
    fields = named(report, answer="progress", percent="66", done_text="อบรมแล้ว")
    visitor.send(opened(visitor, report), press=f"send-{report.id}", **fields, **steps)
    assert stored(report).steps_done == [first.id, second.id]
