"""The year-end texts of a measure: what the office writes about it beside the words of the months."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime

from tracker.domain.errors import N_, Conflict, NotAllowed, NotFound
from tracker.domain.permissions import Action, Actor, can
from tracker.domain.year_texts import YearTexts
from tracker.extensions import db
from tracker.models import MeasureOutcome
from tracker.queries import year_words
from tracker.services import audit


def keep_outcome(actor: Actor, now: datetime, measure_id: int, version: int, texts: YearTexts) -> bool:
    """Whether anything is other than before. `version` is that of the texts on the page; 0 where none were kept."""
    if not can(actor, Action.MAKE_PAPERS):
        raise NotAllowed(N_("Only the secretary or the administrator writes the texts of the year's end."))
    texts = texts.tidy
    texts.check()
    found = year_words.outcome_to_change(measure_id)
    if found is None:
        raise NotFound(N_("There is no such measure."))
    before = year_words.texts_of(found.outcome)
    if before == texts and found.outcome is not None:
        return False
    if version != (found.outcome.version if found.outcome else 0):
        raise Conflict(N_("Somebody else kept texts of this measure in the meantime. Compare, and keep yours again."))
    outcome = found.outcome or MeasureOutcome(measure_id=measure_id)
    for name, text in asdict(texts).items():
        setattr(outcome, name, text)
    db.session.add(outcome)
    audit.record(
        actor,
        now,
        "outcome_written",
        measure_id,
        before={"number": found.number, "content": asdict(before)},
        after={"number": found.number, "content": asdict(texts)},
    )
    db.session.commit()
    return True
