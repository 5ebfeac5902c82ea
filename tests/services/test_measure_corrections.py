"""Putting one adopted measure right."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from tests.factories import actor_of, create_measure, create_person, create_report, moment
from tests.support.office import MONTH, TODAY, Office
from tracker.domain.cadence import Cadence
from tracker.domain.errors import Conflict, NotAllowed, NotFound, Refusal
from tracker.domain.permissions import Actor, Role
from tracker.domain.progress import AssignmentRole
from tracker.extensions import db
from tracker.models import Assignment, AuditEvent, Measure, MeasureIndicator, ProgressReport
from tracker.models.isolation import agency_scope
from tracker.plan_reading.measure_entry import MeasureEntry
from tracker.queries import plan_contents
from tracker.services import measure_corrections as service

NOW = moment(TODAY)


@pytest.fixture
def unclear(office: Office) -> Measure:
    """Nobody answers for it, and its period is not confirmed."""
    return create_measure(
        office.plan,
        number="3",
        responsible_text="ฝ่ายที่เกี่ยวข้อง",
        period_text="ปี ๒๕๖๙",
        period_needs_confirmation=True,
        monitoring_text="ตามสมควร",
        cadences=["unspecified"],
    )


def seen(measure_id: int) -> str:
    contents = plan_contents.contents_of_measure(measure_id)
    assert contents is not None
    return contents.adopted.fingerprint


def entry_of(measure_id: int) -> MeasureEntry:
    """As the page shows it."""
    contents = plan_contents.contents_of_measure(measure_id)
    assert contents is not None
    one = contents.adopted.measure
    return MeasureEntry(
        number=one.number,
        titles=one.titles,
        indicators=one.indicators,
        steps=one.steps,
        for_all=one.responsible.all,
        divisions=one.responsible.divisions,
        lead=one.responsible.lead,
        start=one.period.start,
        end=one.period.end,
        cadences=one.monitoring.cadences,
    )


def correct(actor: Actor, measure_id: int, **changed: object) -> bool:
    entry = replace(entry_of(measure_id), **changed)  # type: ignore[arg-type]
    return service.correct_measure(actor, NOW, measure_id, seen(measure_id), entry)


def events() -> list[AuditEvent]:
    return db.session.query(AuditEvent).order_by(AuditEvent.id).all()


def test_an_unclear_measure_gets_its_divisions_days_and_cadence(
    office: Office, secretary: Actor, unclear: Measure
) -> None:
    assert correct(
        secretary,
        unclear.id,
        divisions=("กองช่าง", "กองคลัง"),
        lead="กองช่าง",
        end=date(2026, 3, 31),
        cadences=(Cadence.QUARTERLY,),
    )
    measure = db.session.get_one(Measure, unclear.id)
    assert (measure.ends_on, measure.cadences, measure.period_needs_confirmation) == (
        date(2026, 3, 31), ["quarterly"], False,
    )  # fmt: skip
    assert (measure.responsible_text, measure.period_text) == ("ฝ่ายที่เกี่ยวข้อง", "ปี ๒๕๖๙"), "as adopted"
    roles = {one.division_id: one.role for one in db.session.query(Assignment).filter_by(measure_id=unclear.id)}
    assert roles == {office.works.id: AssignmentRole.LEAD, office.finance.id: AssignmentRole.JOINT}
    [changed] = events()
    assert changed.event == "measure_changed"
    assert changed.before["content"] == {
        "for_all": False, "divisions": [], "lead": None, "ends": "2026-09-30", "cadences": ["unspecified"],
    }  # fmt: skip


def test_saving_what_is_right_only_confirms_it(office: Office, secretary: Actor, unclear: Measure) -> None:
    db.session.query(MeasureIndicator).filter_by(measure_id=unclear.id).one().is_inferred = True
    assert correct(secretary, unclear.id)
    assert [event.event for event in events()] == ["measure_confirmed"]
    assert not db.session.query(MeasureIndicator).filter_by(measure_id=unclear.id).one().is_inferred
    assert not correct(secretary, unclear.id)
    assert len(events()) == 1, "nothing was changed, so nothing is said"


def test_slips_in_titles_and_steps_are_kept_in_the_log(office: Office, secretary: Actor) -> None:
    correct(secretary, office.own.id, titles=("เปิดเผยแผนและผลการใช้จ่าย",), steps=("รวบรวม", "เผยแพร่"))
    [event] = events()
    assert event.before["content"]["titles"] == ["เปิดเผยแผนและผลการใช้จ่ายงบประมาณ"]
    assert event.after["content"]["steps"] == ["รวบรวม", "เผยแพร่"]


def test_reports_stay_with_a_division_that_answers_no_more(office: Office, secretary: Actor) -> None:
    assignment = db.session.query(Assignment).filter_by(measure_id=office.own.id).one()
    report = create_report(assignment, MONTH, percent=70)
    correct(secretary, office.own.id, divisions=("กองช่าง",))
    db.session.expire_all()
    assert db.session.get_one(Assignment, assignment.id).cancelled_on == TODAY
    assert db.session.get_one(ProgressReport, report.id).percent == 70


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"titles": ()}, "titles"),
        ({"number": " "}, "number"),
        ({"end": date(2025, 1, 1)}, "end"),
        ({"end": None}, "end"),
        ({"indicators": ("77",)}, "indicators"),
        ({"divisions": ("กองที่ไม่มี",)}, "divisions"),
        ({"lead": "กองที่ไม่มี"}, "divisions"),
    ],
)
def test_what_cannot_be_is_refused_at_its_field(
    office: Office, secretary: Actor, changed: dict[str, object], field: str
) -> None:
    with pytest.raises(Refusal) as refused:
        correct(secretary, office.own.id, **changed)
    assert refused.value.field == field


def test_what_somebody_else_changed_is_not_overwritten(office: Office, secretary: Actor) -> None:
    old = seen(office.own.id)
    correct(secretary, office.own.id, end=date(2026, 3, 31))
    with pytest.raises(Conflict):
        service.correct_measure(secretary, NOW, office.own.id, old, entry_of(office.own.id))


def test_a_measure_is_cancelled_and_followed_again_with_a_reason(office: Office, secretary: Actor) -> None:
    for reason in ("  ", "ยาว" * 1000):
        with pytest.raises(Refusal) as refused:
            service.cancel_measure(secretary, NOW, office.own.id, reason)
        assert refused.value.field == "reason"
    service.cancel_measure(secretary, NOW, office.own.id, "สภาฯ มีมติยกเลิก")
    assert db.session.get_one(Measure, office.own.id).cancelled_on == TODAY
    with pytest.raises(Refusal, match="cancelled already"):
        service.cancel_measure(secretary, NOW, office.own.id, "อีกครั้ง")
    service.revive_measure(secretary, NOW, office.own.id, "มีงบประมาณแล้ว")
    assert db.session.get_one(Measure, office.own.id).cancelled_on is None
    with pytest.raises(Refusal, match="not cancelled"):
        service.revive_measure(secretary, NOW, office.own.id, "อีกครั้ง")
    assert [(event.event, event.after["reason"]) for event in events()] == [
        ("measure_cancelled", "สภาฯ มีมติยกเลิก"),
        ("measure_revived", "มีงบประมาณแล้ว"),
    ]


def test_others_correct_nothing(office: Office, foreign_office: Office, secretary: Actor) -> None:
    entry, old = entry_of(office.own.id), seen(office.own.id)
    head = actor_of(office.agency, create_person(office.agency, Role.DIVISION_HEAD, office.finance), TODAY)
    with pytest.raises(NotAllowed):
        service.correct_measure(head, NOW, office.own.id, old, entry)
    with pytest.raises(NotAllowed):
        service.cancel_measure(head, NOW, office.own.id, "ไม่อยากทำ")
    theirs = actor_of(foreign_office.agency, foreign_office.secretary, TODAY)
    with agency_scope(foreign_office.agency.id), pytest.raises(NotFound):
        service.correct_measure(theirs, NOW, office.own.id, old, entry)
