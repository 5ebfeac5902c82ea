"""The papers of the demonstration: who signs them, what the office wrote at the end of last year, what is public."""

from __future__ import annotations

from datetime import datetime

from tracker.demo.office import Office
from tracker.demo.plan_texts import PlanOf
from tracker.domain.year_texts import YearTexts
from tracker.reports.paper import Signature
from tracker.reports.public_year import Released
from tracker.services import outcomes, paper_settings, publishing
from tracker.services.paper_settings import Look

LOOK = Look(
    signatures=(
        Signature("ผู้รายงาน", "", "หัวหน้าฝ่ายบริหารงานทั่วไป"),
        Signature("ผู้ตรวจสอบ", "", "ปลัดเทศบาล"),
        Signature("ผู้รับรอง", "", "นายกเทศมนตรี"),
    ),
    memo_office="สำนักปลัดเทศบาล ฝ่ายบริหารงานทั่วไป โทร. ๐ ๔๔๙๙ ๙๙๙๙ ต่อ ๑๑",
    memo_number="สธ ๕๒๐๐๑/ว",
    memo_to="หัวหน้าส่วนราชการทุกแห่ง",
)
OUTCOMES = {
    "1": YearTexts(
        result="ทุกกองเลือกงานที่มีผู้มาติดต่อมากที่สุดกองละ ๓ งาน เขียนคู่มือใหม่ไม่เกิน ๒ หน้า แล้วติดไว้ที่เคาน์เตอร์และเว็บไซต์",
        outcome="ผู้มาติดต่อเตรียมเอกสารครบตั้งแต่ครั้งแรกมากขึ้น เรื่องที่ต้องกลับมาใหม่ลดลงอย่างเห็นได้ชัด",
        problems="กองที่มีเจ้าหน้าที่น้อยใช้เวลานานกว่ากำหนด",
        suggestions="จัดเจ้าหน้าที่กลางช่วยเรียบเรียงคู่มือของกองขนาดเล็ก",
    ),
    "2": YearTexts(
        result="กองคลังส่งสรุปแผนและผลจัดซื้อจัดจ้างทางไลน์กลุ่มทุกวันที่ ๕ ของเดือน และเปิดให้ถามในที่ประชุมกอง",
        outcome="พนักงานทราบแผนจัดซื้อของกองตนเอง และมีคำถามเข้ามาก่อนเริ่มจัดหาแทนการทักท้วงภายหลัง",
        suggestions="เพิ่มภาพประกอบในสรุป ให้ผู้ที่ไม่ได้ทำงานพัสดุอ่านเข้าใจ",
    ),
    "5": YearTexts(
        result="จัดอบรม ๒ รุ่น มีพนักงานและสมาชิกสภาเข้าร่วมตามเป้าหมาย ทดสอบความรู้ก่อนและหลังอบรมทุกคน",
        outcome="คะแนนทดสอบหลังอบรมสูงขึ้นทุกกลุ่ม และมีแบบแจ้งผลประโยชน์ทับซ้อนใช้ในการตรวจรับงาน",
        problems="ผู้เข้าอบรมจากงานภาคสนามมาได้ไม่เต็มวัน",
        suggestions="แบ่งรุ่นสำหรับงานภาคสนามเป็นครึ่งวัน",
    ),
    "9": YearTexts(
        result="ออกคำสั่งรายชื่อตำแหน่งที่ดูแลข้อมูลเปิดเผยรายข้อ แต่ละกองตรวจและรับรองข้อมูลของตน",
        outcome="ข้อมูลบนเว็บไซต์มีเจ้าของทุกข้อ ข้อที่ล้าสมัยพบและแก้ได้ภายในเดือนเดียวกัน",
    ),
}
"""By number of last year's measures."""

MOST_SHOWN = 6
"""Pieces of evidence that the office lets out."""


def settle_papers(office: Office, begun: datetime) -> None:
    paper_settings.save_look(office.secretary(begun), begun, LOOK)


def end_last_year(office: Office, now: datetime) -> None:
    """As far as its months are closed by now."""
    secretary, year = office.secretary(now), office.fiscal_years[PlanOf.LAST_YEAR]
    for number, texts in OUTCOMES.items():
        outcomes.keep_outcome(secretary, now, office.measure_ids[PlanOf.LAST_YEAR, number], 0, texts)
    could_be = publishing.proposal(secretary.agency_id, now.date(), year, Released()).evidence
    released = Released(frozenset(piece.id for piece in could_be[:MOST_SHOWN]), month_words=True)
    looked_at = publishing.proposal(secretary.agency_id, now.date(), year, released)
    publishing.publish(secretary, now, year, released, publishing.code_seen(looked_at))
