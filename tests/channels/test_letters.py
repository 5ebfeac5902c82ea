from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import pytest

from tracker.channels.letter_examples import example_of
from tracker.channels.letters import Letter, compose, written
from tracker.domain.permissions import Role
from tracker.domain.recipients import Holder, Line, OwedReport, Section, digest_of_reports
from tracker.domain.reminders import Channel, MeetingAhead, MessageKind, Notice, Step
from tracker.domain.reporting_cycle import CycleSettings, cycle_of
from tracker.domain.wording import Wording

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
    return compose(notice(kind, to, owed, *reasons), AGENCY, BASE_URL)


def notice(kind: MessageKind, to: Holder = HEAD, owed: Sequence[OwedReport] = OWED, *reasons: str) -> Notice:
    step = Step(kind, "step", None, date(2026, 1, 26), date(2026, 1, 29))
    return Notice(MEETING, step, digest_of_reports(to, owed, MEETING.month, reasons), Channel.EMAIL, to.email)


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


@pytest.mark.parametrize("kind", MessageKind)
def test_both_forms_say_the_same(kind: MessageKind) -> None:
    composed = written(example_of(kind, AGENCY, BASE_URL))
    assert len(composed.subject) <= 90
    for line in (line.strip() for line in composed.text.splitlines() if BASE_URL not in line):
        words = re.sub(r"^(\d+\. |- |\()|\)$", "", line)
        assert words in composed.html


@pytest.mark.parametrize("kind", MessageKind)
def test_no_place_is_left_open(kind: MessageKind) -> None:
    composed = written(example_of(kind, AGENCY, BASE_URL))
    for form in (composed.subject, composed.text, composed.html.partition("<body")[2]):
        assert not {"{", "}"} & set(form)


@pytest.mark.parametrize("kind", [kind for kind in MessageKind if kind is not MessageKind.INVITATION])
def test_a_notice_of_each_kind_can_be_written(kind: MessageKind) -> None:
    composed = letter(kind)
    assert composed.text.startswith("เรียน ผู้อำนวยการกองคลัง\n")
    assert f"{BASE_URL}/" in composed.text


def test_a_line_without_a_number_and_what_is_said_of_a_title_keep_their_lines() -> None:
    contents = replace(
        example_of(MessageKind.ORDERS, AGENCY, BASE_URL),
        sections=(Section("กองคลัง", (Line("1", f"{'ก' * 200}\nประธานสั่งการ: {'ข' * 200}"), Line("", "และอีก 2 เรื่อง"))),),
    )
    composed = written(contents)
    assert f"\n  1. {'ก' * 109}…\n     ประธานสั่งการ: {'ข' * 200}\n  - และอีก 2 เรื่อง\n" in composed.text
    assert f"<br>ประธานสั่งการ: {'ข' * 200}</td>" in composed.html


def test_an_agencys_own_words_take_the_place_of_ours() -> None:
    own = Wording("เดือน {เดือนย่อ} <ด่วน>", "ถึง {ส่วนราชการ}\nขอ {จำนวน} เรื่อง\n\nโดย{หน่วยงาน}", "<b>ขอบคุณ</b>")
    composed = compose(notice(MessageKind.REQUEST), "เทศบาล {เดือน} <x>", BASE_URL, own)
    assert composed.subject == "เดือน ม.ค. 2569 <ด่วน>"
    assert "ถึง กองคลัง, กองช่าง\nขอ 3 เรื่อง\n\nโดยเทศบาล {เดือน} <x>\n" in composed.text
    assert "ถึง กองคลัง, กองช่าง<br>ขอ 3 เรื่อง</p>" in composed.html
    assert "โดยเทศบาล {เดือน} &lt;x&gt;" in composed.html
    assert "&lt;b&gt;ขอบคุณ&lt;/b&gt;" in composed.html


def test_a_subject_that_grows_too_long_is_cut() -> None:
    own = Wording("{ส่วนราชการ}" * 20, "x", "y")
    assert len(compose(notice(MessageKind.REQUEST), AGENCY, BASE_URL, own).subject) <= 250


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
