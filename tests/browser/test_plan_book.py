"""The plan's workbook as the secretary uses it: downloaded, one cell filled in, brought back, taken over."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import FilePayload, Page, ViewportSize, expect

from tests.support.chromium import DESKTOP, PHONE, Visitors
from tests.support.office import Office
from tests.support.office_programs import saved_by_libreoffice
from tests.support.plan_books import edited, typing
from tests.support.requirements import LIBREOFFICE, need
from tracker.domain.plan_book import BookColumn
from tracker.extensions import db
from tracker.models import Measure
from tracker.models.isolation import agency_scope
from tracker.services.sign_in import hash_password

PASSWORD = "รหัสผ่านของเลขานุการ"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def enter(page: Page, office: Office) -> None:
    office.secretary.password_hash = hash_password(PASSWORD)
    db.session.commit()
    page.goto(f"/plans/{office.plan.id}")
    page.fill("input[name=email]", office.secretary.email)
    page.fill("input[name=password]", PASSWORD)
    page.click(".t-panel form:has(input[name=password]) button")


def downloaded(page: Page, folder: Path) -> bytes:
    with page.expect_download() as download:
        page.click("a[href$='.xlsx']")
    target = folder / "downloaded.xlsx"
    download.value.save_as(target)
    return target.read_bytes()


def bring_back(page: Page, data: bytes) -> None:
    page.goto("/plans/import")
    page.set_input_files("input[type=file]", FilePayload(name="แผน 2569.xlsx", mimeType=XLSX, buffer=data))
    page.click("main form:has(input[type=file]) button")


@pytest.mark.parametrize(("size", "javascript"), [(DESKTOP, True), (PHONE, False)], ids=["laptop", "phone, no script"])
def test_one_cell_is_changed_in_libreoffice_and_taken_over(
    visitors: Visitors, office: Office, tmp_path: Path, size: ViewportSize, javascript: bool
) -> None:
    need(LIBREOFFICE)
    page = visitors.open(size, javascript=javascript)
    enter(page, office)
    data = edited(downloaded(page, tmp_path), typing(1, BookColumn.END, "๓๑ มี.ค. ๖๙"))
    bring_back(page, saved_by_libreoffice(data, "plan.xlsx", "xlsx", tmp_path))
    expect(page.locator("#changed input[type=checkbox]")).to_have_count(1)
    expect(page.locator("#changed")).to_contain_text("30 กันยายน 2569")
    expect(page.locator("#changed")).to_contain_text("31 มีนาคม 2569")
    page.click("form[action$='/changes'] .t-action-bar button")
    expect(page).to_have_url(re.compile(r"/plans/\d+$"))
    with agency_scope(office.agency.id):
        db.session.expire_all()
        assert db.session.get_one(Measure, office.own.id).ends_on == date(2026, 3, 31)
