"""What the office is told on the meeting's eve: what is still to be mended, in the words of a Thai letter."""

from __future__ import annotations

from collections.abc import Sequence

from tracker.domain.preflight import OF_THE_REGISTER, Finding, Gap
from tracker.domain.recipients import Digest, Holder, Line, Section, office_of
from tracker.domain.reminders import MessageKind, Step
from tracker.domain.reporting_cycle import Cycle
from tracker.domain.thai_text import shortened

MOST_LINES = 8
"""Of one gap; who wants all of them opens the page."""

LONGEST_TITLE = 60

BEFORE_THE_MEETING = "ตรวจก่อนการประชุม"

IN_THAI: dict[Gap, str] = {
    Gap.MISSING: "ยังไม่ส่งรายงาน",
    Gap.RETURNED: "ส่งคืนแล้วยังไม่แก้ไข",
    Gap.TO_REVIEW: "ส่งแล้วรอตรวจ",
    Gap.DONE_WITHOUT_EVIDENCE: "แล้วเสร็จแต่ไม่มีหลักฐาน",
    Gap.SAME_TEXT: "ข้อความเดิมสามเดือนติดต่อกัน",
    Gap.PERCENT_BACK: "ร้อยละลดลงจากเดือนก่อน",
    Gap.ORDER_LATE: "ข้อสั่งการเกินกำหนดตอบ",
    Gap.NOBODY_RESPONSIBLE: "มาตรการที่ไม่มีส่วนราชการรับผิดชอบ",
    Gap.NOBODY_ANSWERS: "ส่วนราชการที่ไม่มีผู้รายงานในทะเบียน",
    Gap.PERIOD_UNCLEAR: "ระยะเวลาในแผนไม่ชัดเจน",
    Gap.PERIOD_TO_CONFIRM: "ระยะเวลาที่ต้องยืนยัน",
    Gap.PERIOD_ASSUMED: "แผนไม่ระบุระยะเวลา จึงถือทั้งปีงบประมาณ",
    Gap.CADENCE_NOT_STATED: "แผนไม่ระบุรอบการติดตาม จึงใช้รอบของหน่วยงาน",
    Gap.NO_SUPERIOR: "ส่วนราชการที่ไม่ได้ระบุผู้บังคับบัญชา",
}


def preflight_step(cycle: Cycle) -> Step:
    begins_on = max(cycle.request_on, cycle.eve_on)
    return Step(MessageKind.PREFLIGHT, "preflight", cycle.held_on, begins_on, cycle.held_on)


def to_the_office_on_the_eve(findings: Sequence[Finding], holders: Sequence[Holder]) -> list[Digest]:
    """Nobody is written to for what is only incomplete in the register: that waits on the page."""
    of_month = [finding for finding in findings if finding.gap not in OF_THE_REGISTER]
    if not of_month:
        return []
    sections = [_section(gap, [one for one in findings if one.gap is gap]) for gap in Gap]
    return [
        Digest(
            to=person,
            sections=tuple(section for section in sections if section is not None),
            why=f"{BEFORE_THE_MEETING}: มี {len(of_month)} เรื่องที่ควรแก้ไข",
            measure_numbers=tuple(dict.fromkeys(number for one in of_month for number in one.numbers)),
            divisions=tuple(dict.fromkeys(one.division for one in of_month if one.division)),
        )
        for person in office_of(holders)
    ]


def _section(gap: Gap, findings: Sequence[Finding]) -> Section | None:
    if not findings:
        return None
    if gap in OF_THE_REGISTER:
        return Section(f"{IN_THAI[gap]} {len(findings)} เรื่อง", ())
    lines = [Line(*_in_words(one)) for one in findings[:MOST_LINES]]
    if len(findings) > MOST_LINES:
        lines.append(Line("", f"และอีก {len(findings) - MOST_LINES} เรื่อง"))
    return Section(f"{IN_THAI[gap]} {len(findings)} เรื่อง", tuple(lines))


def _in_words(finding: Finding) -> tuple[str, str]:
    """The number of the measure and what is to be said of it; of a division's reports how many they are."""
    if not finding.title:
        measures = f" {len(finding.numbers)} เรื่อง (มาตรการที่ {', '.join(finding.numbers)})" if finding.numbers else ""
        return "", f"{finding.division}{measures}"
    title = shortened(" ".join(finding.title.split()), LONGEST_TITLE)
    return finding.numbers[0], f"{title} – {finding.division}" if finding.division else title
