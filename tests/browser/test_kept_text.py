"""Half a report written while the sign-in ended, in a browser without scripts: it is sent in the end, word for word."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.support.chromium import PHONE, Visitors
from tests.support.month import open_reports, report_on
from tests.support.office import Office
from tests.support.whole_reports import stored_reports
from tracker.extensions import db
from tracker.services.sign_in import hash_password

PASSWORD = "รหัสผ่านของผู้อำนวยการกองคลัง"
WORDS = "ประชุมแล้ว ๒ ครั้ง\nผู้เข้าร่วม “ครบทุกกอง” <ตามแผน> & ส่งรายงานแล้ว"


@pytest.fixture
def report_id(office: Office) -> int:
    office.head.password_hash = hash_password(PASSWORD)
    db.session.commit()
    open_reports(office)
    report_id = report_on(office.own, office.finance).id
    db.session.rollback()
    return report_id


def sign_in(page: Page, office: Office) -> None:
    page.fill("input[name=email]", office.head.email)
    page.fill("input[name=password]", PASSWORD)
    page.locator("#sign-in button").click()


def test_words_outlive_the_sign_in(office: Office, report_id: int, visitors: Visitors) -> None:
    page = visitors.open(PHONE, javascript=False)
    page.goto("/my-reports")
    sign_in(page, office)
    page.goto(f"/my-reports?open={report_id}")
    card = page.locator(f"#report-{report_id}")
    card.locator("input[value=progress]").check(force=True)
    card.locator("textarea[name$=done_text]").fill(WORDS)
    card.locator("input[name$=percent]").fill("๔๐")
    page.context.clear_cookies()
    card.locator(f"button[value=send-{report_id}]").click()

    expect(page.locator("h1")).to_have_text("การเข้าสู่ระบบหมดอายุแล้ว")
    expect(page.locator("blockquote")).to_have_text([WORDS])
    sign_in(page, office)
    expect(page.locator("h1")).to_have_text("สิ่งที่กรอกไว้ยังอยู่ที่นี่")
    assert not stored_reports(office.agency.id)[report_id].sendings
    page.locator("main form button").click()
    expect(page.locator("main")).to_contain_text("ส่งแล้ว 1 จาก 2 เรื่อง")
    stored = stored_reports(office.agency.id)[report_id]
    assert [one.content["percent"] for one in stored.sendings] == [40]
    assert stored.report.done_text.splitlines() == WORDS.splitlines()
