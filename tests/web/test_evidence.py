"""The evidence of a report on its pages: attached, shown, handed over, replaced, removed."""

from __future__ import annotations

import io
import json
import threading
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any
from urllib.parse import unquote

import pytest
from flask import Flask, render_template
from PIL import Image
from werkzeug.test import TestResponse

from tests.factories import create_report, moment, sign_in
from tests.support import attachments as made
from tests.support.html import Element, parse
from tests.support.office import MONTH, TODAY, Office
from tests.support.pages import Visitor
from tracker.domain.errors import NotAllowed
from tracker.domain.permissions import Actor, Post, Role
from tracker.evidence_files import Attachment, read_attachment
from tracker.extensions import db
from tracker.models import Assignment, Evidence, Meeting, ProgressReport, User
from tracker.models.isolation import agency_scope
from tracker.queries import evidence as queries
from tracker.services import evidence as service
from tracker.web.evidence import check_sight

MOST_ON_A_CARD = 700


@pytest.fixture(autouse=True)
def _in_the_office(office: Office) -> Iterator[None]:
    with agency_scope(office.agency.id):
        yield


@pytest.fixture
def report(office: Office) -> ProgressReport:
    assignment = db.session.query(Assignment).filter_by(measure_id=office.own.id).one()
    return create_report(assignment, MONTH, meeting_id=office.meeting.id)


def entering(app: Flask, user: User) -> Visitor:
    client = app.test_client()
    sign_in(client, user)
    return Visitor(client)


@pytest.fixture
def head(app: Flask, office: Office) -> Visitor:
    return entering(app, office.head)


def where(report: ProgressReport) -> str:
    return f"/my-reports/{report.id}/evidence"


def attach(visitor: Visitor, form: Element, data: bytes, name: str, status: int = 200, **fields: str) -> Element:
    """Choose a file in the form on the page and press its button."""
    token = form.one("input", name="csrf_token")["value"]
    body: dict[str, Any] = fields | {"csrf_token": token, "file": (io.BytesIO(data), name)}
    return visitor._see(visitor.client.post(form["action"], data=body), status)


def file_form(page: Element) -> Element:
    return page.one("form", enctype="multipart/form-data")


def by_script(visitor: Visitor, report: ProgressReport, data: bytes, name: str) -> tuple[int, dict[str, str]]:
    visitor.get(where(report))
    token = visitor.page.all("input", name="csrf_token")[0]["value"]
    body = {"csrf_token": token, "file": (io.BytesIO(data), name)}
    answer = visitor.client.post(f"{where(report)}/file", data=body, headers={"Accept": "application/json"})
    return answer.status_code, json.loads(answer.text)


def fetched(visitor: Visitor, address: str, **options: Any) -> TestResponse:
    return visitor.client.get(address, buffered=True, **options)


def rows() -> list[Evidence]:
    db.session.expire_all()
    return db.session.query(Evidence).order_by(Evidence.id).all()


def items(page: Element) -> list[str]:
    return [item.text for item in page.all("li", class_="t-proof")]


def test_a_photograph_is_attached_without_a_script(head: Visitor, report: ProgressReport) -> None:
    page = head.get(where(report))
    assert "Nothing is attached yet." in page.text
    page = attach(head, file_form(page), made.photograph(date(2026, 1, 20)), "ป้าย.jpg", caption="ติดป้ายแล้ว")
    assert "The evidence is attached." in page.text
    assert items(page) == ["ติดป้ายแล้ว 20 Jan 2026 Change ติดป้ายแล้ว"]
    picture = page.one("img", class_="t-file__picture")
    small = Image.open(io.BytesIO(fetched(head, picture["src"]).data))
    assert max(small.size) <= 320


def test_what_is_downloaded_has_lost_its_position(head: Visitor, report: ProgressReport) -> None:
    attach(head, file_form(head.get(where(report))), made.photograph(date(2026, 1, 20)), "a.jpg")
    for address in ("file", "picture"):
        answer = fetched(head, f"/evidence/{rows()[0].id}/{address}")
        assert not Image.open(io.BytesIO(answer.data)).getexif()
        assert made.NAME_OF_THE_OWNER.encode() not in answer.data


