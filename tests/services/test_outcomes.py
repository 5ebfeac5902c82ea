"""Writing the year-end texts of a measure."""

from __future__ import annotations

import pytest

from tests.factories import actor_of
from tests.support.month import NOW
from tests.support.office import TODAY, Office
from tracker.domain.errors import Conflict, NotAllowed, NotFound, Refusal
from tracker.domain.permissions import Actor
from tracker.domain.year_texts import LONGEST_TEXT, YearTexts
from tracker.extensions import db
from tracker.models import AuditEvent, MeasureOutcome
from tracker.models.isolation import enter_agency
from tracker.services.outcomes import keep_outcome

FIRST = YearTexts("อบรม 2 รุ่น", "ผู้รับบริการพอใจ", "ห้องประชุมไม่พอ", "จองล่วงหน้า")


def kept(office: Office) -> MeasureOutcome:
    return db.session.query(MeasureOutcome).filter_by(measure_id=office.own.id).one()


def events() -> list[AuditEvent]:
    return db.session.query(AuditEvent).filter_by(event="outcome_written").order_by(AuditEvent.id).all()


def test_it_keeps_the_texts_with_what_stood_before(office: Office, secretary: Actor) -> None:
    assert keep_outcome(secretary, NOW, office.own.id, 0, FIRST)
    assert keep_outcome(secretary, NOW, office.own.id, kept(office).version, YearTexts(" อบรม 3 รุ่น \r\n"))
    row = kept(office)
    assert (row.result, row.outcome, row.problems, row.suggestions) == ("อบรม 3 รุ่น", "", "", "")
    first, second = events()
    assert (first.subject_id, first.before["content"]["result"]) == (office.own.id, "")
    assert (second.before["content"]["result"], second.after["content"]["result"]) == ("อบรม 2 รุ่น", "อบรม 3 รุ่น")
    assert second.after["number"] == "1"


def test_keeping_the_same_again_changes_nothing_however_old_the_page(office: Office, secretary: Actor) -> None:
    keep_outcome(secretary, NOW, office.own.id, 0, FIRST)
    assert not keep_outcome(secretary, NOW, office.own.id, 0, FIRST)
    assert (kept(office).version, len(events())) == (1, 1)


@pytest.mark.parametrize("seen", [0, 1, 3])
def test_an_older_page_never_overwrites(office: Office, secretary: Actor, seen: int) -> None:
    keep_outcome(secretary, NOW, office.own.id, 0, FIRST)
    keep_outcome(secretary, NOW, office.own.id, 1, YearTexts("ใหม่"))
    with pytest.raises(Conflict):
        keep_outcome(secretary, NOW, office.own.id, seen, YearTexts("เก่า"))
    db.session.rollback()
    assert kept(office).result == "ใหม่"


def test_a_page_of_texts_that_were_never_kept_is_no_newer(office: Office, secretary: Actor) -> None:
    with pytest.raises(Conflict):
        keep_outcome(secretary, NOW, office.own.id, 2, FIRST)


def test_only_who_makes_papers_writes_and_only_of_the_own_agency(
    office: Office, foreign_office: Office, secretary: Actor
) -> None:
    for person in (office.head, office.officer, office.executive, office.auditor):
        enter_agency(office.agency.id)
        with pytest.raises(NotAllowed):
            keep_outcome(actor_of(office.agency, person, TODAY), NOW, office.own.id, 0, FIRST)
    enter_agency(office.agency.id)
    with pytest.raises(NotFound):
        keep_outcome(secretary, NOW, foreign_office.own.id, 0, FIRST)


def test_a_text_that_is_too_long_is_refused_and_nothing_kept(office: Office, secretary: Actor) -> None:
    with pytest.raises(Refusal) as refused:
        keep_outcome(secretary, NOW, office.own.id, 0, YearTexts(problems="ก" * (LONGEST_TEXT + 1)))
    assert refused.value.field == "problems"
    db.session.rollback()
    assert db.session.query(MeasureOutcome).count() == 0
