"""The editions of a month's papers on the pages: listed, compared, downloaded, checked by their code."""

from __future__ import annotations

import json
from hashlib import sha256
from io import BytesIO

import pytest
from flask.testing import FlaskClient
from openpyxl import load_workbook

from tests import factories
from tests.support.month import open_reports, report_on, submit
from tests.support.office import HELD_ON, Office
from tests.support.pages import Visitor
from tracker import clock
from tracker.extensions import db
from tracker.models import Measure, Snapshot
from tracker.models.isolation import agency_scope, all_agencies
from tracker.queries import snapshots
from tracker.reports.editions import NOT_CLOSED, Edition
from tracker.services import closing

AFTER_THE_MEETING = factories.moment(HELD_ON, 14)
WHY = "กองคลังส่งตัวเลขผิด"


@pytest.fixture
def visitor(client: FlaskClient, office: Office) -> Visitor:
    """Whoever may see the agency sees its papers."""
    clock.pin_today(HELD_ON)
    open_reports(office)
    submit(office, report_on(office.own, office.finance), office.head, "อบรมแล้ว 1 รุ่น")
    factories.sign_in(client, office.executive)
    return Visitor(client)


def close(office: Office) -> Edition:
    with agency_scope(office.agency.id):
        secretary = factories.actor_of(office.agency, office.secretary)
        closing.close_month(secretary, AFTER_THE_MEETING, office.meeting.id)
        return snapshots.editions_of(office.meeting.id)[0]


def reopen(office: Office) -> None:
    with agency_scope(office.agency.id):
        secretary = factories.actor_of(office.agency, office.secretary)
        closing.reopen_month(secretary, AFTER_THE_MEETING, office.meeting.id, WHY)


def correct(office: Office) -> None:
    submit(office, report_on(office.own, office.finance), office.head, "อบรมแล้ว 2 รุ่น")


def meeting(office: Office) -> str:
    return f"/meetings/{office.meeting.id}"


def words_of_workbook(visitor: Visitor, url: str) -> str:
    visitor.get(url)
    book = load_workbook(BytesIO(visitor.response.data))
    return "\n".join(
        str(value) for sheet in book for row in sheet.iter_rows(values_only=True) for value in row if value is not None
    )


def test_while_the_month_is_open_there_is_no_edition_and_the_paper_says_so(visitor: Visitor, office: Office) -> None:
    assert "Papers of the closed month" not in visitor.get(meeting(office)).text
    assert NOT_CLOSED in words_of_workbook(visitor, f"{meeting(office)}/report.xlsx")


def test_a_closed_month_shows_its_edition_with_its_code(visitor: Visitor, office: Office) -> None:
    edition = close(office)
    listed = visitor.get(meeting(office)).one("section", id="editions")
    assert "Edition 1" in listed.text
    assert edition.short_code in listed.text
    assert "หัวหน้าสำนักปลัดเทศบาล" in listed.text
    words = words_of_workbook(visitor, f"{meeting(office)}/report.xlsx")
    assert NOT_CLOSED not in words
    assert "ฉบับที่ 1" in words
    assert edition.short_code in words
    assert visitor.response.headers["Content-Disposition"].endswith("-2026-01-edition-1.xlsx")


def test_the_paper_stays_when_the_plan_is_written_anew(visitor: Visitor, office: Office) -> None:
    close(office)
    visitor.get(f"{meeting(office)}/report.xlsx")
    before = visitor.response.data
    figures = [figure.text for figure in visitor.get(meeting(office)).all(class_="t-figure")]
    with all_agencies():
        db.session.get_one(Measure, office.own.id).titles = ["ชื่อใหม่"]
        db.session.commit()
    visitor.get(f"{meeting(office)}/report.xlsx")
    assert visitor.response.data == before
    assert [figure.text for figure in visitor.get(meeting(office)).all(class_="t-figure")] == figures


def test_the_stored_file_has_its_check_code_for_sha_256(visitor: Visitor, office: Office) -> None:
    edition = close(office)
    visitor.get(f"{meeting(office)}/editions/1/stored.json")
    assert sha256(visitor.response.data).hexdigest() == edition.check_code
    [report] = json.loads(visitor.response.data)["report"]["measures"][0]["reports"]
    assert report["done_text"] == "อบรมแล้ว 1 รุ่น"


