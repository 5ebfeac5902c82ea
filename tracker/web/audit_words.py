"""The log in words: what each event is called, and its facts before and after as people read them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from flask_babel import LazyString
from flask_babel import gettext as _

from tracker.domain.agency import AgencyKind
from tracker.domain.cadence import Cadence
from tracker.domain.decisions import DecisionKind
from tracker.domain.papers import PaperKind
from tracker.domain.permissions import Role
from tracker.domain.progress import Answer, CannotReason, EntryChannel, Progress, ReportState
from tracker.domain.reminders import Channel, MessageKind, MessageState
from tracker.domain.report_links import LinkRefusal
from tracker.queries.audit import AuditRow
from tracker.web import filters
from tracker.web.labels import label_of
from tracker.web.setting_words import settings_in_words
from tracker.web.texts import lazy

EVENT_WORDS: dict[str, LazyString] = {
    "agency_created": lazy("Agency set up"),
    "signed_in": lazy("Signed in"),
    "signed_out": lazy("Signed out"),
    "user_added": lazy("Person added"),
    "user_disabled": lazy("Account closed"),
    "user_enabled": lazy("Account opened again"),
    "password_reset": lazy("New password made"),
    "password_changed": lazy("Own password changed"),
    "language_chosen": lazy("Language chosen"),
    "membership_added": lazy("Post given"),
    "membership_ended": lazy("Post ended"),
    "division_added": lazy("Division added"),
    "division_changed": lazy("Division changed"),
    "division_alias_added": lazy("Other name of a division added"),
    "plan_uploaded": lazy("Plan document brought in"),
    "plan_draft_discarded": lazy("Plan draft thrown away"),
    "draft_measure_corrected": lazy("Measure of a draft corrected"),
    "draft_measure_confirmed": lazy("Measure of a draft confirmed as read"),
    "draft_measure_left_out": lazy("Measure of a draft left out"),
    "draft_measure_taken_back": lazy("Measure of a draft taken back"),
    "draft_measure_split": lazy("Measure of a draft split"),
    "draft_measures_joined": lazy("Measures of a draft joined"),
    "draft_measure_moved": lazy("Measure of a draft moved"),
    "draft_measure_added": lazy("Measure added to a draft"),
    "draft_renumbered": lazy("Measures of a draft numbered anew"),
    "draft_divisions_matched": lazy("Divisions of a draft matched"),
    "draft_question_noted": lazy("Question about a draft noted"),
    "plan_begun": lazy("Plan begun by hand"),
    "plan_copied": lazy("Plan carried over to another year"),
    "plan_adopted": lazy("Plan adopted"),
    "plan_changed": lazy("Differences taken over into the plan"),
    "measure_added": lazy("Measure added"),
    "measure_changed": lazy("Measure changed"),
    "measure_cancelled": lazy("Measure cancelled"),
    "measure_revived": lazy("Measure followed up again"),
    "measure_confirmed": lazy("Reading of a measure confirmed"),
    "assessment_added": lazy("Result of an assessment entered"),
    "assessment_corrected": lazy("Result of an assessment corrected"),
    "assessment_filled_in": lazy("Result of an assessment filled in from a document"),
    "threshold_changed": lazy("Threshold of the scores changed"),
    "meeting_set": lazy("Meeting set"),
    "meeting_changed": lazy("Meeting changed"),
    "window_opened": lazy("Reports opened"),
    "report_drafted": lazy("Report drafted"),
    "report_submitted": lazy("Report sent"),
    "report_accepted": lazy("Report accepted"),
    "report_returned": lazy("Report returned"),
    "order_answered": lazy("Order of the chair answered"),
    "evidence_added": lazy("Evidence added"),
    "evidence_replaced": lazy("Evidence replaced by a later version"),
    "evidence_changed": lazy("Words or date of evidence changed"),
    "evidence_removed": lazy("Evidence removed"),
    "month_closed": lazy("Month closed"),
    "month_reopened": lazy("Month opened again"),
    "report_sheet_taken_in": lazy("Reports taken in from a workbook"),
    "report_links_allowed": lazy("Links without a password allowed or forbidden"),
    "report_link_used": lazy("Reports opened by the link of a letter"),
    "report_link_refused": lazy("Link of a letter refused"),
    "report_link_withdrawn": lazy("Link of a letter withdrawn"),
    "report_link_given_back": lazy("Link of a letter given back"),
    "post_handed_over": lazy("Post handed over"),
    "meeting_cancelled": lazy("Meeting called off"),
    "cycle_changed": lazy("Days of the month's cycle changed"),
    "days_off_changed": lazy("Days off changed"),
    "body_added": lazy("Body with meetings added"),
    "body_changed": lazy("Body with meetings changed"),
    "decision_recorded": lazy("Decision of a meeting recorded"),
    "decision_changed": lazy("Decision of a meeting changed"),
    "decision_withdrawn": lazy("Decision of a meeting taken back"),
    "minutes_kept": lazy("Text of the minutes kept"),
    "snapshot_made": lazy("Figures of the month frozen"),
    "paper_issued": lazy("Paper printed for the first time"),
    "paper_settings_changed": lazy("Look of papers changed"),
    "word_form_uploaded": lazy("Own Word form taken in"),
    "word_form_removed": lazy("Own Word form removed"),
    "budgets_changed": lazy("Budget amounts changed"),
    "outcome_written": lazy("Result of a measure written"),
    "published": lazy("Published"),
    "publication_withdrawn": lazy("Publication withdrawn"),
    "pack_asked_for": lazy("All papers of a meeting asked for"),
    "wording_changed": lazy("Wording of messages changed"),
    "channel_added": lazy("Account for messages added"),
    "channel_changed": lazy("Account for messages changed"),
    "channel_secret_set": lazy("Secret of an account for messages replaced"),
    "channel_removed": lazy("Account for messages removed"),
    "contact_changed": lazy("Address for messages changed"),
    "invitations_queued": lazy("Invitations made ready"),
    "people_nudged": lazy("Reminders made ready by hand"),
    "messages_withdrawn": lazy("Messages withdrawn"),
    "reminders_queued": lazy("Reminders made ready"),
    "message_sent_again": lazy("Message sent again"),
}

FACT_WORDS: dict[str, LazyString] = {
    "address": lazy("Address"),
    "amounts": lazy("Amounts"),
    "evidence": lazy("Evidence"),
    "papers": lazy("Papers"),
    "round": lazy("Round"),
    "through_month": lazy("Up to and with the month"),
    "check_code": lazy("Check code"),
    "days_added": lazy("Days added"),
    "days_removed": lazy("Days removed"),
    "due_on": lazy("To be done by"),
    "members": lazy("Members"),
    "settings": lazy("Settings"),
    "text": lazy("Text"),
    "words": lazy("Wording"),
    "accepted": lazy("Counted as accepted"),
    "allows_report_links": lazy("Links without a password"),
    "caption": lazy("What it shows"),
    "dated_on": lazy("Its own date"),
    "meeting": lazy("Meeting"),
    "person": lazy("Person"),
    "added": lazy("Measures added"),
    "alias": lazy("Other name"),
    "answer": lazy("Answer"),
    "answered": lazy("Questions settled"),
    "assignments": lazy("Assignments"),
    "begins": lazy("Begins on"),
    "cadences": lazy("How often it is reported"),
    "cancelled": lazy("Cancelled"),
    "cannot_reason": lazy("Reason"),
    "cannot_text": lazy("Why it cannot be done"),
    "changed": lazy("Measures changed"),
    "channel": lazy("How it came"),
    "comment": lazy("Comment"),
    "content": lazy("Content"),
    "differences": lazy("Figures that differ in the document"),
    "division": lazy("Division"),
    "divisions": lazy("Divisions"),
    "done_text": lazy("What was done"),
    "email": lazy("E-mail"),
    "ends": lazy("Ends on"),
    "ends_on": lazy("Last day"),
    "filename": lazy("File"),
    "fiscal_year": lazy("Fiscal year"),
    "for_all": lazy("Every division"),
    "from_year": lazy("From the year"),
    "held_on": lazy("Held on"),
    "indicators": lazy("Indicators"),
    "is_acting": lazy("Acting"),
    "is_active": lazy("In use"),
    "issue": lazy("Issue"),
    "kind": lazy("Kind"),
    "language": lazy("Language"),
    "lead": lazy("Lead"),
    "level": lazy("Level"),
    "measure": lazy("Measure"),
    "measures": lazy("Measures"),
    "messages": lazy("Messages"),
    "monitoring_text": lazy("Words about the follow-up"),
    "month": lazy("Month"),
    "name": lazy("Name"),
    "names": lazy("Names in the document"),
    "next_steps": lazy("Plan for next month"),
    "number": lazy("Number"),
    "on_behalf": lazy("In place of the division"),
    "overall": lazy("Overall score"),
    "percent": lazy("Per cent"),
    "period_text": lazy("Words about the period"),
    "place": lazy("Place"),
    "position": lazy("Place in the list"),
    "problems": lazy("Problems"),
    "progress": lazy("Progress"),
    "proposed": lazy("As proposed"),
    "questions": lazy("Questions"),
    "reason": lazy("Reason"),
    "reports": lazy("Reports"),
    "responsible_text": lazy("Words about who answers"),
    "role": lazy("Does here"),
    "score_threshold": lazy("Threshold"),
    "scores": lazy("Scores"),
    "sha256": lazy("Check sum of the file"),
    "slug": lazy("Short name"),
    "source": lazy("From the file"),
    "starts_at": lazy("Hour"),
    "starts_on": lazy("First day"),
    "state": lazy("State"),
    "steps": lazy("Steps"),
    "superior": lazy("Told when it is late"),
    "title": lazy("Name of the post"),
    "told_by": lazy("Told by"),
    "titles": lazy("Names of the measure"),
    "user": lazy("Person"),
    "waiting_for": lazy("Waiting for"),
}

ENUMS_OF_A_FACT: dict[str, tuple[type[StrEnum], ...]] = {
    "answer": (Answer,),
    "cadences": (Cadence,),
    "cannot_reason": (CannotReason,),
    "channel": (EntryChannel, Channel),
    "kind": (AgencyKind, DecisionKind, MessageKind, PaperKind),
    "progress": (Progress,),
    "reason": (LinkRefusal,),
    "role": (Role,),
    "state": (ReportState, MessageState),
}
NAMING = frozenset({"caption", "filename", "fiscal_year", "measure", "name", "number", "title", "user"})
"""Facts that tell what the event is about, so that they are shown also where they stayed the same."""

SUBJECT_PAGES: dict[str, tuple[str, str]] = {
    "assessment": ("assessments.show", "assessment_id"),
    "measure": ("measures.show", "measure_id"),
    "meeting": ("meetings.show", "meeting_id"),
    "message": ("messages.show", "message_id"),
    "plan": ("plans.show", "plan_id"),
    "report": ("meetings.report", "report_id"),
}
"""Where the thing itself can be looked at by whoever may read the log: endpoint and the name of its id."""

DAYS = frozenset(
    {"begins", "dated_on", "days_added", "days_removed", "due_on", "ends", "ends_on", "held_on", "meeting", "starts_on"}
)
MOST_SCORES = 12
"""Named one by one; a whole assessment has about a hundred."""


@dataclass(frozen=True, slots=True)
class Difference:
    """One fact of an event; an empty side is None."""

    label: LazyString | str
    before: str | None
    after: str | None


def differences(row: AuditRow) -> list[Difference]:
    """The facts that are new, gone or changed, and those that say whose they are."""
    before, after = _flat(row.before), _flat(row.after)
    return [
        _difference(key, before.get(key), after.get(key))
        for key in dict.fromkeys((*before, *after))
        if before.get(key) != after.get(key) or key in NAMING
    ]


def _difference(key: str, before: Any, after: Any) -> Difference:
    label = FACT_WORDS.get(key, key)
    return Difference(label, None if before == after else _in_words(key, before), _in_words(key, after))


def _flat(facts: Mapping[str, Any]) -> dict[str, Any]:
    """A report's content is a fact of its own parts; an empty text is no fact."""
    content = facts.get("content")
    parts = content if isinstance(content, Mapping) else {}
    whole = {key: value for key, value in facts.items() if key != "content"} | dict(parts)
    return {key: value for key, value in whole.items() if value is not None and value not in ("", [])}


def _in_words(key: str, value: Any) -> str | None:
    if value is None:
        return None
    return ", ".join(_one_in_words(key, one) for one in (value if isinstance(value, list) else [value]))


def _one_in_words(key: str, value: Any) -> str:
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if key in DAYS:
        return filters.day(date.fromisoformat(value))
    if key == "month":
        return filters.month(date.fromisoformat(value))
    if key == "scores":
        return _scores(value)
    if key == "settings" and isinstance(value, Mapping):
        return settings_in_words(value)
    for enum in ENUMS_OF_A_FACT.get(key, ()):
        if value in set(enum):
            return str(label_of(enum(value)).label)
    return str(value)


def _scores(scores: Mapping[str, float | None]) -> str:
    """Each with what it is of; a dash where nothing was printed."""
    words = [f"{subject} = {'–' if score is None else f'{score:.2f}'}" for subject, score in scores.items()]
    more = len(words) - MOST_SCORES
    return ", ".join([*words[:MOST_SCORES], *([_("%(count)s more", count=more)] if more > 0 else [])])
