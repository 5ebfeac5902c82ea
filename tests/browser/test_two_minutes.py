"""A division head's month on a telephone and on a desk: twelve measures, most of them unchanged, in few taps."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

import pytest
from flask import Flask
from playwright.sync_api import Page, Route, ViewportSize, expect

from tests import factories
from tests.support.chromium import DESKTOP, PHONE, Visitors, overhang
from tests.support.month import open_reports, report_on
from tests.support.office import Office
from tracker.domain.progress import Answer, ReportState
from tracker.extensions import db, only_reading
from tracker.models import ProgressReport
from tracker.models.isolation import all_agencies
from tracker.services.sign_in import hash_password

PASSWORD = "รหัสผ่านของผู้อำนวยการกองคลัง"
MOST_TAPS = 20
COUNT_TAPS = """
addEventListener("pointerup", () => {
  sessionStorage.setItem("taps", Number(sessionStorage.getItem("taps")) + 1);
}, { capture: true });
"""
TITLES = (
    "จัดทำคู่มือการให้บริการประชาชน",
    "เผยแพร่ขั้นตอนและระยะเวลาให้บริการ",
    "ประชาสัมพันธ์ช่องทางร้องเรียน",
    "ทบทวนระเบียบการใช้ทรัพย์สินของราชการ",
    "ประกาศนโยบายไม่รับของขวัญ",
    "อบรมให้ความรู้ด้านการจัดซื้อจัดจ้าง",
    "สำรวจความพึงพอใจผู้รับบริการ",
    "ปรับปรุงเว็บไซต์ให้ค้นหาง่าย",
    "รายงานผลการใช้จ่ายงบประมาณ",
    "เปิดรับฟังความคิดเห็นของประชาชน",
)


@pytest.fixture
def owed(app: Flask, office: Office) -> list[ProgressReport]:
    """Twelve reports of the finance division, each with what it said last month."""
    office.head.password_hash = hash_password(PASSWORD)
    db.session.commit()
    measures = [office.own, office.shared]
    for number, title in enumerate(TITLES, start=3):
        steps = ["ตั้งคณะทำงาน", "ดำเนินการ", "สรุปผล"]
        measures.append(
            factories.create_measure(office.plan, [office.finance], number=str(number), titles=[title], steps=steps)
        )
    with all_agencies():
        for measure in measures:
            for assignment in measure.assignments:
                factories.create_report(assignment, date(2025, 12, 1), ReportState.ACCEPTED, done_text="ประชุมชี้แจงแล้ว")
    open_reports(office)
    reports = [report_on(measure, office.finance) for measure in measures]
    # What the test knows of them stays as it is, and no statement of its own keeps the server from writing.
    db.session.expunge_all()
    db.session.rollback()
    return reports


def enter(page: Page, office: Office) -> None:
    page.context.add_init_script(COUNT_TAPS)
    page.goto("/my-reports")
    page.fill("input[name=email]", office.head.email)
    page.fill("input[name=password]", PASSWORD)
    page.click(".t-panel form:has(input[name=password]) button")
    expect(page.locator("article")).to_have_count(12)
    page.evaluate("sessionStorage.setItem('taps', 0)")


def choose(page: Page, report_id: int, answer: str) -> None:
    page.locator(f"#report-{report_id} .t-chip:has(input[value={answer}])").click()


def write(page: Page, report_id: int, words: str, percent: str) -> None:
    choose(page, report_id, "progress")
    card = page.locator(f"#report-{report_id}")
    card.locator("textarea[name$=done_text]").click()
    page.keyboard.insert_text(words)
    card.locator("input[name$=percent]").click()
    page.keyboard.press("Control+a")
    page.keyboard.type(percent)


def taps(page: Page) -> int:
    return int(page.evaluate("sessionStorage.getItem('taps')"))


def stored(report: ProgressReport) -> ProgressReport:
    with all_agencies(), only_reading():
        return db.session.get_one(ProgressReport, report.id)


def states(reports: Sequence[ProgressReport]) -> list[ReportState]:
    return [stored(report).state for report in reports]


@pytest.mark.parametrize("viewport", [PHONE, DESKTOP], ids=["phone", "desktop"])
def test_twelve_measures_are_answered_in_twenty_taps(
    visitors: Visitors,
    office: Office,
    owed: list[ProgressReport],
    tell: Callable[[str], None],
    viewport: ViewportSize,
) -> None:
    page = visitors.open(viewport)
    enter(page, office)
    ids = [report.id for report in owed]
    write(page, ids[0], "เผยแพร่แผนการใช้จ่ายงบประมาณบนเว็บไซต์แล้ว", "45")
    write(page, ids[5], "จัดอบรมแล้ว 1 รุ่น ผู้เข้าร่วม 32 คน", "60")
    for report_id in ids:
        if report_id not in (ids[0], ids[5]):
            choose(page, report_id, "no_change")
    assert overhang(page) <= 0
    page.locator(".t-action-bar button[value=send]").click()
    expect(page.locator("main")).to_contain_text("ส่งแล้ว 12 จาก 12 เรื่อง")
    tell(f"12 measures, 10 of them unchanged, at {viewport['width']} px: {taps(page)} taps")
    assert taps(page) <= MOST_TAPS
    assert set(states(owed)) == {ReportState.SUBMITTED}
    written = stored(owed[5])
    assert (written.done_text, written.percent) == ("จัดอบรมแล้ว 1 รุ่น ผู้เข้าร่วม 32 คน", 60)


def test_words_are_kept_while_they_are_written(visitors: Visitors, office: Office, owed: list[ProgressReport]) -> None:
    page = visitors.open(PHONE)
    enter(page, office)
    write(page, owed[0].id, "เขียนได้ครึ่งทาง", "45")
    expect(page.locator(f"#report-{owed[0].id} [data-save]")).to_contain_text("บันทึกร่างแล้ว")
    page.reload()
    expect(page.locator(f"#report-{owed[0].id} textarea[name$=done_text]")).to_have_value("เขียนได้ครึ่งทาง")
    assert states(owed[:1]) == [ReportState.DRAFT]


def test_without_a_connection_the_words_stay_and_are_saved_when_it_is_back(
    visitors: Visitors, office: Office, owed: list[ProgressReport]
) -> None:
    page = visitors.open(PHONE)
    enter(page, office)
    page.context.set_offline(True)
    write(page, owed[0].id, "เขียนตอนไม่มีสัญญาณ", "45")
    saying = page.locator(f"#report-{owed[0].id} [data-save]")
    expect(saying).to_contain_text("ไม่มีสัญญาณ")
    assert states(owed[:1]) == [ReportState.OPEN]
    page.context.set_offline(False)
    expect(saying).to_contain_text("บันทึกร่างแล้ว")
    assert stored(owed[0]).done_text == "เขียนตอนไม่มีสัญญาณ"
    visitors.problems.clear()  # The browser tells the console of each try without a connection.


def test_the_same_card_on_two_devices_warns_and_overwrites_nothing(
    visitors: Visitors, office: Office, owed: list[ProgressReport]
) -> None:
    phone, desk = visitors.open(PHONE), visitors.open(DESKTOP)
    for page in (phone, desk):
        enter(page, office)
    at = f"#report-{owed[0].id}"
    write(phone, owed[0].id, "จากโทรศัพท์", "45")
    expect(phone.locator(f"{at} [data-save]")).to_contain_text("บันทึกร่างแล้ว")
    write(desk, owed[0].id, "จากคอมพิวเตอร์", "50")
    saying = desk.locator(f"{at} [data-save]")
    expect(saying).to_contain_text("จากโทรศัพท์")
    assert stored(owed[0]).done_text == "จากโทรศัพท์"
    saying.get_by_text("ใช้ข้อความของฉันแทน").click()
    expect(saying).to_contain_text("บันทึกร่างแล้ว")
    assert stored(owed[0]).done_text == "จากคอมพิวเตอร์"
    visitors.problems.clear()  # The refused save is an answer of 409, which the browser reports.


def test_finished_steps_propose_the_percentage_until_one_is_written(
    visitors: Visitors, office: Office, owed: list[ProgressReport]
) -> None:
    page = visitors.open(PHONE)
    enter(page, office)
    card = page.locator(f"#report-{owed[3].id}")
    choose(page, owed[3].id, "progress")
    percent = card.locator("input[name$=percent]")
    expect(percent).to_have_value("30")
    card.locator("[data-steps] input").nth(0).check()
    card.locator("[data-steps] input").nth(1).check()
    expect(percent).to_have_value("66")
    percent.fill("50")
    card.locator("[data-steps] input").nth(1).uncheck()
    expect(percent).to_have_value("50")


def test_an_answer_given_before_the_script_has_come_is_not_lost(
    visitors: Visitors, office: Office, owed: list[ProgressReport]
) -> None:
    page = visitors.open(PHONE)
    enter(page, office)
    held: list[Route] = []
    page.route("**/js/app.js", lambda route: held.append(route))
    page.reload(wait_until="commit")
    choose(page, owed[3].id, "progress")
    [script] = held
    script.continue_()
    card = page.locator(f"#report-{owed[3].id}")
    expect(card.locator("textarea[name$=done_text]")).to_be_visible()
    expect(card.locator("[data-steps] input").first).to_be_visible()
    expect(card.locator("[data-save]")).to_contain_text("บันทึกร่างแล้ว")
    assert stored(owed[3]).answer is Answer.PROGRESS


def test_without_a_script_plain_buttons_do_the_same(
    visitors: Visitors, office: Office, owed: list[ProgressReport]
) -> None:
    page = visitors.open(PHONE, javascript=False)
    page.goto("/my-reports")
    page.fill("input[name=email]", office.head.email)
    page.fill("input[name=password]", PASSWORD)
    page.click(".t-panel form:has(input[name=password]) button")
    choose(page, owed[1].id, "no_change")
    page.click(f"#report-{owed[0].id} button[value^=open-]")
    card = page.locator(f"#report-{owed[0].id}")
    card.locator(".t-chip:has(input[value=progress])").click()
    card.locator("textarea[name$=done_text]").fill("เขียนโดยไม่มีสคริปต์")
    page.click(".t-action-bar button[value=send]")
    expect(page.locator("main")).to_contain_text("ส่งแล้ว 2 จาก 12 เรื่อง")


def test_a_sign_in_that_ended_keeps_the_words(visitors: Visitors, office: Office, owed: list[ProgressReport]) -> None:
    page = visitors.open(PHONE)
    enter(page, office)
    page.context.clear_cookies()
    write(page, owed[0].id, "เขียนหลังหมดเวลา", "45")
    saying = page.locator(f"#report-{owed[0].id} [data-save]")
    expect(saying).to_contain_text("ยังไม่ได้บันทึก")
    page.locator(".t-action-bar button[value=draft]").click()
    expect(page.locator("main")).to_contain_text("เขียนหลังหมดเวลา")
    page.fill("input[name=email]", office.head.email)
    page.fill("input[name=password]", PASSWORD)
    page.click(".t-panel form:has(input[name=password]) button")
    page.locator("main form button").first.click()
    expect(page.locator(f"#report-{owed[0].id} textarea[name$=done_text]")).to_have_value("เขียนหลังหมดเวลา")
    assert stored(owed[0]).done_text == "เขียนหลังหมดเวลา"
    visitors.problems.clear()  # The refused save is an answer of 401, which the browser reports.
