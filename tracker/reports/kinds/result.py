"""What the measures of a fiscal year came to, as the item of the OIT of the year after asks for it."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from tracker.domain.papers import TITLES, PaperKind
from tracker.domain.progress import Progress
from tracker.domain.thai_dates import thai_month
from tracker.domain.words import PROGRESS
from tracker.domain.yearly_items import YearlyItem
from tracker.reports.kinds.measure_words import NOT_STATED, figure
from tracker.reports.paper import NOTHING, Cell, Chart, Column, ColumnKind, Fact, Facts, Gallery, Paper, Picture, Table
from tracker.reports.result_values import AssessedYear, ResultReport, ScoreLine

MOST_PICTURES = 4
"""Of a measure; more of them make a paper too heavy to send, and stand in the list of the evidence anyway."""

EMPTY = ResultReport(
    agency="",
    agency_name="",
    as_of=date(2025, 10, 1),
    fiscal_year=2569,
    through_month=date(2025, 10, 1),
    item=YearlyItem(2570, "", TITLES[PaperKind.RESULT]),
    before=None,
    after=None,
    scores=(),
    measures=(),
)
NO_RESULT_YET = "ยังไม่มีผลการประเมิน"
LEFT_OUT = "ไม่รวมอยู่ในฉบับที่เผยแพร่"

SCORE_COLUMNS = (
    Column("ตัวชี้วัด", "ตัวชี้วัด", 9, ColumnKind.MARK),
    Column("ชื่อตัวชี้วัด", "ชื่อตัวชี้วัด", 50),
    Column("แบบวัด", "แบบวัด", 10, ColumnKind.MARK),
    Column("คะแนนก่อน", "ก่อนดำเนินการ", 16, ColumnKind.SCORE),
    Column("คะแนนหลัง", "หลังดำเนินการ", 16, ColumnKind.SCORE),
    Column("เปลี่ยนแปลง", "เปลี่ยนแปลง", 16, ColumnKind.SCORE),
)
MEASURE_COLUMNS = (
    Column("ที่", "ที่", 6, ColumnKind.MARK),
    Column("มาตรการ", "มาตรการ/โครงการ/กิจกรรม", 26),
    Column("ตัวชี้วัด", "ตัวชี้วัด", 9, ColumnKind.MARK),
    Column("ขั้นตอน", "ขั้นตอน/วิธีดำเนินการ", 28),
    Column("ผู้รับผิดชอบ", "ผู้รับผิดชอบ", 16),
    Column("ระยะเวลา", "ระยะเวลาดำเนินการ", 16),
    Column("สถานะ", "สถานะ", 16),
    Column("ร้อยละ", "ร้อยละ", 8, ColumnKind.PERCENT),
    Column("ผลการดำเนินการ", "ผลการดำเนินการ", 52),
    Column("ผลลัพธ์", "ผลลัพธ์/ความสำเร็จ", 30),
    Column("หลักฐาน", "จำนวนหลักฐาน", 10, ColumnKind.NUMBER),
)
PROBLEM_COLUMNS = (
    Column("ที่", "ที่", 8, ColumnKind.MARK),
    Column("มาตรการ", "มาตรการ/โครงการ/กิจกรรม", 50),
    Column("ปัญหา", "ปัญหา/อุปสรรค", 60),
    Column("ข้อเสนอแนะ", "ข้อเสนอแนะ/แนวทางปรับปรุง", 60),
)
EVIDENCE_COLUMNS = (
    Column("ที่", "ที่", 8, ColumnKind.MARK),
    Column("มาตรการ", "มาตรการ/โครงการ/กิจกรรม", 46),
    Column("หลักฐาน", "เอกสารหลักฐาน", 44),
    Column("ลงวันที่", "ลงวันที่", 14, ColumnKind.DATE),
    Column("ส่วนราชการ", "ส่วนราชการ", 24),
    Column("รายงานเดือน", "รายงานเดือน", 14),
    Column("ที่อยู่", "ที่อยู่/ชื่อแฟ้ม", 50),
)
NAMED_COLUMNS = 2
CHART_BEFORE = Chart("คะแนนรายตัวชี้วัดก่อนดำเนินการ", "ชื่อตัวชี้วัด", "คะแนนก่อน")
CHART_AFTER = Chart("คะแนนรายตัวชี้วัดหลังดำเนินการ", "ชื่อตัวชี้วัด", "คะแนนหลัง")


def paper_of(report: ResultReport) -> Paper:
    return Paper(
        kind=PaperKind.RESULT,
        title=report.item.name,
        agency_name=report.agency_name,
        as_of=report.as_of,
        subtitle=(f"ประจำปีงบประมาณ พ.ศ. {report.fiscal_year}",),
        state=_state(report),
        parts=(
            _summary(report),
            _scores(report),
            _measures(report),
            _problems(report),
            _evidence(report),
            _pictures(report),
        ),
        is_signed=True,
    )


def _state(report: ResultReport) -> tuple[str, ...]:
    """What of the words nobody at the office has looked through."""
    waiting = sum(bool(measure.result) and not measure.is_written for measure in report.measures)
    if report.is_public or not waiting:
        return ()
    return (f"ถ้อยคำของ {waiting} จาก {len(report.measures)} มาตรการมาจากรายงานประจำเดือน ยังไม่ได้เรียบเรียงสำหรับสิ้นปี",)


def _summary(report: ResultReport) -> Facts:
    item = report.item
    return Facts(
        "สรุป",
        (
            Fact("ข้อ", "ข้อการเปิดเผยข้อมูล", f"{item.code or item.name} การประเมิน ITA ปีงบประมาณ พ.ศ. {item.fiscal_year}"),
            Fact("มาตรการ", "มาตรการ", _counts(report)),
            Fact("ร้อยละ", "ความก้าวหน้าเฉลี่ย", _mean_percent(report)),
            Fact("คะแนนก่อน", "ผลการประเมินก่อนดำเนินการ", _assessed(report.before)),
            Fact("คะแนนหลัง", "ผลการประเมินหลังดำเนินการ", _assessed(report.after)),
        ),
        "สรุปผล",
    )


def _counts(report: ResultReport) -> str:
    counts = [(word, sum(one.progress is word for one in report.measures)) for word in Progress]
    said = ", ".join(f"{PROGRESS[word]} {count}" for word, count in counts if count)
    return f"{len(report.measures)} มาตรการ ({said})" if said else NOTHING


def _mean_percent(report: ResultReport) -> str:
    """As the plan's mean everywhere: a cancelled measure does not count."""
    percents = [measure.percent for measure in report.measures if measure.progress is not Progress.CANCELLED]
    return f"ร้อยละ {figure(sum(percents) / len(percents))}" if percents else NOTHING


