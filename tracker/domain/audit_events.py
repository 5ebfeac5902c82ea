"""Every write that leaves an audit event, with the exact facts it must carry before and after."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class AuditEventKind:
    """`subject` is the kind of thing it happened to; the facts are the same keys before and after where both exist."""

    name: str
    subject: str
    before: frozenset[str]
    after: frozenset[str]


def _event(name: str, subject: str, before: str = "", after: str = "") -> tuple[str, AuditEventKind]:
    return name, AuditEventKind(name, subject, frozenset(before.split()), frozenset(after.split()))


MEETING = "held_on starts_at month number place"

EVENTS: dict[str, AuditEventKind] = dict(
    [
        _event("agency_created", "agency", after="slug name kind"),
        _event("signed_in", "user"),
        _event("signed_out", "user"),
        _event("user_added", "user", after="email name"),
        _event("user_disabled", "user", before="name is_active", after="name is_active"),
        _event("user_enabled", "user", before="name is_active", after="name is_active"),
        _event("password_reset", "user", after="name"),
        _event("password_changed", "user"),
        _event("language_chosen", "user", before="language", after="language"),
        _event("membership_added", "membership", after="user role division title is_acting starts_on ends_on"),
        _event("membership_ended", "membership", before="user title ends_on", after="user title ends_on"),
        _event("division_added", "division", after="name superior is_active"),
        _event("division_changed", "division", before="name superior is_active", after="name superior is_active"),
        _event("division_alias_added", "division", after="name alias"),
        _event("plan_uploaded", "plan_draft", after="filename sha256 measures questions"),
        _event("plan_draft_discarded", "plan_draft", before="filename"),
        _event("draft_measure_corrected", "plan_draft", before="content", after="content answered"),
        _event("draft_measure_confirmed", "plan_draft", after="measure answered"),
        _event("draft_measure_left_out", "plan_draft", after="measure answered"),
        _event("draft_measure_taken_back", "plan_draft", before="measures", after="measures answered"),
        _event("draft_measure_split", "plan_draft", before="measures", after="measures answered"),
        _event("draft_measures_joined", "plan_draft", before="measures", after="measures answered"),
        _event("draft_measure_moved", "plan_draft", before="measure position", after="measure position answered"),
        _event("draft_measure_added", "plan_draft", before="measures", after="measures answered"),
        _event("draft_renumbered", "plan_draft", before="measures", after="measures answered"),
        _event("draft_divisions_matched", "plan_draft", after="names answered"),
        _event("draft_question_noted", "plan_draft", after="answered"),
        _event("plan_begun", "plan_draft", after="fiscal_year"),
        _event("plan_copied", "plan_draft", after="fiscal_year from_year measures"),
        _event("plan_changed", "plan", after="source added changed cancelled"),
        _event("measure_added", "measure", after="number content"),
        _event("measure_changed", "measure", before="number content", after="number content"),
        _event("measure_cancelled", "measure", after="number reason"),
        _event("measure_revived", "measure", after="number reason"),
        _event("measure_confirmed", "measure", after="number"),
        _event("plan_adopted", "plan", after="fiscal_year measures assignments source"),
        _event("assessment_added", "assessment", after="fiscal_year source overall level scores"),
        _event(
            "assessment_corrected",
            "assessment",
            before="fiscal_year overall level scores",
            after="fiscal_year overall level scores",
        ),
        _event("assessment_filled_in", "assessment", after="fiscal_year source differences overall level scores"),
        _event("threshold_changed", "agency", before="score_threshold", after="score_threshold"),
        _event("meeting_set", "meeting", after=MEETING),
        _event("meeting_changed", "meeting", before=MEETING, after=MEETING),
        _event("window_opened", "meeting", after="month reports"),
        _event("report_drafted", "report", before="content", after="content"),
        _event("report_submitted", "report", before="state content", after="state content channel on_behalf"),
        _event("report_accepted", "report", before="state", after="state comment"),
        _event("report_returned", "report", before="state", after="state comment"),
        _event("order_answered", "decision", after="division answer channel on_behalf told_by"),
        _event("evidence_added", "report", after="caption dated_on source sha256"),
        _event(
            "evidence_replaced",
            "report",
            before="caption dated_on source sha256",
            after="caption dated_on source sha256",
        ),
        _event("evidence_changed", "report", before="caption dated_on", after="caption dated_on"),
        _event("evidence_removed", "report", before="caption dated_on source sha256"),
        _event("month_closed", "meeting", after="month accepted"),
        _event("month_reopened", "meeting", after="month reason"),
        _event("report_sheet_taken_in", "meeting", after="division reports"),
        _event("report_links_allowed", "agency", before="allows_report_links", after="allows_report_links"),
        _event("report_link_used", "report_link", after="person meeting"),
        _event("report_link_refused", "report_link", after="person meeting reason"),
        _event("report_link_withdrawn", "report_link", after="person meeting"),
        _event("report_link_given_back", "report_link", after="person meeting"),
        _event("post_handed_over", "membership", before="user title", after="user title is_acting starts_on ends_on"),
        _event("meeting_cancelled", "meeting", before=MEETING, after="reason"),
        _event("cycle_changed", "agency", before="settings", after="settings"),
        _event("days_off_changed", "agency", after="days_added days_removed"),
        _event("body_added", "body", after="name settings members is_active"),
        _event(
            "body_changed",
            "body",
            before="name settings members is_active",
            after="name settings members is_active",
        ),
        _event("decision_recorded", "decision", after="measure divisions kind text due_on"),
        _event(
            "decision_changed",
            "decision",
            before="measure divisions kind text due_on",
            after="measure divisions kind text due_on",
        ),
        _event("decision_withdrawn", "decision", after="measure text reason"),
        _event("minutes_kept", "meeting", after="text proposed"),
        _event("snapshot_made", "meeting", after="number check_code"),
        _event("paper_issued", "paper", after="kind title check_code"),
        _event("paper_settings_changed", "agency", before="settings", after="settings"),
        _event("word_form_uploaded", "word_form", after="kind filename sha256"),
        _event("word_form_removed", "word_form", before="kind filename"),
        _event("budgets_changed", "plan", before="round amounts", after="round amounts"),
        _event("outcome_written", "measure", before="number content", after="number content"),
        _event("published", "publication", after="fiscal_year number through_month evidence check_code"),
        _event("publication_withdrawn", "publication", after="fiscal_year number reason"),
        _event("pack_asked_for", "meeting", after="papers"),
        _event("wording_changed", "wording", before="kind words", after="kind words"),
        _event("channel_added", "channel_account", after="channel name"),
        _event("channel_changed", "channel_account", before="channel name is_active", after="channel name is_active"),
        _event("channel_secret_set", "channel_account", after="channel name"),
        _event("channel_removed", "channel_account", before="channel name"),
        _event("contact_changed", "user", before="channel address", after="channel address"),
        _event("invitations_queued", "meeting", after="messages"),
        _event("people_nudged", "meeting", after="messages"),
        _event("messages_withdrawn", "meeting", after="messages"),
        _event("reminders_queued", "meeting", after="messages"),
        _event("message_sent_again", "message", before="state", after="state"),
    ]
)


class UndeclaredAuditEvent(RuntimeError):
    """A write recorded something else than it declared here."""


def check(name: str, before: Mapping[str, object], after: Mapping[str, object]) -> AuditEventKind:
    """The declared event, when the facts given are exactly the ones it declares."""
    kind = EVENTS.get(name)
    if kind is None or before.keys() != kind.before or after.keys() != kind.after:
        raise UndeclaredAuditEvent(f"{name}: before {sorted(before)}, after {sorted(after)}")
    return kind
