"""What the chair orders in the meetings of the demonstration, and what the divisions answer."""

from __future__ import annotations

from dataclasses import dataclass

from tracker.demo.people import EDUCATION, FINANCE, STRATEGY, WELFARE, WORKS
from tracker.demo.plan_texts import PlanOf
from tracker.domain.decisions import DecisionKind


@dataclass(frozen=True, slots=True)
class Order:
    """`month` is that of the plan's year which the meeting hears, as in the stories.

    Without a division it is one to all that answer for the measure; without words it has those of its kind.
    """

    plan: PlanOf
    month: int
    number: str
    division: str = ""
    text: str = ""
    days: int = 14
    answer: str = "รับไปดำเนินการแล้ว"
    kind: DecisionKind = DecisionKind.OWN_WORDS


LAST, THIS = PlanOf.LAST_YEAR, PlanOf.THIS_YEAR

ORDERS: tuple[Order, ...] = (
    Order(LAST, 2, "2", FINANCE, "ให้สรุปราคากลางเทียบราคาที่จัดซื้อจริงแนบทุกเดือน", answer="เพิ่มตารางเทียบราคาแล้ว"),
    Order(LAST, 4, "6", WORKS, "ให้ผู้รับจ้างเสนอแผนเร่งงานภายใน ๗ วัน", 7, "ผู้รับจ้างส่งแผนแล้ว เพิ่มคนงานเป็น ๘ คน"),
    Order(LAST, 6, "4", WORKS, "ให้หัวหน้างานลงนามกำกับสมุดรถทุกวันศุกร์", answer="ออกคำสั่งแล้ว เริ่มสัปดาห์ที่ผ่านมา"),
    Order(LAST, 8, "6", WORKS, "ให้คิดค่าปรับตามสัญญาและรายงานผลทดสอบคอนกรีต", 30, "แจ้งค่าปรับแล้ว ผลทดสอบจะทราบในเดือนหน้า"),
    Order(LAST, 9, "11", WELFARE, "ให้สำรวจครุภัณฑ์เหลือใช้ของทุกกองมาใช้ก่อน", answer="ได้โต๊ะ ๓ ชุดและคอมพิวเตอร์เก่า ๒ เครื่อง"),
    Order(LAST, 10, "7", STRATEGY, "ให้จ้างเหมาบริการช่วยผลิตสื่อภายในเดือนนี้", answer="ได้ผู้รับจ้างแล้ว"),
    Order(
        LAST, 11, "1", EDUCATION, "ให้ผู้รักษาราชการแทนสรุปงานค้างของกองเสนอที่ประชุม", answer="สรุปงานค้าง ๔ เรื่อง แนบท้ายรายงาน"
    ),
    Order(THIS, 0, "3", "สำนักปลัดเทศบาล", "ให้เปิดรับฟังความเห็นพนักงานจ้างแยกอีกหนึ่งเวที", answer="จัดแล้ว รวมอยู่ในรายงานเดือนนี้"),
    Order(THIS, 1, "8", FINANCE, "ให้เสนอทางเลือกที่ไม่ใช้งบประมาณมาให้พิจารณา", answer="เสนอใช้ QR ธนาคารที่เคาน์เตอร์ชั่วคราว"),
    Order(THIS, 2, "4", WORKS, "ให้ตรวจสอบเหตุที่รถเข้าซ่อมพร้อมกันหลายคัน", 21, "ครบระยะซ่อมพร้อมกัน จัดตารางใหม่ให้เหลื่อมกันแล้ว"),
    Order(THIS, 4, "8", FINANCE, "ให้ทำหนังสือขอใช้ระบบรับชำระกลางโดยเร็ว", answer="ส่งหนังสือแล้ว อยู่ลำดับที่ ๔๑"),
    Order(THIS, 5, "9", WORKS, "ให้แก้ไขลิงก์ที่ยังเปิดไม่ได้ให้เสร็จก่อนวันตรวจประเมิน", answer="แก้ได้ ๒ ลิงก์ อีก ๑ ลิงก์รอไฟล์แบบแปลน"),
    Order(THIS, 6, "6", WORKS, "ให้รายงานความคืบหน้างานเคาน์เตอร์ทางไลน์ทุกวันจันทร์", answer="รายงานแล้ว ๓ ครั้ง"),
    Order(THIS, 7, "5", EDUCATION, "ให้กองการศึกษาส่งรายงานที่ค้างให้ครบ", 7, "ส่งแล้ว"),
    Order(THIS, 8, "6", WORKS, "ให้เชิญผู้รับจ้างมาชี้แจงเหตุน้ำท่วมห้องเก็บของ", 14, "ผู้รับจ้างมาชี้แจงแล้ว ยินยอมแก้ไขโดยไม่คิดเงิน"),
    Order(THIS, 9, "8", FINANCE, "ให้ตั้งงบระบบรับชำระเงินในร่างเทศบัญญัติปีหน้า", answer="ตั้งไว้ในร่างแล้ว"),
    Order(THIS, 10, "6", WORKS, "ให้สรุปงานที่เหลือและวันแล้วเสร็จที่ทำได้จริง", answer="เหลือป้ายและระบบบัตรคิว ขอเวลา ๔๕ วัน"),
)

