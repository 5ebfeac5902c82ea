"""Whether everything that is stored of an agency's reports agrees, however their savers were interrupted."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass

from tracker.domain.answers import TEXT_FIELDS
from tracker.domain.progress import Progress, ReportState, RevisionAction
from tracker.extensions import db, only_reading
from tracker.models import Assignment, AuditEvent, ProgressReport, ProgressRevision
from tracker.models.isolation import agency_scope
from tracker.services.report_desk import FIGURES

SENDINGS = (RevisionAction.SUBMITTED, RevisionAction.CORRECTED)


@dataclass(frozen=True, slots=True)
class StoredReport:
    report: ProgressReport
    assignment: Assignment
    revisions: list[ProgressRevision]
    #: The content of each sending as the log has it.
    logged: list[dict[str, object]]

    @property
    def words_on_the_page(self) -> str:
        """What its own people see: a correction that is not yet sent, else what stands there."""
        kept = self.report.correction or {}
        return str(kept.get("done_text", self.report.done_text))

    @property
    def sendings(self) -> list[ProgressRevision]:
        return [revision for revision in self.revisions if revision.action in SENDINGS]


def stored_reports(agency_id: int) -> dict[int, StoredReport]:
    with agency_scope(agency_id), only_reading():
        revisions: dict[int, list[ProgressRevision]] = defaultdict(list)
        for revision in db.session.query(ProgressRevision).order_by(ProgressRevision.number):
            revisions[revision.report_id].append(revision)
        logged: dict[int | None, list[dict[str, object]]] = defaultdict(list)
        for event in db.session.query(AuditEvent).filter_by(event="report_submitted").order_by(AuditEvent.id):
            logged[event.subject_id].append(event.after["content"])
        held = db.session.query(ProgressReport, Assignment).join(Assignment)
        return {one.id: StoredReport(one, assignment, revisions[one.id], logged[one.id]) for one, assignment in held}


def words_sent(stored: dict[int, StoredReport]) -> Counter[str]:
    """How often each text was sent, over all reports."""
    return Counter(str(revision.content["done_text"]) for one in stored.values() for revision in one.sendings)


def assert_whole(stored: StoredReport) -> None:
    """State, revisions, log and assignment tell the same story of one report of the newest month."""
    report, sendings = stored.report, stored.sendings
    assert [revision.number for revision in stored.revisions] == list(range(1, len(stored.revisions) + 1))
    assert [revision.content for revision in sendings] == stored.logged
    assert (report.submitted_at is not None) == bool(sendings)
    is_done = report.progress is Progress.DONE and bool(sendings)
    assert (stored.assignment.done_on is not None) == is_done
    if not sendings:
        assert report.state in (ReportState.OPEN, ReportState.DRAFT)
        return
    assert report.state is ReportState.SUBMITTED
    row = {name: getattr(report, name) for name in (*FIGURES, *TEXT_FIELDS)}
    assert row == {name: sendings[-1].content[name] for name in row}
    assert len(report.steps_done) == len(sendings[-1].content["steps_done"])
