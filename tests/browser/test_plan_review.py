"""A plan on its way in as the secretary walks it: a PDF brought in, its questions answered, adopted."""

from __future__ import annotations

import re
from datetime import date

import pytest
from playwright.sync_api import FilePayload, Page, ViewportSize, expect

from tests.support.chromium import DESKTOP, PHONE, Visitors
from tests.support.office import Office
from tests.support.pdf_files import as_pdf_by_typst
from tracker.extensions import db
from tracker.models import Measure
from tracker.models.isolation import agency_scope
from tracker.plan_reading.document import Document, Paragraph, Table
from tracker.services.sign_in import hash_password

PASSWORD = "รหัสผ่านของเลขานุการ"
PLAN = Document(
    "แผน",
    (
        Paragraph("แผนมาตรการส่งเสริมคุณธรรมและความโปร่งใส ประจำปีงบประมาณ พ.ศ. ๒๕๗๐"),
        Paragraph("เทศบาลตำบลบ้านทดสอบ"),
        Table(
            1,
            (
                ("ที่", "มาตรการ", "ตัวชี้วัด", "ผู้รับผิดชอบ", "ระยะเวลา", "การติดตามผล"),
                ("๑", "จัดทำคู่มือ", "ตัวชี้วัดที่ ๑", "กองคลัง", "ต.ค. ๖๙ และ มี.ค. ๗๐", "ทุกเดือน"),
                ("๒", "ติดป้ายขั้นตอน", "ตัวชี้วัดที่ ๖", "กองช่าง", "ตลอดปีงบประมาณ", "ทุกไตรมาส"),
                ("๓", "เปิดเผยข้อมูล", "ตัวชี้วัดที่ ๙", "กองช่าง", "ปลายปี", "ทุกเดือน"),
            ),
        ),
    ),
)


def enter(page: Page, office: Office) -> None:
    office.secretary.password_hash = hash_password(PASSWORD)
    db.session.commit()
    page.goto("/plans/import")
    page.fill("input[name=email]", office.secretary.email)
    page.fill("input[name=password]", PASSWORD)
    page.click(".t-panel form:has(input[name=password]) button")


@pytest.mark.parametrize(("size", "javascript"), [(DESKTOP, True), (PHONE, False)], ids=["laptop", "phone, no script"])
def test_a_pdf_is_brought_in_answered_and_adopted(
    visitors: Visitors, office: Office, size: ViewportSize, javascript: bool
) -> None:
    page = visitors.open(size, javascript=javascript)
    enter(page, office)
    file = FilePayload(name="แผน 2570.pdf", mimeType="application/pdf", buffer=as_pdf_by_typst(PLAN))
    page.set_input_files("input[type=file]", file)
    page.click("main form:has(input[type=file]) button")
    expect(page.locator("#questions")).to_contain_text("2 ข้อ")
    page.click(".t-jumps a >> nth=0")
    expect(page.locator("#measure-1 .t-source >> nth=0")).to_contain_text("ต.ค. ๖๙ และ มี.ค. ๗๐")
    page.fill("#end", "๓๐ เม.ย. ๗๐")
    page.click("button[value=next]")
    expect(page.locator("#measure-3")).to_contain_text("บันทึกแล้ว")
    page.fill("#start", "1/7/2570")
    page.fill("#end", "30 ก.ย. 70")
    page.click("button[value=next]")
    expect(page.locator("#adopt")).to_contain_text("ครบทุกข้อ")
    page.click("form[action$='/adopt'] button")
    expect(page).to_have_url(re.compile(r"/plans/\d+$"))
    with agency_scope(office.agency.id):
        measures = db.session.query(Measure).filter(Measure.plan_id != office.plan.id).order_by(Measure.position).all()
    assert [(one.starts_on, one.ends_on, one.period_needs_confirmation) for one in measures] == [
        (date(2026, 10, 1), date(2027, 4, 30), False),
        (date(2026, 10, 1), date(2027, 9, 30), False),
        (date(2027, 7, 1), date(2027, 9, 30), False),
    ]
    assert [one.period_text for one in measures] == ["ต.ค. ๖๙ และ มี.ค. ๗๐", "ตลอดปีงบประมาณ", "ปลายปี"]
