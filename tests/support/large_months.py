"""The papers of a month of a large office: sixty measures of eight divisions each, one of all twelve, long titles."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from tracker.domain.framework import INDICATOR_CODES, indicator_name, indicator_tool
from tracker.domain.progress import Answer, AssignmentRole, CannotReason, Health, Progress
from tracker.domain.rollup import Rollup
from tracker.reports.values import (
    ChangeLine,
    DecisionLine,
    DivisionLine,
    IndicatorLine,
    MeasureLine,
    MeetingReport,
    MissingLine,
    OrderLine,
    OverdueLine,
    Stand,
    StatusReport,
)

MEASURES, DIVISIONS, MOST_DIVISIONS, LONG_TITLE = 60, 8, 12, 400
MONTH, HELD_ON = date(2026, 1, 1), date(2026, 2, 4)

DIVISION_NAMES = (
    "สำนักปลัดเทศบาล", "กองคลัง", "กองช่าง", "กองการศึกษา", "กองสาธารณสุขและสิ่งแวดล้อม", "กองสวัสดิการสังคม",
    "กองยุทธศาสตร์และงบประมาณ", "หน่วยตรวจสอบภายใน", "กองการประปา", "กองการเจ้าหน้าที่", "กองส่งเสริมการเกษตร",
    "กองทะเบียนและบัตร",
)  # fmt: skip
_PERIODS = ("ต.ค. 2568 - ก.ย. 2569", "ไตรมาสที่ 1 - 2", "ภายในวันที่ 31 มีนาคม 2569", "ตลอดปีงบประมาณ พ.ศ. 2569")
_MONITORING = ("รายงานในที่ประชุมหัวหน้าส่วนราชการทุกเดือน", "รายงานทุกไตรมาส", "รายงานรอบ 6 เดือน และ 12 เดือน")
_ANSWERS = tuple(Answer)
_DONE = (
    "ประชุมชี้แจงขั้นตอนการให้บริการแก่เจ้าหน้าที่ครั้งที่ {number} เมื่อวันที่ {day} มกราคม 2569 มีผู้เข้าร่วม {people} คน"
    " และเผยแพร่คู่มือบนเว็บไซต์ของหน่วยงานแล้ว"
)
_TITLE = "มาตรการที่ {number} ยกระดับการเผยแพร่ข้อมูลข่าวสารและการให้บริการของหน่วยงานให้ประชาชนเข้าถึงได้ง่ายและตรวจสอบได้"


def large_month(measures: int = MEASURES, divisions: int = DIVISIONS) -> MeetingReport:
    """The second measure has twelve divisions, the third a title of four hundred letters."""
    lines = tuple(_measure(number, divisions) for number in range(1, measures + 1))
    return MeetingReport(
        status=large_status(lines),
        held_on=HELD_ON,
        place="ห้องประชุมชั้น 2 สำนักงานเทศบาล",
        measures=lines,
        orders=tuple(_order(line, place) for place, line in enumerate(lines[::6], start=1)),
        changes_since=date(2025, 12, 1),
        changes=tuple(_change(line, one) for line in lines for one in line.reports[:2]),
        decisions=tuple(_decision(line) for line in lines[::5]),
    )


def large_status(lines: tuple[MeasureLine, ...]) -> StatusReport:
    each = [
        IndicatorLine(
            code,
            indicator_name(code),
            indicator_tool(code),
            80 + place * 1.75,
            _rollup([line for line in lines if code in line.indicators]),
        )
        for place, code in enumerate(INDICATOR_CODES)
    ]
    return StatusReport(
        agency="large-town",
        agency_name="เทศบาลเมืองตัวอย่าง",
        as_of=HELD_ON,
        fiscal_year=2569,
        month=MONTH,
        plan=_rollup(lines),
        indicators=tuple(each),
        overdue=tuple(
            OverdueLine(line.number, line.title, one.division, MONTH - timedelta(days=place), place, one.percent, 2569)
            for line in lines
            for place, one in enumerate(line.reports, start=1)
            if one.health is Health.OVERDUE
        ),
        missing_reports=tuple(
            MissingLine(one.division, line.number, line.title, MONTH)
            for line in lines
            for one in line.reports
            if one.answer is None
        ),
    )


def _measure(number: int, divisions: int) -> MeasureLine:
    title = _TITLE.format(number=number)
    names = DIVISION_NAMES[: MOST_DIVISIONS if number == 2 else divisions]
    reports = tuple(_division(number, place, name) for place, name in enumerate(names))
    return MeasureLine(
        number=str(number),
        title=(title * 5)[:LONG_TITLE] if number == 3 else title,
        indicators=(INDICATOR_CODES[number % len(INDICATOR_CODES)],),
        responsible="ทุกส่วนราชการ",
        period=_PERIODS[number % len(_PERIODS)],
        monitoring=_MONITORING[number % len(_MONITORING)],
        fiscal_year=2569,
        progress=Progress.IN_PROGRESS,
        health=Health.ON_TRACK,
        percent=sum(one.percent for one in reports) / len(reports),
        reports=reports,
    )


def _division(number: int, place: int, name: str) -> DivisionLine:
    turn = number + place
    answer = None if turn % 7 == 0 else _ANSWERS[turn % len(_ANSWERS)]
    role = AssignmentRole.LEAD if place == 0 else AssignmentRole.JOINT
    health = Health.OVERDUE if turn % 11 == 0 else tuple(Health)[turn % 3]
    if answer is None:
        return DivisionLine(name, role, Progress.NOT_STARTED, health, 0, None, evidence=0)
    return DivisionLine(
        division=name,
        role=role,
        progress=Progress.IN_PROGRESS,
        health=health,
        percent=turn * 7 % 100,
        answer=answer,
        done_text=_DONE.format(number=number, day=1 + turn % 28, people=10 + turn),
        problems="ผู้เข้าร่วมติดภารกิจ" if turn % 3 == 0 else "",
        next_steps="ติดตามผลและรายงานต่อที่ประชุมในเดือนถัดไป",
        waiting_for="หนังสือตอบรับจากจังหวัด" if answer is Answer.WAITING else "",
        cannot_reason=CannotReason.NO_BUDGET if answer is Answer.CANNOT_DO else None,
        evidence=turn % 4,
    )


def _change(line: MeasureLine, one: DivisionLine) -> ChangeLine:
    before = Stand(Progress.NOT_STARTED, Health.AT_RISK, one.percent // 2)
    return ChangeLine(line.number, line.title, 2569, one.division, before, Stand(one.progress, one.health, one.percent))


def _decision(line: MeasureLine) -> DecisionLine:
    divisions = tuple(one.division for one in line.reports)
    return DecisionLine(line.number, line.title, 2569, "ให้เร่งรัดการดำเนินการให้ทันสิ้นไตรมาส", HELD_ON, divisions)


def _order(line: MeasureLine, place: int) -> OrderLine:
    division = DIVISION_NAMES[place % DIVISIONS]
    text = "ให้เร่งรัดการดำเนินการและรายงานให้ที่ประชุมทราบ"
    given_on, due_on = date(2026, 1, 7), date(2026, 1, 28)
    order = OrderLine(line.number, line.title, 2569, text, given_on, due_on, division, 7)
    if place % 2:
        return order
    return replace(order, days_late=0, answered_on=due_on, answered_by=f"ผู้อำนวยการ{division}", answer="ดำเนินการแล้ว")


def _rollup(lines: tuple[MeasureLine, ...] | list[MeasureLine]) -> Rollup:
    owed = [one for line in lines for one in line.reports]
    return Rollup(
        measures=len(lines),
        progress=dict.fromkeys(Progress, 0) | {Progress.IN_PROGRESS: len(lines)},
        health=dict.fromkeys(Health, 0) | {Health.ON_TRACK: len(lines)},
        percent=sum(line.percent for line in lines) / max(1, len(lines)),
        reports_owed=len(owed),
        reports_received=sum(one.answer is not None for one in owed),
    )
