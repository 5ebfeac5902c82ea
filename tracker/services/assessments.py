"""The results of the assessments: entered and corrected by hand; a document fills in and never overwrites."""

from __future__ import annotations

import hashlib
import json
from datetime import datetime

from tracker.domain.errors import N_, Conflict, NotAllowed, NotFound, Refusal
from tracker.domain.permissions import Action, Actor, can
from tracker.domain.score_sheet import (
    PrintedResult,
    ScoreDifference,
    ScoreKey,
    check_score,
    filled_from,
)
from tracker.domain.score_sheet import differences as differences_of
from tracker.extensions import db
from tracker.models import Agency, Assessment, AssessmentScore
from tracker.plan_reading import DraftAssessment
from tracker.queries import assessments as queries
from tracker.services import audit
from tracker.services.plan_drafts import check_year

LONGEST_LEVEL = 60
DECIMALS = 2


def add_assessment(actor: Actor, now: datetime, fiscal_year: int, result: PrintedResult) -> Assessment:
    """The result of a year without a document; next year's plan, if it names no other, was made from it."""
    _may_enter(actor)
    check_year(fiscal_year)
    _check(result)
    if queries.assessment_of_year(fiscal_year) is not None:
        raise Refusal(N_("The result of fiscal year %(year)s is here already."), "fiscal_year", year=fiscal_year)
    if result.is_empty:
        raise Refusal(N_("Write at least one score."), "overall")
    assessment = _store(actor, now, fiscal_year, result, source=None)
    plan = queries.plan_without_assessment(fiscal_year + 1)
    if plan is not None:
        plan.assessment_id = assessment.id
    db.session.commit()
    return assessment


def correct_assessment(
    actor: Actor, now: datetime, assessment_id: int, result: PrintedResult, seen: str | None = None
) -> Assessment:
    """The whole result as it is to be; `seen` is the state (`state_of`) that was corrected, when a person did it."""
    _may_enter(actor)
    _check(result)
    assessment = queries.assessment_by_id(assessment_id)
    if assessment is None:
        raise NotFound(N_("There is no such assessment."))
    before = queries.result_of(assessment)
    if seen is not None and seen != state_of(before):
        raise Conflict(N_("Somebody else changed these scores in the meantime. Open the page again and repeat yours."))
    if result.facts() != before.facts():
        _write(assessment, result)
        facts_before, facts_after = _changed(before, result)
        year = {"fiscal_year": assessment.fiscal_year}
        audit.record(
            actor, now, "assessment_corrected", assessment.id, before=year | facts_before, after=year | facts_after
        )
    db.session.commit()
    return assessment


def state_of(result: PrintedResult) -> str:
    """The same for the same scores, so that a form can say what it was filled in from."""
    facts = sorted((subject, value) for subject, value in result.facts().items() if value is not None)
    return hashlib.sha256(json.dumps(facts).encode()).hexdigest()[:16]


def assessment_for_plan(
    actor: Actor | None, now: datetime, draft: DraftAssessment | None, plan_year: int, source: str
) -> int | None:
    """The assessment that a plan being adopted was made from; the use case around it commits.

    What is stored of the year stays as it is: the document fills in only what is missing, and how often it says
    something else stands in the log. A plan whose document speaks of no result belongs to that of the year before.
    """
    if draft is None or draft.fiscal_year is None:
        stored = queries.assessment_of_year(plan_year - 1)
        return stored.id if stored else None
    stored = queries.assessment_of_year(draft.fiscal_year)
    if stored is None:
        return _store(actor, now, draft.fiscal_year, printed_in(draft), source=source).id
    before = queries.result_of(stored)
    filled = filled_from(before, printed_in(draft))
    if filled.facts() != before.facts():
        _write(stored, filled)
        after = {
            "fiscal_year": stored.fiscal_year,
            "source": source,
            "differences": len(differences(before, draft)),
            **_changed(before, filled)[1],
        }
        audit.record(actor, now, "assessment_filled_in", stored.id, after=after)
    return stored.id


def differences(stored: PrintedResult, draft: DraftAssessment) -> list[ScoreDifference]:
    """Where a document says something else than what is stored of its year."""
    return differences_of(stored, printed_in(draft))


def printed_in(draft: DraftAssessment) -> PrintedResult:
    """With the two decimals that are kept of every score."""
    scores = {
        **{ScoreKey(code): score for code, score in draft.indicators.items()},
        **{ScoreKey(code, part): score for code, part, score in draft.question_rows()},
    }
    return PrintedResult(
        None if draft.overall is None else round(draft.overall, DECIMALS),
        draft.level,
        {key: round(score, DECIMALS) for key, score in scores.items()},
    )


def set_threshold(actor: Actor, now: datetime, threshold: float) -> None:
    """Below it an indicator or a question wants a measure."""
    _may_enter(actor)
    check_score(threshold, "threshold")
    agency = db.session.get_one(Agency, actor.agency_id)
    if agency.score_threshold != threshold:
        before, after = {"score_threshold": agency.score_threshold}, {"score_threshold": threshold}
        agency.score_threshold = threshold
        audit.record(actor, now, "threshold_changed", agency.id, before=before, after=after)
    db.session.commit()


def _may_enter(actor: Actor) -> None:
    if not can(actor, Action.IMPORT_PLANS):
        raise NotAllowed(N_("Only the administrator and the secretary enter the results of assessments."))


def _check(result: PrintedResult) -> None:
    for subject, value in result.facts().items():
        if isinstance(value, float | int):
            check_score(value, subject)
    if result.level is not None and len(result.level) > LONGEST_LEVEL:
        raise Refusal(N_("Keep the level within %(length)s characters."), "level", length=LONGEST_LEVEL)


def _store(
    actor: Actor | None, now: datetime, fiscal_year: int, result: PrintedResult, source: str | None
) -> Assessment:
    assessment = Assessment(fiscal_year=fiscal_year, scores=[])
    _write(assessment, result)
    db.session.add(assessment)
    db.session.flush()  # The audit event and the plan name the assessment's id.
    after = {"fiscal_year": fiscal_year, "source": source, **_changed(PrintedResult(), result)[1]}
    audit.record(actor, now, "assessment_added", assessment.id, after=after)
    return assessment


def _write(assessment: Assessment, result: PrintedResult) -> None:
    """Make the rows say what the result says; those that say it already are left alone."""
    assessment.overall_score, assessment.level = result.overall, result.level
    rows = {ScoreKey(row.code, row.part): row for row in assessment.scores}
    for key, score in result.scores.items():
        if key in rows:
            rows[key].score = score
        else:
            assessment.scores.append(AssessmentScore(code=key.code, part=key.part, score=score))
    for key in rows.keys() - result.scores.keys():
        assessment.scores.remove(rows[key])


def _changed(before: PrintedResult, after: PrintedResult) -> tuple[dict[str, object], dict[str, object]]:
    """The facts of the audit event: the overall score and the level, and of the scores those that changed."""
    return _facts(before, after), _facts(after, before)


def _facts(result: PrintedResult, other: PrintedResult) -> dict[str, object]:
    changed = {
        key.subject: result.scores.get(key)
        for key in (*result.scores, *other.scores)
        if result.scores.get(key) != other.scores.get(key)
    }
    return {"overall": result.overall, "level": result.level, "scores": changed}