def test_a_change_after_the_close_is_marked_and_both_editions_stay(visitor: Visitor, office: Office) -> None:
    first = close(office)
    reopen(office)
    page = visitor.get(meeting(office)).one("section", id="editions")
    assert "The month is open again" in page.text
    assert NOT_CLOSED in words_of_workbook(visitor, f"{meeting(office)}/report.xlsx")
    correct(office)
    second = close(office)
    rows = [row.text for row in visitor.get(meeting(office)).one("section", id="editions").one("tbody").all("tr")]
    assert [WHY in row for row in rows] == [True, False]
    assert [second.short_code in rows[0], first.short_code in rows[1]] == [True, True]
    page = visitor.get(f"{meeting(office)}/editions/2")
    changes = page.one("section", id="differences")
    assert "Changed" in changes.text
    assert [[one.text for one in changes.all(kind)] for kind in ("del", "ins")] == [["1"], ["2"]]
    words = words_of_workbook(visitor, f"{meeting(office)}/report.xlsx")
    assert "ฉบับที่ 2" in words
    assert WHY in words
    assert "อบรมแล้ว 1 รุ่น" in words_of_workbook(visitor, f"{meeting(office)}/editions/1/paper.xlsx")


def test_a_second_close_without_a_change_says_so(visitor: Visitor, office: Office) -> None:
    close(office)
    reopen(office)
    edition = close(office)
    assert "Both editions say the same." in visitor.get(f"{meeting(office)}/editions/2").text
    page = visitor.get(f"/check/{edition.check_code}")
    assert "these 2 editions" in page.text


def test_an_edition_that_does_not_exist_is_not_there(visitor: Visitor, office: Office) -> None:
    close(office)
    for page in ("editions/2", "editions/0", "editions/2/paper.xlsx", "editions/2/stored.json"):
        visitor.get(f"{meeting(office)}/{page}", 404)


def test_a_code_says_which_paper_it_is_of(visitor: Visitor, office: Office) -> None:
    edition = close(office)
    form = visitor.get("/check").one("form", class_="t-filters")
    page = visitor.send(form, code=f" {edition.short_code.lower()} ")
    assert "Edition 1 of January 2026" in page.text
    assert "เทศบาลตำบลบ้านทดสอบ" in page.text
    assert "unchanged since the month was closed" in page.text
    assert edition.check_code in page.text


def test_an_older_edition_says_that_a_newer_one_took_its_place(visitor: Visitor, office: Office) -> None:
    first = close(office)
    reopen(office)
    correct(office)
    close(office)
    assert "edition 2 has taken the place of this one" in visitor.get(f"/check/{first.check_code}").text


def test_a_code_of_nothing_is_answered_with_what_to_do(visitor: Visitor, office: Office) -> None:
    close(office)
    assert "letter by letter" in visitor.get("/check/0123456789abcdef", 404).text
    form = visitor.get("/check").one("form", class_="t-filters")
    page = visitor.send(form, 400, code="A1B2")
    assert "A check code has at least 16" in page.text
    assert page.one("input", name="code")["value"] == "A1B2"


def test_another_agencys_code_is_not_known(visitor: Visitor, office: Office, foreign_office: Office) -> None:
    open_reports(foreign_office)
    code = close(foreign_office).check_code
    visitor.get(f"/check/{code}", 404)
    visitor.get(f"{meeting(foreign_office)}/editions/1", 404)


def test_what_was_altered_in_the_database_is_said_so_and_not_printed(visitor: Visitor, office: Office) -> None:
    edition = close(office)
    with all_agencies():
        snapshot = db.session.query(Snapshot).one()
        snapshot.content = snapshot.content | {"report": snapshot.content["report"] | {"place": "ที่อื่น"}}
        db.session.commit()
    assert "it was changed in the database" in visitor.get(f"/check/{edition.check_code}").text
    for page in ("editions/1", "editions/1/paper.xlsx", "editions/1/stored.json", "report.xlsx"):
        assert "no longer agrees" in visitor.get(f"{meeting(office)}/{page}", 400).text