def _assessed(year: AssessedYear | None) -> str:
    if year is None:
        return NO_RESULT_YET
    score = [f"{year.overall:.2f} คะแนน"] if year.overall is not None else []
    level = [f"ระดับ {year.level}"] if year.level else []
    return " ".join((f"ปีงบประมาณ พ.ศ. {year.fiscal_year}", *score, *level))


def _scores(report: ResultReport) -> Table:
    before, after = report.before, report.after
    overall = ScoreLine("", "คะแนนภาพรวม", "", before.overall if before else None, after.overall if after else None)
    years = [f"{word} ปีงบประมาณ พ.ศ. {year.fiscal_year}" for word, year in (("ก่อน", before), ("หลัง", after)) if year]
    return Table(
        "คะแนน",
        "คะแนน ITA ก่อนและหลังดำเนินการ",
        SCORE_COLUMNS,
        tuple(_score_row(line) for line in report.scores),
        total=_score_row(overall),
        note=f"คะแนนตามที่ประกาศ {' '.join(years)}" if years else NO_RESULT_YET,
        chart=CHART_AFTER if after else CHART_BEFORE if before else None,
    )


def _score_row(line: ScoreLine) -> tuple[Cell, ...]:
    change = None if line.before is None or line.after is None else round(line.after - line.before, 2)
    return (
        int(line.code) if line.code.isdecimal() else line.code,
        line.name,
        line.tool,
        line.before,
        line.after,
        change,
    )


def _measures(report: ResultReport) -> Table:
    return Table(
        "มาตรการ",
        "ผลการดำเนินการตามมาตรการ",
        MEASURE_COLUMNS,
        tuple(
            (
                one.number,
                one.title,
                ", ".join(one.indicators),
                numbered(one.steps),
                one.responsible or NOT_STATED,
                one.period or NOT_STATED,
                PROGRESS[one.progress],
                one.percent,
                one.result,
                one.outcome,
                len(one.evidence),
            )
            for one in report.measures
        ),
    )


def numbered(steps: Collection[str]) -> str:
    """A single step without a number, as it was adopted."""
    if len(steps) < 2:
        return "".join(steps)
    return "\n".join(f"{number}) {step}" for number, step in enumerate(steps, start=1))


def _problems(report: ResultReport) -> Table:
    """Those measures alone of which there is something to say."""
    return Table(
        "ปัญหา",
        "ปัญหา อุปสรรค และข้อเสนอแนะ",
        PROBLEM_COLUMNS,
        ((None, LEFT_OUT, None, None),) if report.is_public else _problem_rows(report),
    )


def _problem_rows(report: ResultReport) -> tuple[tuple[Cell, ...], ...]:
    return tuple(
        (one.number, one.title, one.problems, one.suggestions)
        for one in report.measures
        if one.problems or one.suggestions
    )


def _evidence(report: ResultReport) -> Table:
    return Table(
        "หลักฐาน",
        "เอกสารหลักฐาน",
        EVIDENCE_COLUMNS,
        tuple(
            (
                one.number,
                one.title,
                line.caption,
                line.dated_on,
                line.division,
                thai_month(line.month, short=True),
                line.url or line.filename,
            )
            for one in report.measures
            for line in one.evidence
        ),
        shared=NAMED_COLUMNS,
    )


def _pictures(report: ResultReport) -> Gallery:
    return Gallery(
        "ภาพ",
        "ภาพประกอบ",
        tuple(
            Picture(line.picture, f"มาตรการที่ {one.number} {line.caption}")
            for one in report.measures
            for line in [line for line in one.evidence if line.picture][-MOST_PICTURES:]
        ),
    )
