"""A plan on its way in, as somebody sees it who brings it: the document and the forms of its page."""

from __future__ import annotations

from io import BytesIO
from typing import Any

from tests.support.html import Element, parse
from tests.support.pages import Visitor, check
from tracker.extensions import db
from tracker.models import Assignment, Division, Measure, Plan, PlanDraft
from tracker.models.isolation import all_agencies

FRONT = """แผนมาตรการส่งเสริมคุณธรรมและความโปร่งใส ประจำปีงบประมาณ พ.ศ. 2569
เทศบาลตำบลทดสอบ
"""
HEADINGS = "ที่\tมาตรการ\tขั้นตอน\tผู้รับผิดชอบ\tระยะเวลา\tการติดตามผล\n"
PLAN = (
    FRONT
    + HEADINGS
    + """1\tจัดทำคู่มือการปฏิบัติงานของเจ้าหน้าที่\tแต่งตั้งคณะทำงาน\tกองคลัง\tต.ค. 68 - ก.ย. 69\tรายงานทุกเดือน
2\t1. ปรับปรุงช่องทางการสื่อสาร 2. ติดป้าย\tสำรวจช่องทาง\tกองคลังง\tต.ค. 68 และ มี.ค. 69\tรายงานทุกไตรมาส
3\tเปิดเผยข้อมูลบนเว็บไซต์\tรวบรวมข้อมูล\tทุกส่วนราชการ\tเมื่อแล้วเสร็จ\t
"""
)


def upload(visitor: Visitor, data: bytes = PLAN.encode(), filename: str = "plan.txt", **fields: str) -> Element:
    form = visitor.get("/plans/import").one("form", enctype="multipart/form-data")
    token = form.one("input", name="csrf_token")["value"]
    content: dict[str, Any] = {"csrf_token": token, **fields}
    if filename:
        content["file"] = (BytesIO(data), filename)
    answer = visitor.client.post("/plans/import", data=content, content_type="multipart/form-data")
    if answer.status_code == 302:
        return visitor.get(answer.headers["Location"])
    page = parse(answer.get_data(as_text=True))
    check(page)
    return page


def rows(model: type[Plan] | type[PlanDraft] | type[Division] | type[Measure] | type[Assignment]) -> int:
    with all_agencies():
        return db.session.query(model).count()


def draft() -> PlanDraft:
    with all_agencies():
        return db.session.query(PlanDraft).populate_existing().one()


def form_to(page: Element, end: str) -> Element:
    found = [form for form in page.all("form") if form["action"].partition("#")[0].endswith(end)]
    assert found, f"no form to {end}"
    return found[0]


def opened(visitor: Visitor, position: int) -> Element:
    return visitor.get(f"/plans/drafts/{draft().id}?measure={position}")


def source_of(page: Element, position: int) -> dict[str, str]:
    source = page.one(id=f"measure-{position}").all("section", class_="t-beside__source")[0]
    return {cell.one("dt").text: " / ".join(one.text for one in cell.all("dd")) for cell in source.all("div")}
