"""A measure that is decided on during the year."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from tests.factories import actor_of, moment
from tests.support.office import TODAY, Office
from tracker.domain.cadence import Cadence
from tracker.domain.errors import NotAllowed, NotFound, Refusal
from tracker.domain.permissions import Actor
from tracker.extensions import db
from tracker.models import Assignment, AuditEvent, Division, Measure
from tracker.plan_reading.measure_entry import MeasureEntry, Words
from tracker.services.measure_adding import add_measure

NOW = moment(TODAY)


def entry(number: str = "90", **values: Any) -> MeasureEntry:
    return MeasureEntry(number=number, titles=("จัดจุดบริการเคลื่อนที่",), **values)


def test_what_is_filled_in_is_followed(secretary: Actor, office: Office) -> None:
    wanted = entry(
        indicators=("6",),
        steps=("สำรวจ", "จัดจุดบริการ"),
        divisions=(office.works.name,),
        start=date(2026, 1, 1),
        end=date(2026, 3, 31),
        cadences=(Cadence.MONTHLY,),
    )
    measure = add_measure(secretary, NOW, office.plan.id, wanted)
    assert (measure.starts_on, measure.ends_on) == (date(2026, 1, 1), date(2026, 3, 31))
    assert not measure.period_needs_confirmation
    assignments = db.session.query(Assignment).filter_by(measure_id=measure.id).all()
    assert [one.division_id for one in assignments] == [office.works.id]
    assert measure.position == max(one.position for one in db.session.query(Measure).all())
    assert db.session.query(AuditEvent).filter_by(event="measure_added", subject_id=measure.id).count() == 1


def test_words_alone_are_read_and_stay_to_be_confirmed(secretary: Actor, office: Office) -> None:
    words = Words(responsible="ทุกส่วนราชการ", period="ภายในไตรมาส ๓", monitoring="รายงานทุกไตรมาส")
    measure = add_measure(secretary, NOW, office.plan.id, entry(words=words))
    assert (measure.period_text, measure.ends_on) == ("ภายในไตรมาส ๓", date(2026, 6, 30))
    assert measure.period_needs_confirmation
    assert (measure.is_for_all, measure.cadences) == (True, [Cadence.QUARTERLY])
    active = db.session.query(Division).filter_by(is_active=True).count()
    assert db.session.query(Assignment).filter_by(measure_id=measure.id).count() == active


def test_a_division_that_is_named_anew_is_added(secretary: Actor, office: Office) -> None:
    measure = add_measure(secretary, NOW, office.plan.id, entry(divisions=("กองการเจ้าหน้าที่",)))
    [assignment] = db.session.query(Assignment).filter_by(measure_id=measure.id)
    assert db.session.get_one(Division, assignment.division_id).name == "กองการเจ้าหน้าที่"


def test_what_cannot_be_added_changes_nothing(secretary: Actor, office: Office) -> None:
    before = db.session.query(Measure).count()
    with pytest.raises(Refusal, match="number"):
        add_measure(secretary, NOW, office.plan.id, entry(number=office.own.number))
    with pytest.raises(Refusal, match="name of the measure"):
        add_measure(secretary, NOW, office.plan.id, MeasureEntry(number="91", titles=()))
    with pytest.raises(NotAllowed):
        add_measure(actor_of(office.agency, office.head, TODAY), NOW, office.plan.id, entry())
    with pytest.raises(NotFound):
        add_measure(secretary, NOW, 999_999, entry())
    assert db.session.query(Measure).count() == before