def test_a_link_is_attached_with_a_date_as_people_write_it(head: Visitor, report: ProgressReport) -> None:
    form = head.get(where(report)).one("form", action=f"{where(report)}/link")
    page = head.send(form, url="www.ban.go.th/1", caption="ข่าว", dated_on="๑๕ ม.ค. ๖๙")
    assert items(page) == ["ข่าว 15 Jan 2026 Change ข่าว"]
    assert page.one("a", class_="t-file")["href"] == "https://www.ban.go.th/1"


def test_what_is_wrong_is_said_at_its_field_and_the_rest_stays(head: Visitor, report: ProgressReport) -> None:
    page = attach(head, file_form(head.get(where(report))), made.SVG, "a.png", 400, caption="รูป")
    assert "web page or a drawing" in page.one(id="file-error").text
    assert page.one(id="caption")["value"] == "รูป"
    form = page.one("form", action=f"{where(report)}/link")
    page = head.send(form, 400, url="javascript:alert(1)")
    assert "no address of a web page" in page.one(id="link-url-error").text
    page = head.send(file_form(page), 400, dated_on="32 ม.ค. 69")
    assert page.one(id="dated_on-error")
    assert "Choose a photograph or a document first." not in page.text, "one thing after the other"
    assert made.files_on_disk() == []
    assert rows() == []


def test_a_script_gets_the_new_piece_or_a_sentence(head: Visitor, report: ProgressReport) -> None:
    status, answer = by_script(head, report, made.picture(), "IMG_1.jpg")
    assert (status, answer["said"]) == (200, "Attached: IMG_1")
    assert parse(answer["html"]).one("li", class_="t-proof").one("img")["src"] == f"/evidence/{rows()[0].id}/picture"
    status, answer = by_script(head, report, made.HEIC, "IMG_2.heic")
    assert status == 400
    assert "Most Compatible" in answer["error"]


@pytest.mark.parametrize("accept", ["text/html", "application/json"])
def test_a_request_that_is_too_large_is_told_on_a_page_and_to_a_script(
    head: Visitor, report: ProgressReport, accept: str
) -> None:
    answer = head.client.post(
        f"{where(report)}/file",
        data=bytes(21 * 1024 * 1024),
        content_type="multipart/form-data; boundary=x",
        headers={"Accept": accept},
    )
    assert (answer.status_code, answer.mimetype) == (413, accept)
    assert "at most 15 MB" in answer.text