NOTED, HURRY, BRING_NEXT = DecisionKind.NOTED, DecisionKind.HURRY, DecisionKind.BRING_NEXT
ORDERS += (
    *(Order(LAST, month, "1", kind=NOTED) for month in (3, 5, 7, 9)),
    *(Order(THIS, month, "1", kind=NOTED) for month in range(1, 11, 2)),
    Order(LAST, 8, "9", kind=HURRY, days=28, answer="เร่งแล้ว เหลืองานเอกสารอีกหนึ่งรายการ"),
    Order(THIS, 0, "6", kind=BRING_NEXT, days=28, answer="จัดทำสรุปความก้าวหน้าพร้อมภาพถ่ายแล้ว"),
    Order(THIS, 2, "5", kind=BRING_NEXT, days=28, answer="นำเสนอในการประชุมครั้งนี้"),
    *(Order(THIS, month, "9", kind=HURRY, days=28, answer="จัดเจ้าหน้าที่เพิ่มหนึ่งคนแล้ว") for month in (3, 7)),
    Order(THIS, 8, "4", kind=BRING_NEXT, days=28, answer="จัดทำตารางซ่อมบำรุงแล้ว"),
    Order(THIS, 10, "3", kind=HURRY, days=28),
)
"""The newest order is not answered yet, whatever the day: its answer comes with the next reports."""


@dataclass(frozen=True, slots=True)
class Cancellation:
    plan: PlanOf
    month: int
    number: str


CANCELLATIONS = (Cancellation(LAST, 4, "12"), Cancellation(THIS, 2, "13"))
"""Measures that the council took the money from."""


@dataclass(frozen=True, slots=True)
class Extension:
    """The chair lets a measure end later than it was adopted."""

    plan: PlanOf
    month: int
    number: str
    days: int


EXTENSIONS = (Extension(LAST, 8, "6", 45), Extension(THIS, 4, "8", 31))

RETURNED_BECAUSE = (
    "ขอจำนวนผู้เข้าร่วมและวันที่จัดให้ชัดเจน พร้อมลิงก์ภาพถ่าย",
    "ยังไม่บอกว่าจะแก้ปัญหาอย่างไร ขอแนวทางและผู้รับผิดชอบ",
    "ข้อความคล้ายเดือนก่อน ขอให้ระบุสิ่งที่ทำเพิ่มในเดือนนี้",
    "ร้อยละไม่สอดคล้องกับงานที่เหลือ โปรดทบทวน",
)
ADDED_AFTER_RETURN = (
    " เพิ่มเติม: แนบภาพและรายชื่อผู้เข้าร่วมไว้ในแฟ้มกลางแล้ว",
    " เพิ่มเติม: กำหนดให้หัวหน้าฝ่ายติดตามทุกวันจันทร์",
    " เพิ่มเติมตามที่แจ้ง: เดือนนี้ประสานผู้เกี่ยวข้องอีกสองครั้ง",
)
CORRECTED_WITH = " (แก้ไข: ปรับตัวเลขตามบัญชีลงชื่อ)"
