from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import pytest

from tracker.channels.letters import Letter, compose
from tracker.domain.permissions import Role
from tracker.domain.recipients import Holder, OwedReport, digest_of_reports
from tracker.domain.reminders import Channel, MeetingAhead, MessageKind, Notice, Step
from tracker.domain.reporting_cycle import CycleSettings, cycle_of

AGENCY = "เทศบาลตำบลบ้านใหม่"
BASE_URL = "https://tidtam.example.go.th"
HEAD = Holder(1, "นางสาวใจดี", "head@example.go.th", "ผู้อำนวยการกองคลัง", Role.DIVISION_HEAD, 1)
SECRETARY = Holder(2, "เลขานุการ", "secretary@example.go.th", "นักวิเคราะห์นโยบายและแผน", Role.SECRETARY)
OWED = (
    OwedReport(1, "กองคลัง", 101, "1", "จัดทำแผนการใช้จ่ายงบประมาณประจำปีและเผยแพร่บนเว็บไซต์"),
    OwedReport(2, "กองช่าง", 101, "1", "จัดทำแผนการใช้จ่ายงบประมาณประจำปีและเผยแพร่บนเว็บไซต์"),
    OwedReport(1, "กองคลัง", 103, "3", "ประกาศ <b>นโยบาย</b> No Gift & Policy"),
)
MEETING = MeetingAhead(7, date(2026, 1, 1), cycle_of(date(2026, 2, 4), CycleSettings(), []))


def letter(kind: MessageKind, to: Holder = HEAD, owed: Sequence[OwedReport] = OWED, *reasons: str) -> Letter:
    step = Step(kind, "step", None, date(2026, 1, 26), date(2026, 1, 29))
    digest = digest_of_reports(to, owed, MEETING.month, reasons)
    return compose(Notice(MEETING, step, digest, Channel.EMAIL, to.email), AGENCY, BASE_URL)


def test_a_request_reads_well_as_plain_text() -> None:
    assert (
        letter(MessageKind.REQUEST).text
        == f"""\
เรียน ผู้อำนวยการกองคลัง

ขอความร่วมมือรายงานความก้าวหน้าของมาตรการยกระดับคุณธรรมและความโปร่งใส (ITA) ประจำเดือนมกราคม 2569 \
จำนวน 3 เรื่อง เพื่อเสนอที่ประชุมหัวหน้าส่วนราชการในวันพุธที่ 4 กุมภาพันธ์ 2569

กองคลัง
  1. จัดทำแผนการใช้จ่ายงบประมาณประจำปีและเผยแพร่บนเว็บไซต์
  3. ประกาศ <b>นโยบาย</b> No Gift & Policy

กองช่าง
  1. จัดทำแผนการใช้จ่ายงบประมาณประจำปีและเผยแพร่บนเว็บไซต์

กรุณาส่งรายงานภายในวันจันทร์ที่ 2 กุมภาพันธ์ 2569 เรื่องใดไม่มีความเปลี่ยนแปลงจากเดือนก่อน \
กดเลือก “ไม่มีความเปลี่ยนแปลง” แล้วส่งได้ทันที

เปิดหน้ารายงาน: {BASE_URL}/my-reports

{AGENCY}
(ข้อความอัตโนมัติจากระบบติดตามมาตรการ ITA)"""
    )


@pytest.mark.parametrize(
    ("kind", "to", "subject", "page"),
    [
        (
            MessageKind.REQUEST,
            HEAD,
            "ขอรายงานความก้าวหน้าเดือน ม.ค. 2569 จำนวน 3 เรื่อง ภายใน 2 ก.พ. 2569",
            "/my-reports",
        ),
        (
            MessageKind.REQUEST,
            SECRETARY,
            "ขอรายงานความก้าวหน้าเดือน ม.ค. 2569 จำนวน 3 เรื่อง ภายใน 2 ก.พ. 2569",
            "/meetings/current",
        ),
        (
            MessageKind.REMINDER,
            HEAD,
            "เตือน: รอรายงานเดือน ม.ค. 2569 อีก 3 เรื่อง กำหนดส่ง 2 ก.พ. 2569",
            "/my-reports",
        ),
        (
            MessageKind.MISSING_LIST,
            SECRETARY,
            "ยังไม่ส่งรายงานเดือน ม.ค. 2569: 2 ส่วนราชการ 3 เรื่อง (ประชุม 4 ก.พ. 2569)",
            "/meetings/current",
        ),
        (
            MessageKind.ESCALATION,
            replace(HEAD, role=Role.EXECUTIVE),
            "เพื่อโปรดทราบ: ส่วนราชการในกำกับยังไม่ส่งรายงานเดือน ม.ค. 2569 (3 เรื่อง)",
            "/overdue",
        ),
    ],
)
def test_each_kind_says_what_it_is_and_leads_to_its_page(
    kind: MessageKind, to: Holder, subject: str, page: str
) -> None:
    composed = letter(kind, to)
    assert composed.subject == subject
    assert len(composed.subject) <= 78
    assert f": {BASE_URL}{page}\n" in composed.text
    assert f'href="{BASE_URL}{page}"' in composed.html


WRITTEN = [MessageKind.REQUEST, MessageKind.REMINDER, MessageKind.MISSING_LIST, MessageKind.ESCALATION]


@pytest.mark.parametrize("kind", WRITTEN)
def test_both_forms_say_the_same(kind: MessageKind) -> None:
    composed = letter(kind, SECRETARY)
    for sentence in (line for line in composed.text.splitlines() if len(line) > 60 and BASE_URL not in line):
        assert sentence in composed.html


def test_the_html_escapes_what_the_plan_says() -> None:
    composed = letter(MessageKind.REMINDER)
    assert "ประกาศ &lt;b&gt;นโยบาย&lt;/b&gt; No Gift &amp; Policy" in composed.html
    assert "<b>" not in composed.html


def test_it_tells_why_somebody_else_than_the_head_is_asked() -> None:
    reason = "กองช่าง: ไม่มีผู้รับผิดชอบในทะเบียน จึงแจ้งเลขานุการ"
    composed = letter(MessageKind.REMINDER, SECRETARY, OWED, reason)
    assert f"\nหมายเหตุ: {reason}\n" in composed.text
    assert reason in composed.html


def test_somebody_without_a_title_is_addressed_by_name() -> None:
    assert letter(MessageKind.ESCALATION, replace(HEAD, title="")).text.startswith("เรียน นางสาวใจดี\n")
