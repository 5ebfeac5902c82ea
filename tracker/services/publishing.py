"""Making a fiscal year public, and taking it back: what is shown is frozen, never what stands in the tables today."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.exc import IntegrityError

from tracker.domain.errors import N_, Conflict, NotFound, Refusal
from tracker.domain.papers import Asked, PaperKind
from tracker.domain.permissions import Actor
from tracker.domain.thai_text import clean
from tracker.extensions import db
from tracker.models import Publication, ReleasedEvidence
from tracker.queries import publications as queries
from tracker.reports.public_year import (
    PublicYear,
    Releasable,
    Released,
    content_of,
    evidence_shown,
    public_result,
    releasable,
)
from tracker.reports.snapshot_codec import check_code_of, report_in
from tracker.services import audit
from tracker.services.printing import value_of
from tracker.services.signatures import signature_of

LONGEST_REASON = 500

_CHANGED = N_("The plan or its reports changed while you looked. Look at what is shown and publish again.")


@dataclass(frozen=True, slots=True)
class Proposal:
    """What would be shown, and the evidence that may be released with it."""

    year: PublicYear
    evidence: tuple[Releasable, ...]
    #: What would be shown if everything were ticked.
    fullest: PublicYear


def proposal(agency_id: int, today: date, fiscal_year: int, released: Released) -> Proposal:
    plan = value_of(agency_id, today, Asked(PaperKind.PLAN, fiscal_year=fiscal_year))
    result = value_of(agency_id, today, Asked(PaperKind.RESULT, fiscal_year=fiscal_year))
    months = [report_in(content) for _, content in queries.frozen_months(fiscal_year)]
    evidence = releasable(result, months)
    ids = frozenset(piece.id for piece in evidence)

    def year_with(allowed: Released) -> PublicYear:
        return PublicYear(plan, public_result(result, months, allowed))

    return Proposal(
        year=year_with(Released(released.evidence & ids, released.month_words)),
        evidence=evidence,
        fullest=year_with(Released(ids, month_words=True)),
    )


def publish(actor: Actor, now: datetime, fiscal_year: int, released: Released, seen_code: str) -> Publication:
    """`seen_code` is that of what the office looked at: if it has changed meanwhile, it is to be looked at again.

    What everybody sees already is not published a second time.
    """
    found = proposal(actor.agency_id, now.date(), fiscal_year, released)
    if seen_code != code_seen(found):
        raise Conflict(_CHANGED)
    content = content_of(found.year)
    code = check_code_of(content)
    shown = _shown_with(code, fiscal_year)
    if shown is not None:
        return shown
    publication = Publication(
        fiscal_year=fiscal_year,
        number=queries.last_number(fiscal_year) + 1,
        made_at=now,
        made_by=signature_of(actor),
        through_month=found.year.through_month,
        check_code=code,
        content=content,
    )
    db.session.add(publication)
    try:
        db.session.flush()
    except IntegrityError:
        # Somebody else published the year in the same instant.
        db.session.rollback()
        shown = _shown_with(code, fiscal_year)
        if shown is None:
            raise Conflict(_CHANGED) from None
        return shown
    _release(actor, now, publication, sorted(evidence_shown(found.year)))
    return publication


def _shown_with(code: str, fiscal_year: int) -> Publication | None:
    shown = queries.shown_publication(fiscal_year)
    return shown if shown is not None and shown.check_code == code else None


def _release(actor: Actor, now: datetime, publication: Publication, evidence: Sequence[int]) -> None:
    db.session.add_all(ReleasedEvidence(publication_id=publication.id, evidence_id=each) for each in evidence)
    facts = {
        "fiscal_year": publication.fiscal_year,
        "number": publication.number,
        "through_month": publication.through_month.isoformat() if publication.through_month else None,
        "evidence": len(evidence),
        "check_code": publication.check_code,
    }
    audit.record(actor, now, "published", publication.id, after=facts)
    db.session.commit()


def code_seen(found: Proposal) -> str:
    """Of everything that could be shown: ticking evidence or words is not a change of what was looked at."""
    return check_code_of(content_of(found.fullest))


def withdraw(actor: Actor, now: datetime, publication_id: int, reason: str) -> Publication:
    """It stays for the record; the release before it is shown again, if it was not withdrawn as well."""
    publication = queries.publication_by_id(publication_id)
    if publication is None:
        raise NotFound(N_("There is no such publication."))
    if publication.withdrawn_at is not None:
        raise Conflict(N_("This publication was withdrawn already."))
    why = clean(reason)
    if not why:
        raise Refusal(N_("Say why it is withdrawn; the reason stays in the record."), "reason")
    if len(why) > LONGEST_REASON:
        raise Refusal(N_("Say it in at most %(most)s letters."), "reason", most=LONGEST_REASON)
    publication.withdrawn_at, publication.withdrawn_because = now, why
    facts = {"fiscal_year": publication.fiscal_year, "number": publication.number, "reason": why}
    audit.record(actor, now, "publication_withdrawn", publication.id, after=facts)
    db.session.commit()
    return publication
