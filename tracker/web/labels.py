"""How each word of the rules is shown: text, icon and tone in one place, never colour alone."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from flask_babel import LazyString

from tracker.domain.agency import AgencyKind
from tracker.domain.cadence import Cadence
from tracker.domain.coverage import Cover
from tracker.domain.cycle_moves import CycleDay, Fate
from tracker.domain.decisions import Addressees, DecisionKind
from tracker.domain.honesty import Signal
from tracker.domain.meeting_kinds import MeetingKind, MovesTo
from tracker.domain.papers import Digits, MemoPurpose, PaperForm, PaperKind, Span
from tracker.domain.permissions import Role
from tracker.domain.progress import (
    Answer,
    AssignmentRole,
    CannotReason,
    EntryChannel,
    Health,
    Progress,
    ReportState,
    RevisionAction,
)
from tracker.domain.reminders import Channel, MessageKind, MessageState
from tracker.domain.report_links import LinkRefusal
from tracker.domain.timetable import RunState
from tracker.domain.year_texts import Wording
from tracker.web.texts import lazy


@dataclass(frozen=True, slots=True)
class Label:
    """`tone` is one of neutral, info, ok, warning, danger, muted; `icon` a name of components/icons.html."""

    label: LazyString
    icon: str = "circle"
    tone: str = "neutral"


_LABELS: tuple[tuple[StrEnum, Label], ...] = (
    (Progress.NOT_STARTED, Label(lazy("Not started"), "circle", "muted")),
    (Progress.IN_PROGRESS, Label(lazy("In progress"), "refresh", "info")),
    (Progress.DONE, Label(lazy("Done"), "check-circle", "ok")),
    (Progress.CANCELLED, Label(lazy("Cancelled"), "x-circle", "muted")),
    (Health.ON_TRACK, Label(lazy("On track"), "trend", "ok")),
    (Health.AT_RISK, Label(lazy("At risk of delay"), "alert", "warning")),
    (Health.BLOCKED, Label(lazy("Blocked"), "block", "danger")),
    (Health.OVERDUE, Label(lazy("Overdue"), "clock", "danger")),
    (ReportState.OPEN, Label(lazy("Not reported"), "circle", "warning")),
    (ReportState.DRAFT, Label(lazy("Draft"), "edit", "neutral")),
    (ReportState.SUBMITTED, Label(lazy("Sent"), "send", "info")),
    (ReportState.ACCEPTED, Label(lazy("Accepted"), "check-circle", "ok")),
    (ReportState.RETURNED, Label(lazy("Returned for mending"), "return", "danger")),
    (Answer.PROGRESS, Label(lazy("Progress made"), "trend", "info")),
    (Answer.NO_CHANGE, Label(lazy("No change"), "equal", "neutral")),
    (Answer.NOT_YET_DUE, Label(lazy("Not yet due"), "calendar", "neutral")),
    (Answer.WAITING, Label(lazy("Waiting"), "hourglass", "warning")),
    (Answer.CANNOT_DO, Label(lazy("Cannot do"), "block", "danger")),
    (Answer.DONE, Label(lazy("Done"), "check-circle", "ok")),
    (CannotReason.NO_BUDGET, Label(lazy("No budget"))),
    (CannotReason.POLICY_CHANGED, Label(lazy("The policy changed"))),
    (CannotReason.NOT_ENOUGH_STAFF, Label(lazy("Not enough staff"))),
    (CannotReason.OTHER, Label(lazy("Another reason"))),
    (RevisionAction.SUBMITTED, Label(lazy("Sent"), "send", "info")),
    (RevisionAction.CORRECTED, Label(lazy("Corrected"), "edit", "info")),
    (RevisionAction.RETURNED, Label(lazy("Returned for mending"), "return", "danger")),
    (RevisionAction.ACCEPTED, Label(lazy("Accepted"), "check-circle", "ok")),
    (RevisionAction.COUNTED_ACCEPTED, Label(lazy("Counted as accepted when the month closed"), "lock", "ok")),
    (Signal.SAME_TEXT, Label(lazy("Same text three months running"), "eye", "warning")),
    (Signal.PERCENT_BACK, Label(lazy("Percentage lower than before"), "eye", "warning")),
    (Signal.DONE_WITHOUT_EVIDENCE, Label(lazy("Done without evidence"), "eye", "warning")),
    (Signal.EVIDENCE_OUTSIDE, Label(lazy("Evidence of other days"), "eye", "warning")),
    (Signal.END_MOVED, Label(lazy("End moved to a later day"), "eye", "warning")),
    (Signal.GREEN_WITH_LOW_SCORE, Label(lazy("All goes well, the score is low"), "eye", "warning")),
    (EntryChannel.WEB, Label(lazy("On this site"), "globe")),
    (EntryChannel.MAIL_LINK, Label(lazy("By the link in the mail"), "mail")),
    (EntryChannel.PHONE, Label(lazy("By telephone"), "phone")),
    (EntryChannel.PAPER, Label(lazy("On paper"), "file")),
    (EntryChannel.LINE, Label(lazy("By LINE"), "chat")),
    (EntryChannel.IMPORT, Label(lazy("From a file"), "upload")),
    (AssignmentRole.LEAD, Label(lazy("Lead"), "flag", "info")),
    (AssignmentRole.JOINT, Label(lazy("Joint"), "people")),
    (Role.ADMINISTRATOR, Label(lazy("Administrator"), "settings")),
    (Role.SECRETARY, Label(lazy("Office secretary"), "clipboard")),
    (Role.DIVISION_HEAD, Label(lazy("Division head"), "person")),
    (Role.DIVISION_OFFICER, Label(lazy("Division officer"), "person")),
    (Role.EXECUTIVE, Label(lazy("Executive"), "building")),
    (Role.AUDITOR, Label(lazy("Auditor"), "eye")),
    (Role.OVERSEER, Label(lazy("Overseer of several agencies"), "globe")),
    (MessageKind.INVITATION, Label(lazy("Invitation"), "calendar")),
    (MessageKind.REQUEST, Label(lazy("Request for reports"), "inbox")),
    (MessageKind.REMINDER, Label(lazy("Reminder"), "bell")),
    (MessageKind.NUDGE, Label(lazy("Reminder by hand"), "bell")),
    (MessageKind.MISSING_LIST, Label(lazy("List of missing reports"), "list")),
    (MessageKind.ESCALATION, Label(lazy("Notice to the superior"), "flag", "warning")),
    (MessageKind.PRE_READ, Label(lazy("Papers before the meeting"), "file")),
    (MessageKind.PREFLIGHT, Label(lazy("What is missing on the eve"), "clipboard")),
    (MessageKind.EXECUTIVE_DIGEST, Label(lazy("What is overdue, for the executives"), "building")),
    (MessageKind.ORDERS, Label(lazy("Orders of the chair"), "flag", "info")),
    (Channel.EMAIL, Label(lazy("E-mail"), "mail")),
    (Channel.LINE, Label(lazy("LINE"), "chat")),
    (Channel.WEBHOOK, Label(lazy("Webhook"), "link")),
    (Channel.TEAMS, Label(lazy("Microsoft Teams"), "people")),
    (DecisionKind.NOTED, Label(lazy("Taken note of"), "check-circle", "muted")),
    (DecisionKind.HURRY, Label(lazy("Hurry"), "clock", "warning")),
    (DecisionKind.BRING_NEXT, Label(lazy("Bring to the next meeting"), "calendar", "info")),
    (DecisionKind.OWN_WORDS, Label(lazy("Order in own words"), "flag", "info")),
    (Addressees.OF_MEASURE, Label(lazy("The divisions of the measure"))),
    (Addressees.ALL, Label(lazy("Every division"))),
    (Addressees.CHOSEN, Label(lazy("Chosen divisions"))),
    (CycleDay.OPENS, Label(lazy("Reports open"), "inbox")),
    (CycleDay.REQUEST, Label(lazy("Request for reports"), "send")),
    (CycleDay.REMINDER, Label(lazy("Reminder"), "bell")),
    (CycleDay.DUE, Label(lazy("Send by"), "clock")),
    (CycleDay.PRE_READ, Label(lazy("Papers sent"), "file")),
    (CycleDay.EVE, Label(lazy("Eve of the meeting"), "clipboard")),
    (CycleDay.MEETING, Label(lazy("Meeting"), "people")),
    (CycleDay.ORDERS, Label(lazy("Orders sent"), "flag")),
    (Fate.SAME, Label(lazy("As before"), "equal", "muted")),
    (Fate.MOVES, Label(lazy("Moves"), "arrow-right", "info")),
    (Fate.STAYS, Label(lazy("Has happened and stays"), "check-circle", "ok")),
    (Fate.AGAIN, Label(lazy("Has happened, and once more for whoever still owes"), "refresh", "warning")),
    (Fate.AT_ONCE, Label(lazy("That day has passed: done at once if still of use"), "alert", "warning")),
    (Fate.NEW, Label(lazy("New"), "plus", "info")),
    (Fate.LEFT_OUT, Label(lazy("Left out"), "minus", "muted")),
    (MovesTo.LATER, Label(lazy("The working day after it"))),
    (MovesTo.EARLIER, Label(lazy("The working day before it"))),
    (MeetingKind.DEPARTMENT_HEADS, Label(lazy("Meeting of the division heads"), "people")),
    (MeetingKind.BODY, Label(lazy("Meeting of another body"), "people")),
    (MeetingKind.CALLED_OFF, Label(lazy("Meeting called off"), "x-circle", "muted")),
    (MessageState.WAITING, Label(lazy("Waiting to be sent"), "hourglass", "neutral")),
    (MessageState.SENDING, Label(lazy("Being sent"), "send", "info")),
    (MessageState.HANDED_OVER, Label(lazy("Being sent"), "send", "info")),
    (MessageState.SENT, Label(lazy("Sent"), "check-circle", "ok")),
    (MessageState.UNCONFIRMED, Label(lazy("Sent, not confirmed"), "question", "warning")),
    (MessageState.GIVEN_UP, Label(lazy("Could not be sent"), "x-circle", "danger")),
    (MessageState.SKIPPED, Label(lazy("Not sent, no longer needed"), "minus", "muted")),
    (RunState.RUNNING, Label(lazy("Running"), "refresh", "info")),
    (RunState.CUT_OFF, Label(lazy("Cut off"), "alert", "warning")),
    (RunState.FAILED, Label(lazy("Failed"), "x-circle", "danger")),
    (RunState.DONE, Label(lazy("Done"), "check-circle", "ok")),
    (RunState.NOTHING, Label(lazy("Nothing to do"), "minus", "muted")),
    (LinkRefusal.ALTERED, Label(lazy("Altered address"), "alert", "danger")),
    (LinkRefusal.NOT_ALLOWED, Label(lazy("Not allowed by the agency"), "lock", "muted")),
    (LinkRefusal.WITHDRAWN, Label(lazy("Withdrawn"), "block", "danger")),
    (LinkRefusal.ACCOUNT_CLOSED, Label(lazy("Account closed"), "x-circle", "muted")),
    (LinkRefusal.NO_POST, Label(lazy("No post in a division"), "person", "muted")),
    (LinkRefusal.MONTH_CLOSED, Label(lazy("Month closed"), "check-circle", "muted")),
    (LinkRefusal.RUN_OUT, Label(lazy("Run out"), "clock", "muted")),
    (LinkRefusal.OTHER_REPORT, Label(lazy("Another report was asked for"), "alert", "danger")),
    (Cadence.WEEKLY, Label(lazy("Every week"), "calendar")),
    (Cadence.MONTHLY, Label(lazy("Every month"), "calendar")),
    (Cadence.EVERY_TWO_MONTHS, Label(lazy("Every two months"), "calendar")),
    (Cadence.QUARTERLY, Label(lazy("Every quarter"), "calendar")),
    (Cadence.HALF_YEARLY, Label(lazy("Every half year"), "calendar")),
    (Cadence.YEARLY, Label(lazy("Every year"), "calendar")),
    (Cadence.ONCE, Label(lazy("Once"), "calendar")),
    (Cadence.EACH_EVENT, Label(lazy("At each event"), "calendar")),
    (Cadence.UNSPECIFIED, Label(lazy("Not stated"), "question", "warning")),
    (Cover.NOBODY, Label(lazy("No measure"), "x-circle", "danger")),
    (Cover.INDICATOR_ONLY, Label(lazy("Only its indicator has one"), "alert", "warning")),
    (Cover.ANSWERED, Label(lazy("Has a measure"), "check-circle", "ok")),
    (Cover.UNKNOWN, Label(lazy("No score"), "question", "muted")),
    (AgencyKind.CITY_MUNICIPALITY, Label(lazy("City municipality"), "building")),
    (AgencyKind.TOWN_MUNICIPALITY, Label(lazy("Town municipality"), "building")),
    (AgencyKind.SUBDISTRICT_MUNICIPALITY, Label(lazy("Subdistrict municipality"), "building")),
    (AgencyKind.SUBDISTRICT_ORGANISATION, Label(lazy("Subdistrict administrative organisation"), "building")),
    (AgencyKind.PROVINCIAL_ORGANISATION, Label(lazy("Provincial administrative organisation"), "building")),
    (AgencyKind.OTHER, Label(lazy("Other agency"), "building")),
    (PaperKind.MEETING, Label(lazy("Paper of a meeting"), "clipboard")),
    (PaperKind.INDICATORS, Label(lazy("Roll-up of the indicators"), "chart")),
    (PaperKind.FOLLOW_UP, Label(lazy("Follow-up of a quarter, half-year or year"), "trend")),
    (PaperKind.NACC, Label(lazy("Round of the NACC's plan system"), "table")),
    (PaperKind.RESULT, Label(lazy("Result of the year"), "check-circle")),
    (PaperKind.PLAN, Label(lazy("The plan"), "list")),
    (PaperKind.MEMO, Label(lazy("Memo"), "mail")),
    (PaperKind.DIVISION, Label(lazy("Sheet of a division"), "building")),
    (PaperKind.PERSON, Label(lazy("Sheet of a person"), "person")),
    (PaperKind.LEDGER, Label(lazy("Register of reminders"), "bell")),
    (PaperForm.XLSX, Label(lazy("Excel"), "table")),
    (PaperForm.DOCX, Label(lazy("Word"), "edit")),
    (PaperForm.PDF, Label(lazy("PDF"), "print")),
    (PaperForm.JSON, Label(lazy("JSON"), "file")),
    (Digits.ARABIC, Label(lazy("Arabic digits (123)"))),
    (Digits.THAI, Label(lazy("Thai digits (๑๒๓)"))),
    (Span.QUARTER_1, Label(lazy("First quarter (October to December)"))),
    (Span.QUARTER_2, Label(lazy("Second quarter (January to March)"))),
    (Span.QUARTER_3, Label(lazy("Third quarter (April to June)"))),
    (Span.QUARTER_4, Label(lazy("Fourth quarter (July to September)"))),
    (Span.FIRST_HALF, Label(lazy("First half-year (October to March)"))),
    (Span.SECOND_HALF, Label(lazy("Second half-year (April to September)"))),
    (Span.YEAR, Label(lazy("Whole year"))),
    (Wording.NOBODY, Label(lazy("Nothing yet"), "question", "warning")),
    (Wording.MONTHS, Label(lazy("Words of the months"), "history", "info")),
    (Wording.OFFICE, Label(lazy("Written"), "check-circle", "ok")),
    (MemoPurpose.DISTRIBUTION, Label(lazy("Who answers for which measure"))),
    (MemoPurpose.REQUEST, Label(lazy("Request for reports"))),
    (MemoPurpose.LATE, Label(lazy("List of the late"))),
)

# Words of different kinds may be spelt alike ("done", "submitted") and are then equal, so the kind is in the key.
_BY_KIND = {(type(word), word.value): label for word, label in _LABELS}


def label_of(word: StrEnum) -> Label:
    return _BY_KIND[type(word), word.value]


def label_if_any(word: StrEnum | None) -> Label | None:
    """For templates: a badge prints nothing for None."""
    return None if word is None else label_of(word)
