"""A letter of each kind as it could go out, for whoever words it: of an agency's own name, otherwise made up."""

from __future__ import annotations

from tracker.channels.letters import OFFICE_PAGE, PAGE_OF_KIND, REPORTS_PAGE, Contents
from tracker.domain.recipients import Line, Section
from tracker.domain.reminders import MessageKind
from tracker.domain.wording import Place

EXAMPLE_VALUES = {
    Place.MEETING: "คณะทำงานขับเคลื่อนการประเมิน ITA ครั้งที่ 2/2569",
    Place.MONTH: "มกราคม 2569",
    Place.MONTH_SHORT: "ม.ค. 2569",
    Place.COUNT: "3",
    Place.DIVISIONS: "กองคลัง, กองช่าง",
    Place.DIVISION_COUNT: "2",
    Place.DUE_ON: "วันจันทร์ที่ 2 กุมภาพันธ์ 2569",
    Place.DUE_SHORT: "2 ก.พ. 2569",
    Place.HELD_ON: "วันพุธที่ 4 กุมภาพันธ์ 2569",
    Place.HELD_SHORT: "4 ก.พ. 2569",
    Place.HELD_AT: "09.30 น.",
    Place.HELD_IN: "ห้องประชุมชั้น 2",
}

BUDGET = "จัดทำและเผยแพร่แผนการใช้จ่ายงบประมาณประจำปีบนเว็บไซต์ของหน่วยงาน"
GIFTS = "ประกาศนโยบายไม่รับของขวัญและของกำนัลทุกชนิดจากการปฏิบัติหน้าที่"
SERVICE = "ปรับปรุงขั้นตอนการขออนุญาตก่อสร้างให้รวดเร็วและติดตามสถานะได้"

REPORTS = (
    Section("กองคลัง", (Line("1", BUDGET), Line("3", GIFTS))),
    Section("กองช่าง", (Line("5", SERVICE),)),
)
SECTIONS = {
    MessageKind.INVITATION: (),
    MessageKind.PRE_READ: (
        Section("เอกสารนี้ยังขาดรายงานเดือนมกราคม 2569 1 ส่วนราชการ", (Line("", "กองช่าง 1 เรื่อง (มาตรการที่ 5)"),)),
        Section("มาตรการที่ติดตาม 8 เรื่อง", (Line("", "อยู่ระหว่างดำเนินการ 6, ดำเนินการแล้วเสร็จ 2 (ร้อยละเฉลี่ย 55)"),)),
    ),
    MessageKind.PREFLIGHT: (
        Section("ยังไม่ส่งรายงาน", (Line("1", BUDGET),)),
        Section("รายงานว่าแล้วเสร็จแต่ไม่มีหลักฐาน", (Line("3", GIFTS),)),
        Section("ข้อความเดิมติดต่อกันสามเดือน", (Line("5", SERVICE),)),
    ),
    MessageKind.EXECUTIVE_DIGEST: (
        Section("เกินกำหนดแล้ว 1 เรื่อง", (Line("5", f"เกินกำหนด 12 วัน ร้อยละ 40 – กองช่าง – {SERVICE}"),)),
        Section("ยังไม่ส่งรายงานเดือนมกราคม 2569 1 ส่วนราชการ", (Line("", "กองคลัง ค้าง 2 เรื่อง"),)),
    ),
    MessageKind.ORDERS: (
        Section(
            "กองคลัง",
            (
                Line("1", f"{BUDGET}\nประธานสั่งการเมื่อวันที่ 4 กุมภาพันธ์ 2569: ให้เร่งรัดดำเนินการ ภายในวันที่ 27 กุมภาพันธ์ 2569"),
                Line("3", f"{GIFTS}\nประธานสั่งการเมื่อวันที่ 4 กุมภาพันธ์ 2569: ให้นำเสนอความก้าวหน้าในการประชุมครั้งต่อไป"),
            ),
        ),
        Section(
            "กองช่าง",
            (Line("5", f"{SERVICE}\nประธานสั่งการเมื่อวันที่ 4 กุมภาพันธ์ 2569: ให้ติดป้ายขั้นตอนและระยะเวลาที่จุดบริการ"),),
        ),
    ),
}
ADDRESSEES = {
    MessageKind.MISSING_LIST: "หัวหน้าสำนักปลัด",
    MessageKind.PREFLIGHT: "หัวหน้าสำนักปลัด",
    MessageKind.ESCALATION: "ปลัด",
    MessageKind.EXECUTIVE_DIGEST: "นายก",
    MessageKind.PRE_READ: "นายก",
}
HEAD_OF_FINANCE = "ผู้อำนวยการกองคลัง"


def example_of(kind: MessageKind, agency: str, base_url: str) -> Contents:
    page = OFFICE_PAGE if kind is MessageKind.INVITATION else PAGE_OF_KIND.get(kind, REPORTS_PAGE)
    return Contents(
        kind=kind,
        agency=agency,
        addressee=ADDRESSEES.get(kind, HEAD_OF_FINANCE),
        values={**EXAMPLE_VALUES, Place.AGENCY: agency},
        sections=SECTIONS.get(kind, REPORTS),
        link=f"{base_url}{page}",
    )
