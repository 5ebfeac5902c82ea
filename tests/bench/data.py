"""A year of an office's reports, as many times over as asked, written straight into the tables."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from sqlalchemy import Connection, Table, insert

from tracker.domain.fiscal_year import add_months, months_between
from tracker.domain.meeting_kinds import MeetingKind
from tracker.models import Base
from tracker.services.sign_in import hash_password

TODAY = date(2026, 9, 28)
FISCAL_YEAR = 2569
MEASURES, DIVISIONS = 60, 8
#: This many divisions of the measure whose page is timed: 7 x 12 months = 84 notes.
DIVISIONS_OF_NOTED_MEASURE = 7
MONTHS = months_between(date(2025, 10, 1), date(2026, 9, 1))
PASSWORD = "รหัสผ่านสำหรับวัดเวลา"
WORDS = "ดำเนินการจัดทำข้อมูลและเผยแพร่บนเว็บไซต์ของหน่วยงานแล้ว พร้อมชี้แจงบุคลากรในสังกัดให้ถือปฏิบัติ "

Row = dict[str, object]


@dataclass(frozen=True)
class Benched:
    """Where the timed pages are, in the first agency."""

    agency_id: int
    noted_measure_id: int
    head_id: int
    secretary_id: int
    division_id: int


def fill(connection: Connection, agencies: int) -> Benched:
    """The first agency is the one that is timed; the others only share its tables."""
    numbers = Numbers()
    password_hash = hash_password(PASSWORD)
    benched = None
    for number in range(1, agencies + 1):
        rows = AgencyRows(numbers, number, password_hash)
        for name, some in rows.tables.items():
            connection.execute(insert(_table(name)), some)
        benched = benched or rows.benched
    assert benched is not None
    return benched


def _table(name: str) -> Table:
    return Base.metadata.tables[name]


class Numbers:
    """The next id of each table."""

    def __init__(self) -> None:
        self._last: dict[str, int] = {}

    def next(self, table: str) -> int:
        self._last[table] = self._last.get(table, 0) + 1
        return self._last[table]


class AgencyRows:
    """The rows of one agency by table, in the order in which they can be inserted."""

    def __init__(self, numbers: Numbers, number: int, password_hash: str) -> None:
        self._numbers = numbers
        self.tables: dict[str, list[Row]] = {}
        self._at = datetime(2025, 10, 1, 2, tzinfo=UTC)
        self._agency_id = self._add(
            "agency",
            slug=f"agency-{number}",
            name=f"เทศบาลเมืองทดสอบที่ {number}",
            kind="town_municipality",
            is_demo=False,
            opens_days_before=10,
            reminder_days_before=[5, 3],
            due_days_before=2,
            default_cadence="monthly",
        )
        self._divisions = [
            self._own("division", name=f"กองที่ {place}", position=place, is_active=True, superior_id=None)
            for place in range(1, DIVISIONS + 1)
        ]
        secretary, head = (self._person(number, role, password_hash) for role in ("secretary", "division_head"))
        self._meetings = {month: self._meeting(month) for month in MONTHS}
        measures = self._plan()
        self.benched = Benched(self._agency_id, measures[0], head, secretary, self._divisions[0])
        self._person_id = head
        self._reports()

    def _add(self, table: str, **columns: object) -> int:
        id_ = self._numbers.next(table)
        self.tables.setdefault(table, []).append({"id": id_, **columns})
        return id_

    def _own(self, table: str, **columns: object) -> int:
        return self._add(table, agency_id=self._agency_id, **columns)

    def _person(self, number: int, role: str, password_hash: str) -> int:
        id_ = self._add(
            "user_account",
            email=f"{role}{number}@example.go.th",
            name=f"{role} {number}",
            password_hash=password_hash,
            is_active=True,
            session_number=1,
        )
        division_id = self._divisions[0] if role == "division_head" else None
        self._own(
            "membership",
            user_id=id_,
            role=role,
            division_id=division_id,
            title=role,
            is_acting=False,
            starts_on=date(2025, 1, 1),
        )
        return id_

    def _meeting(self, month: date) -> int:
        held_on = add_months(month, 1) + timedelta(days=3)
        kind = MeetingKind.DEPARTMENT_HEADS
        return self._own("meeting", kind=kind, held_on=held_on, month=month, place="ห้องประชุม", opened_at=self._at)

    def _plan(self) -> list[int]:
        assessment = self._own("assessment", fiscal_year=FISCAL_YEAR - 1, overall_score=88.5, level="ผ่านดี")
        for code in range(1, 11):
            self._own("assessment_score", assessment_id=assessment, code=str(code), part="", score=80 + code)
        plan = self._own("plan", fiscal_year=FISCAL_YEAR, assessment_id=assessment, adopted_at=self._at)
        return [self._measure(plan, position) for position in range(1, MEASURES + 1)]

    def _measure(self, plan: int, position: int) -> int:
        """A quarter of the measures ended in August, and are overdue unless done."""
        measure = self._own(
            "measure",
            plan_id=plan,
            position=position,
            number=str(position),
            titles=[f"มาตรการที่ {position} ปรับปรุงการให้บริการและการเปิดเผยข้อมูลของหน่วยงานให้ประชาชนเข้าถึงได้"],
            responsible_text="ทุกส่วนราชการ",
            is_for_all=True,
            period_text="ตลอดปีงบประมาณ",
            period_kind="range",
            period_needs_confirmation=False,
            starts_on=MONTHS[0],
            ends_on=date(2026, 8, 31) if position % 4 == 0 else date(2026, 9, 30),
            monitoring_text="รายงานในการประชุมประจำเดือน",
            cadences=["monthly"],
        )
        self._own("measure_indicator", measure_id=measure, code=str(position % 10 + 1), is_inferred=False)
        for number in range(1, 3):
            self._own("step", measure_id=measure, position=number, text=f"ขั้นตอนที่ {number} {WORDS}")
        divisions = self._divisions[: DIVISIONS_OF_NOTED_MEASURE if position == 1 else DIVISIONS]
        for division in divisions:
            self._own(
                "assignment",
                measure_id=measure,
                division_id=division,
                role="joint",
                done_on=date(2026, 9, 1) if self._is_done(position) else None,
            )
        return measure

    @staticmethod
    def _is_done(position: int) -> bool:
        return position % 4 == 0 and position % 8 != 0

    def _reports(self) -> None:
        position_of = {row["id"]: row["position"] for row in self.tables["measure"]}
        for assignment in list(self.tables["assignment"]):
            position = position_of[assignment["measure_id"]]
            for number, month in enumerate(MONTHS):
                self._report(int(str(assignment["id"])), int(str(position)), number, month)

    def _report(self, assignment: int, position: int, number: int, month: date) -> None:
        """The last month is open and not yet reported."""
        is_open = number == len(MONTHS) - 1
        is_done = self._is_done(position) and number >= len(MONTHS) - 2
        if is_done and is_open:
            return
        said: Row = {
            "answer": None if is_open else "done" if is_done else "progress",
            "progress": None if is_open else "done" if is_done else "in_progress",
            "percent": None if is_open else 100 if is_done else (number + 1) * 8,
            "done_text": "" if is_open else f"เดือนที่ {number + 1} {WORDS}",
            "problems": "" if is_open else "บุคลากรมีภารกิจอื่น",
            "next_steps": "" if is_open else "ติดตามผลต่อเนื่อง",
            "waiting_for": "",
            "cannot_text": "",
        }
        at = datetime.combine(add_months(month, 1), time(2), UTC)
        report = self._own(
            "progress_report",
            assignment_id=assignment,
            meeting_id=self._meetings[month],
            month=month,
            state="open" if is_open else "accepted",
            submitted_at=None if is_open else at,
            review_comment="",
            version=1,
            **said,
        )
        self._own(
            "progress_revision",
            report_id=report,
            number=1,
            action="submitted",
            at=at,
            by_id=self.benched.head_id,
            by_name="ผู้อำนวยการกอง",
            by_title="ผู้อำนวยการกอง",
            is_on_behalf=False,
            channel="web",
            comment="",
            content=said,
        )
