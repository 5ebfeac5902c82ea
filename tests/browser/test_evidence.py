"""A photograph from a telephone: chosen on the card, sent at once, seen by the office; and without a script."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, Route, expect

from tests.factories import moment
from tests.support import attachments as made
from tests.support.chromium import DESKTOP, PHONE, Visitors, overhang
from tests.support.office import TODAY, Office
from tracker.extensions import db
from tracker.models import User
from tracker.models.isolation import agency_scope
from tracker.services import meetings
from tracker.services.sign_in import hash_password

PASSWORD = "รหัสผ่านของทุกคนในเรื่องนี้"
CARD = ".t-proofs"


@pytest.fixture
def office(office: Office) -> Office:
    """Where the reports of the month are asked for, and everybody has a password."""
    with agency_scope(office.agency.id):
        meetings.open_windows(office.agency.id, moment(TODAY))
        for user in (office.head, office.secretary):
            db.session.get_one(User, user.id).password_hash = hash_password(PASSWORD)
        db.session.commit()
    db.session.expunge_all()
    return office


@pytest.fixture
def enter(office: Office, visitors: Visitors) -> Callable[..., Page]:
    def enter(email: str, address: str, *arguments: object, **options: bool) -> Page:
        page = visitors.open(*arguments, **options)  # type: ignore[arg-type]
        page.goto(address)
        page.fill("input[name=email]", email)
        page.fill("input[name=password]", PASSWORD)
        page.click(".t-panel form:has(input[name=password]) button")
        page.wait_for_url(f"**{address}")
        return page

    return enter


@pytest.fixture
def photo(tmp_path: Path) -> Path:
    path = tmp_path / "IMG_2569.jpg"
    path.write_bytes(made.photograph(TODAY, width=1200, height=1600))
    return path


@pytest.fixture
def drawing(tmp_path: Path) -> Path:
    path = tmp_path / "ภาพ.png"
    path.write_bytes(made.SVG)
    return path


def violations(page: Page) -> list[str]:
    page.wait_for_load_state()
    return [violation["id"] for violation in Axe().run(page).response["violations"]]


def test_a_photograph_is_sent_from_the_card_as_soon_as_it_is_chosen(
    office: Office, enter: Callable[..., Page], photo: Path
) -> None:
    page = enter(office.head.email, "/my-reports", PHONE)
    card = page.locator(CARD).first
    card.locator("input[type=file]").set_input_files(photo)
    picture = card.locator("img")
    expect(picture).to_be_visible()
    expect(card.get_by_role("status")).to_have_text("แนบแล้ว: IMG_2569")
    assert picture.evaluate("picture => picture.decode().then(() => picture.naturalHeight)") == 320
    assert overhang(page) <= 0
    assert violations(page) == []
    page.reload()
    expect(page.locator(CARD).first.locator("img")).to_be_visible()


def test_what_is_refused_is_said_on_the_card(
    office: Office, visitors: Visitors, enter: Callable[..., Page], drawing: Path, tmp_path: Path
) -> None:
    page = enter(office.head.email, "/my-reports", PHONE)
    card = page.locator(CARD).first
    large = tmp_path / "ใหญ่.jpg"
    large.write_bytes(bytes(15 * 1024 * 1024 + 1))
    card.locator("input[type=file]").set_input_files(large)
    expect(card.get_by_role("alert")).to_have_text("“ใหญ่.jpg” ใหญ่เกินไป ต้องไม่เกิน 15 MB")
    card.locator("input[type=file]").set_input_files(drawing)
    expect(card.get_by_role("alert")).to_contain_text("“ภาพ.png” เป็นหน้าเว็บหรือภาพวาดที่อาจมีโปรแกรมแฝง")
    assert [problem.partition(" ")[0] for problem in visitors.problems] == ["400"]
    visitors.problems.clear()
    assert made.files_on_disk() == []
    assert overhang(page) <= 0


def test_a_broken_connection_keeps_the_photograph_chosen(
    office: Office, enter: Callable[..., Page], photo: Path
) -> None:
    page = enter(office.head.email, "/my-reports", PHONE)
    card = page.locator(CARD).first

    def hang_up(route: Route) -> None:
        route.abort("connectionreset")

    page.route("**/evidence/file", hang_up)
    card.locator("input[type=file]").set_input_files(photo)
    expect(card.get_by_role("alert")).to_contain_text("สัญญาณขาดหาย")
    page.unroute("**/evidence/file", hang_up)
    card.get_by_role("button", name="ส่งอีกครั้ง").click()
    expect(card.locator("img")).to_be_visible()
    expect(card.get_by_role("alert")).to_be_empty()


@pytest.mark.parametrize("viewport", [PHONE, DESKTOP], ids=["phone", "desktop"])
def test_it_works_without_a_script_and_removing_asks_first(
    office: Office, enter: Callable[..., Page], photo: Path, viewport: object
) -> None:
    page = enter(office.head.email, "/my-reports", viewport, javascript=False)
    page.locator(CARD).first.get_by_role("link").click()
    page.set_input_files("input[type=file]", photo)
    page.get_by_label("แสดงอะไร").first.fill("ป้ายประชาสัมพันธ์หน้าสำนักงาน")
    page.get_by_role("button", name="แนบ", exact=True).click()
    expect(page.locator(".t-proof img")).to_be_visible()
    assert overhang(page) <= 0
    page.get_by_role("link", name=re.compile("แก้ไข")).click()
    assert overhang(page) <= 0
    page.locator("#remove summary").click()
    page.get_by_role("button", name="ยืนยันนำออก").click()
    expect(page.get_by_text("นำหลักฐานออกแล้ว ระบบยังเก็บบันทึกไว้")).to_be_visible()


@pytest.mark.parametrize("language", ["th", "en"])
def test_the_pages_can_be_used_by_everybody(
    office: Office, enter: Callable[..., Page], photo: Path, language: str
) -> None:
    page = enter(office.head.email, "/my-reports", PHONE)
    page.locator(CARD).first.get_by_role("link").click()
    if language == "en":
        page.locator("[hreflang=en], [lang=en]").first.click()
    page.set_input_files("input[type=file]", photo)
    page.locator("form[enctype] button").click()
    expect(page.locator(".t-proof img")).to_be_visible()
    assert violations(page) == []
    page.locator(".t-proof .btn").click()
    assert violations(page) == []
