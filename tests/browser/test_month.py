"""The month as its people walk it: from the adopted plan to the meeting's workbook, on a real plan."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from openpyxl import load_workbook
from playwright.sync_api import Page, expect

from jobs.schedule import EVERYTHING, jobs_named, run_in_turn
from tests.factories import create_person
from tests.support.chromium import DESKTOP, PHONE, Visitors, overhang
from tests.support.mailbox import Letter, Mailbox
from tracker import clock
from tracker.domain.agency import AgencyKind
from tracker.domain.permissions import Role
from tracker.extensions import db, only_reading
from tracker.models import Agency, Division, User
from tracker.models.isolation import agency_scope
from tracker.queries import adoption
from tracker.reports.status_json import status_as_json
from tracker.services import papers, setup
from tracker.services.sign_in import hash_password

#: In the plan's period: the window of the meeting of Wednesday 2 February 2565 is open.
IN_THE_WINDOW = date(2022, 1, 26)
MEETING_IN_THAI = "๒ ก.พ. ๖๕"
AFTER_THE_PLANS_END = date(2022, 4, 20)
PASSWORD = "รหัสผ่านของทุกคนในเรื่องนี้"
REAL_PLAN = "002_685d8957b8736cd8.txt"


@dataclass(frozen=True)
class Town:
    agency: Agency
    secretary: User
    head: User
    executive: User


@pytest.fixture
def town(app: Flask) -> Iterator[Town]:
    clock.pin_today(IN_THE_WINDOW)
    with app.app_context():
        agency = setup.create_agency(clock.now(), "เทศบาลนครแห่งหนึ่ง", AgencyKind.CITY_MUNICIPALITY)
        password_hash = hash_password(PASSWORD)

        def person(role: Role, title: str, division: Division | None = None) -> User:
            user = create_person(agency, role, division, title=title, email=f"{role}@town.go.th")
            user.password_hash = password_hash
            db.session.commit()
            return user

        with agency_scope(agency.id):
            treasury = next(one for one in adoption.active_divisions() if one.name == "สำนักคลัง")
        town = Town(
            agency,
            person(Role.SECRETARY, "หัวหน้าสำนักปลัดเทศบาล"),
            person(Role.DIVISION_HEAD, "ผู้อำนวยการสำนักคลัง", treasury),
            person(Role.EXECUTIVE, "นายกเทศมนตรี"),
        )
        # What the test knows of them stays as it is; their rows change under its feet.
        db.session.expunge_all()
        yield town


def sign_in(page: Page, user: User, address: str = "/") -> None:
    page.goto(address)
    page.fill("input[name=email]", user.email)
    page.fill("input[name=password]", PASSWORD)
    page.click(".t-panel form:has(input[name=password]) button")


def bring_the_plan_in(page: Page, file: Path) -> None:
    page.goto("/plans/import")
    page.set_input_files("input[type=file]", file)
    page.click("main form:has(input[type=file]) button")
    expect(page.locator("h1")).to_be_visible()
    expect(page.locator("main")).to_contain_text("กองยุทธศาสตร์และงบประมาณ")
    page.click("form[action$='/adopt'] button")
    expect(page).to_have_url(re.compile(r"/plans/\d+$"))
    expect(page.locator("main")).to_contain_text("การเปิดเผยข้อมูล")


def set_the_meeting(page: Page) -> None:
    page.goto("/meetings/new")
    page.fill("input[name=held_on]", MEETING_IN_THAI)
    page.fill("input[name=place]", "ห้องประชุมชั้น ๒")
    page.click("button[name=do][value=save]")
    expect(page.locator("main")).to_contain_text("2 กุมภาพันธ์ 2565")


def run_the_timetable(app: Flask) -> None:
    assert run_in_turn(app, jobs_named(EVERYTHING))


def link_in(letter: Letter) -> str:
    found = re.search(r"http://127\.0\.0\.1:\d+(/\S*)", letter.text)
    assert found
    return found[1]


def report_on_a_phone(page: Page, user: User, link: str) -> None:
    sign_in(page, user, link)
    expect(page).to_have_url(re.compile("/my-reports"))
    card = page.locator("article").first
    card.locator(".t-chip:has(input[value=progress])").click()
    card.locator("textarea[name$=done_text]").fill("เผยแพร่ผลการใช้จ่ายงบประมาณไตรมาสที่ ๑ บนเว็บไซต์แล้ว")
    card.locator("input[name$=percent]").fill("๔๐")
    card.locator("button[value^=send-]").click()
    expect(page.locator("main")).to_contain_text("ส่งรายงานแล้ว 1 เรื่อง")
    assert overhang(page) <= 0


def return_and_accept(secretary: Page, head: Page) -> None:
    """The secretary sends the report back once; the head mends it; then it is accepted."""
    secretary.goto("/meetings/current")
    row = secretary.locator("tr", has_text="สำนักคลัง").filter(has=secretary.locator("form[action*='/accept']"))
    row.locator("a[href*='#return']").click()
    secretary.fill("textarea[name=comment]", "โปรดระบุที่อยู่เว็บไซต์")
    secretary.locator("form[action*='/return'] button").click()

    head.goto("/my-reports")
    expect(head.locator("main")).to_contain_text("โปรดระบุที่อยู่เว็บไซต์")
    card = head.locator("article", has_text="โปรดระบุที่อยู่เว็บไซต์")
    card.locator("textarea[name$=done_text]").fill("เผยแพร่ที่ www.example.go.th/budget แล้ว")
    card.locator("button[value^=send-]").click()
    expect(head.locator("main")).to_contain_text("ส่งรายงานแล้ว 1 เรื่อง")

    secretary.goto("/meetings/current")
    secretary.locator("form[action*='/accept'] button").first.click()


def test_a_month_from_the_plan_to_the_meeting(
    app: Flask, town: Town, visitors: Visitors, mailbox: Mailbox, shared_dir: Path, tmp_path: Path
) -> None:
    secretary, head, executive = visitors.open(DESKTOP), visitors.open(PHONE), visitors.open(DESKTOP)

    sign_in(secretary, town.secretary)
    bring_the_plan_in(secretary, shared_dir / "seeds" / REAL_PLAN)
    set_the_meeting(secretary)

    run_the_timetable(app)
    run_the_timetable(app)
    letters = mailbox.to(town.head.email)
    assert len(letters) == 1, "one digest, once"
    assert len(mailbox.to(town.executive.email)) == 0

    report_on_a_phone(head, town.head, link_in(letters[0]))
    return_and_accept(secretary, head)

    plan = status_of(town)["plan"]
    assert (plan["reports_received"], plan["measures"]) == (1, 7)

    clock.pin_today(AFTER_THE_PLANS_END)
    sign_in(executive, town.executive, "/overdue")
    expect(executive.locator("main")).to_contain_text("สำนักคลัง")
    expect(executive.locator("main")).to_contain_text("31 มี.ค. 2565")

    with executive.expect_download() as download:
        executive.goto("/indicators")
        executive.locator("a[href*='report.xlsx']").click()
    file = tmp_path / "indicators.xlsx"
    download.value.save_as(file)
    assert_same_figures(file, town)


def status_of(town: Town) -> dict[str, Any]:
    """What `tracker status --json` prints now."""
    with agency_scope(town.agency.id), only_reading():
        return status_as_json(papers.status_report(town.agency.id, clock.today()))


def assert_same_figures(file: Path, town: Town) -> None:
    """The workbook and `tracker status --json` say the same."""
    value = status_of(town)
    rows = {str(row[0]): row for row in load_workbook(file).worksheets[0].iter_rows(values_only=True)}
    for line in value["indicators"]:
        row = rows[line["code"]]
        assert row[3] == line["last_score"]
        assert list(row[4:]) == [
            line["measures"],
            *line["progress"].values(),
            *line["health"].values(),
            line["percent"],
            line["reports_owed"],
            line["reports_received"],
        ]
    assert value["plan"]["health"]["overdue"] == 7
