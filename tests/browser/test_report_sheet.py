"""A division's sheet as its people use it: downloaded, filled in with LibreOffice, brought back, looked at, sent."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import FilePayload, Page, ViewportSize, expect

from tests.factories import actor_of
from tests.support import accessibility
from tests.support.chromium import DESKTOP, PHONE, Visitors
from tests.support.month import NOW, open_reports, report_on, stored
from tests.support.office import Office
from tests.support.office_programs import saved_by_libreoffice
from tests.support.report_sheets import edited, filling_in
from tests.support.requirements import LIBREOFFICE, need
from tracker.domain.answers import Entry
from tracker.domain.progress import Answer, ReportState
from tracker.extensions import db
from tracker.models import User
from tracker.models.isolation import agency_scope
from tracker.services import reporting
from tracker.services.sign_in import hash_password
from tracker.web.downloads import XLSX

PASSWORD = "รหัสผ่านของทุกคนในเรื่องนี้"
DONE = "เผยแพร่แล้ว\nทางเว็บไซต์"


@pytest.fixture
def office(office: Office) -> Office:
    """Where the reports of the month are asked for, and everybody has a password."""
    open_reports(office)
    with agency_scope(office.agency.id):
        for user in (office.head, office.secretary):
            db.session.get_one(User, user.id).password_hash = hash_password(PASSWORD)
        db.session.commit()
    db.session.expunge_all()
    return office


@pytest.fixture
def enter(office: Office, visitors: Visitors) -> Callable[..., Page]:
    def enter(email: str, address: str, size: ViewportSize, *, javascript: bool = True) -> Page:
        page = visitors.open(size, javascript=javascript)
        page.goto(address)
        page.fill("input[name=email]", email)
        page.fill("input[name=password]", PASSWORD)
        page.click(".t-panel form:has(input[name=password]) button")
        page.wait_for_url(f"**{address}")
        return page

    return enter


def downloaded(page: Page, folder: Path) -> bytes:
    with page.expect_download() as download:
        page.click("main a.btn[href$='.xlsx']")
    target = folder / "downloaded.xlsx"
    download.value.save_as(target)
    return target.read_bytes()


def bring_back(page: Page, data: bytes) -> None:
    file = FilePayload(name="รายงาน ม.ค. 69.xlsx", mimeType=XLSX, buffer=data)
    page.set_input_files("input[type=file]", file)
    page.click("main form:has(input[type=file]) button")


@pytest.mark.parametrize(("size", "javascript"), [(DESKTOP, True), (PHONE, False)], ids=["laptop", "phone, no script"])
def test_a_sheet_filled_in_with_libreoffice_is_sent(
    enter: Callable[..., Page], office: Office, tmp_path: Path, size: ViewportSize, javascript: bool
) -> None:
    need(LIBREOFFICE)
    page = enter(office.head.email, "/my-reports/sheet", size, javascript=javascript)
    cells = filling_in(1, answer="มีความก้าวหน้า", percent="๖๐%", done_text=DONE)
    data = edited(downloaded(page, tmp_path), cells, filling_in(2, answer="เดี๋ยวทำ"))
    bring_back(page, saved_by_libreoffice(data, "reports.xlsx", "xlsx", tmp_path))
    expect(page.locator("#ready")).to_contain_text("60%")
    expect(page.locator("#refused")).to_contain_text("แผ่นงาน “กองคลัง” แถว 7 คอลัมน์ G “รายงานเดือนนี้”: “เดี๋ยวทำ”")
    page.click("form[action$='/take'] .t-action-bar button")
    page.wait_for_url("**/my-reports")
    report = stored(report_on(office.own, office.finance))
    assert (report.state, report.percent, report.done_text) == (ReportState.SUBMITTED, 60, DONE)


@pytest.mark.parametrize("language", ["th", "en"])
@pytest.mark.parametrize("size", [PHONE, DESKTOP], ids=["phone", "laptop"])
def test_its_pages_are_for_everybody(
    enter: Callable[..., Page], office: Office, tmp_path: Path, size: ViewportSize, language: str
) -> None:
    """With a row of every kind: ready, incomplete, written otherwise meanwhile, and without a meaning."""
    address = f"/meetings/{office.meeting.id}/sheet"
    page = enter(office.secretary.email, address, size)
    if language == "en":
        page.evaluate("document.querySelector('form[action*=language] button').click()")
        page.wait_for_selector("html[lang=en]")
    assert accessibility.problems(page) == []
    data = downloaded(page, tmp_path)
    data = edited(data, filling_in(1, answer="คงเดิม", done_text="ทำแล้ว"), filling_in(2, percent="ครึ่ง"))
    data = edited(data, filling_in(1, answer="รอ"), sheet=1)
    write_meanwhile(office)
    bring_back(page, data)
    for part in ("#conflict", "#refused", "#incomplete"):
        expect(page.locator(part)).to_be_visible()
    assert accessibility.problems(page) == []


def write_meanwhile(office: Office) -> None:
    report = report_on(office.own, office.finance)
    with agency_scope(office.agency.id):
        head = actor_of(office.agency, office.head)
        reporting.save_draft(head, NOW, report.id, report.version, Entry(Answer.PROGRESS, 30, "ประชุมแล้ว"))


def test_the_sheet_is_sent_with_the_keyboard_alone(enter: Callable[..., Page], office: Office, tmp_path: Path) -> None:
    page = enter(office.head.email, "/my-reports/sheet", DESKTOP)
    bring_back(page, edited(downloaded(page, tmp_path), filling_in(1, answer="คงเดิม")))
    report = report_on(office.own, office.finance)
    # On SQLite the server waits for the end of what this test reads.
    db.session.commit()
    page.locator(f"input[name='do-{report.id}']:checked").focus()
    page.keyboard.press("ArrowRight")
    expect(page.locator(f"input[name='do-{report.id}'][value=draft]")).to_be_checked()
    page.locator("form[action$='/take'] .t-action-bar button").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/my-reports")
    assert stored(report).state is ReportState.DRAFT