def test_a_file_that_is_too_large_is_told_at_its_field(
    head: Visitor, report: ProgressReport, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tracker.domain.evidence.MOST_BYTES", 100_000)
    page = attach(head, file_form(head.get(where(report))), bytes(100_001), "a.jpg", 400)
    assert "more than 15 MB" in page.one(id="file-error").text
    assert made.files_on_disk() == []


def test_nobody_waits_while_a_file_is_looked_at(
    app: Flask, office: Office, head: Visitor, report: ProgressReport, monkeypatch: pytest.MonkeyPatch
) -> None:
    agency_id, meeting_id = office.agency.id, office.meeting.id
    written: list[int] = []

    def write() -> None:
        with app.app_context(), agency_scope(agency_id):
            db.session.get_one(Meeting, meeting_id).place = "ห้องประชุมเล็ก"
            db.session.commit()
            written.append(meeting_id)

    def look(data: bytes, filename: str) -> Attachment:
        other = threading.Thread(target=write)
        other.start()
        other.join(60)
        assert written, "somebody else waits for the database"
        return read_attachment(data, filename)

    monkeypatch.setattr(service, "read_attachment", look)
    attach(head, file_form(head.get(where(report))), made.picture(), "a.jpg")
    assert len(rows()) == 1


def headers(answer: TestResponse) -> dict[str, str]:
    named = ("Content-Type", "Content-Disposition", "Cache-Control", "X-Content-Type-Options")
    return {name: answer.headers[name] for name in named}


def test_a_picture_is_shown_and_everything_else_is_handed_over(head: Visitor, report: ProgressReport) -> None:
    attach(head, file_form(head.get(where(report))), made.picture(), "ภาพ ประชุม.png")
    attach(head, file_form(head.page), made.PDF, "..\\รายงาน x.pdf")
    attach(head, file_form(head.page), "มติ".encode(), "มติ.txt")
    picture, pdf, text = (fetched(head, f"/evidence/{row.id}/file") for row in rows())
    found = headers(picture)
    assert found["Content-Type"] == "image/jpeg"
    assert found["Content-Disposition"].startswith("inline;")
    assert unquote(found["Content-Disposition"]).endswith("ภาพ ประชุม.jpg")
    assert (found["Cache-Control"], found["X-Content-Type-Options"]) == ("private, no-cache", "nosniff")
    assert headers(pdf)["Content-Disposition"].startswith("attachment;")
    assert unquote(headers(pdf)["Content-Disposition"]).endswith("รายงาน x.pdf")
    assert headers(text)["Content-Disposition"].startswith("attachment;")
    for answer in (picture, pdf, text):
        policy = answer.headers["Content-Security-Policy"]
        assert policy.startswith("default-src 'none'; sandbox;")
    assert pdf.data == made.PDF
    assert fetched(head, f"/evidence/{rows()[1].id}/picture").status_code == 404


def test_what_has_not_changed_is_not_sent_again(head: Visitor, report: ProgressReport) -> None:
    attach(head, file_form(head.get(where(report))), made.picture(), "a.jpg")
    address = f"/evidence/{rows()[0].id}/file"
    tag = fetched(head, address).headers["ETag"]
    again = fetched(head, address, headers={"If-None-Match": tag})
    assert (again.status_code, again.data) == (304, b"")
    assert "sandbox" in again.headers["Content-Security-Policy"]


def test_a_file_that_is_gone_from_the_disk_is_told(head: Visitor, report: ProgressReport) -> None:
    attach(head, file_form(head.get(where(report))), made.picture(), "a.jpg")
    for path in made.files_on_disk():
        path.unlink()
    assert "administrator" in head.get(f"/evidence/{rows()[0].id}/file", 404).text


def test_a_later_version_keeps_the_ones_before_within_reach(head: Visitor, report: ProgressReport) -> None:
    attach(head, file_form(head.get(where(report))), made.picture(), "a.jpg", caption="ร่าง")
    page = head.get(f"/evidence/{rows()[0].id}")
    page = attach(head, file_form(page), made.PDF, "b.pdf", caption="ฉบับลงนาม")
    assert "2 versions" in items(page)[0]
    page = head.get(f"/evidence/{rows()[1].id}")
    earlier = page.one(id="earlier")
    assert earlier.one("a")["href"] == f"/evidence/{rows()[0].id}/file"
    assert fetched(head, earlier.one("a")["href"]).status_code == 200
    assert head.get(f"/evidence/{rows()[0].id}").one("h1").text == "ฉบับลงนาม", "its page is that of the newest"
    page = attach(head, file_form(page), made.PAGE, "c.html", 400)
    assert "open" in page.one(id="replace").attributes
    page = head.send(page.one("form", action=f"/evidence/{rows()[1].id}/replace-by-link"), url="https://ban.go.th/1")
    assert "3 versions" in items(page)[0]


def test_words_and_date_are_put_right_on_the_page(head: Visitor, report: ProgressReport) -> None:
    attach(head, file_form(head.get(where(report))), made.picture(), "a.jpg")
    form = head.get(f"/evidence/{rows()[0].id}").one("form", action=f"/evidence/{rows()[0].id}/change")
    page = head.send(form, caption="ป้ายใหม่", dated_on="1 ม.ค. 2569")
    assert items(page) == ["ป้ายใหม่ 1 Jan 2026 Change ป้ายใหม่"]
    page = head.send(form, 400, dated_on="1 ม.ค. 2570")
    assert "still to come" in page.one(id="words-dated_on-error").text


def test_removing_asks_first_and_keeps_the_record(
    app: Flask, office: Office, head: Visitor, report: ProgressReport
) -> None:
    attach(head, file_form(head.get(where(report))), made.picture(), "a.jpg", caption="ผิดรูป")
    address = f"/evidence/{rows()[0].id}"
    asked = head.get(address).one(id="remove")
    assert "stay for the record" in asked.text
    page = head.send(asked.one("form"))
    assert items(page) == []
    assert "ผิดรูป" in page.one("details", class_="t-disclosure").text
    for part in ("", "/file", "/picture"):
        assert fetched(head, address + part).status_code == 404
    auditor = entering(app, office.auditor)
    assert "Removed on" in auditor.get(address).text
    assert fetched(auditor, f"{address}/file").status_code == 200


def test_in_a_closed_month_the_page_only_shows(office: Office, head: Visitor, report: ProgressReport) -> None:
    attach(head, file_form(head.get(where(report))), made.picture(), "a.jpg")
    db.session.get_one(Meeting, office.meeting.id).closed_at = moment(TODAY)
    page = head.get(where(report))
    assert "This month is closed" in page.text
    assert not page.one("main").all("form")
    assert len(page.all("li", class_="t-proof")) == 1


def test_others_of_the_agency_look_and_cannot_touch(
    app: Flask, office: Office, head: Visitor, report: ProgressReport
) -> None:
    attach(head, file_form(head.get(where(report))), made.picture(), "a.jpg")
    form = file_form(head.page)
    other = entering(app, office.other_head)
    page = other.get(where(report))
    assert len(page.all("li", class_="t-proof")) == 1
    assert not page.one("main").all("form")
    assert fetched(other, f"/evidence/{rows()[0].id}/file").status_code == 200
    other.get("/my-reports")
    form.one("input", name="csrf_token").attributes["value"] = other.page.all("input", name="csrf_token")[0]["value"]
    attach(other, form, made.PDF, "b.pdf", 403)
    assert len(made.files_on_disk()) == 2


def test_the_office_sees_it_with_the_report(app: Flask, office: Office, head: Visitor, report: ProgressReport) -> None:
    secretary = entering(app, office.secretary)
    address = f"/meetings/reports/{report.id}"
    assert not secretary.get(address).one(id="evidence").all("li")
    attach(head, file_form(head.get(where(report))), made.picture(), "a.jpg", caption="ภาพ")
    assert secretary.get(address).one(id="evidence").one("li").text == "ภาพ 29 Jan 2026"


def card(app: Flask, report: ProgressReport) -> str:
    files = queries.evidence_of_reports([report.id]).get(report.id, [])
    with app.test_request_context():
        return render_template("evidence/_on_card.html", row=report, files=files)


def test_a_card_carries_little_and_no_field(app: Flask, head: Visitor, report: ProgressReport) -> None:
    assert len(card(app, report).encode()) < MOST_ON_A_CARD
    attach(head, file_form(head.get(where(report))), made.picture(), "a.jpg")
    page = parse(card(app, report))
    assert page.one("div")["data-evidence"] == f"{where(report)}/file"
    assert len(page.all("li", class_="t-proof")) == 1
    assert not [one for one in page if one.tag in ("form", "input", "button", "textarea", "select")]


@pytest.mark.parametrize(
    ("meeting_id", "division_id", "opens"), [(1, 1, True), (2, 1, False), (1, 2, False), (None, 1, False)]
)
def test_the_link_of_a_letter_shows_ones_own_of_its_meeting_only(
    meeting_id: int | None, division_id: int, opens: bool
) -> None:
    by_link = Actor(1, "ผอ.", 1, (Post(Role.DIVISION_HEAD, "ผอ.", 1),), link_meeting_id=1)
    place = queries.ReportPlace(1, division_id, meeting_id, None)
    if opens:
        assert check_sight(by_link, place) is place
    else:
        with pytest.raises(NotAllowed, match="its own meeting only"):
            check_sight(by_link, place)
    assert check_sight(replace(by_link, link_meeting_id=None), place) is place
