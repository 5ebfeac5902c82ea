"""The words of a progress report: what an assignment can say, and what becomes of what it said."""

from __future__ import annotations

from enum import StrEnum


class AssignmentRole(StrEnum):
    LEAD = "lead"
    JOINT = "joint"


class Progress(StrEnum):
    NOT_STARTED = "not_started"
    IN_PROGRESS = "in_progress"
    DONE = "done"
    CANCELLED = "cancelled"


class Health(StrEnum):
    ON_TRACK = "on_track"
    AT_RISK = "at_risk"
    BLOCKED = "blocked"
    OVERDUE = "overdue"


class Answer(StrEnum):
    """Silence, no change, not yet due and waiting are different facts, so each is its own answer."""

    PROGRESS = "progress"
    NO_CHANGE = "no_change"
    NOT_YET_DUE = "not_yet_due"
    WAITING = "waiting"
    CANNOT_DO = "cannot_do"
    DONE = "done"


class CannotReason(StrEnum):
    """The coded reasons of the NACC's plan system, so that its rounds can be filled from these reports."""

    NO_BUDGET = "no_budget"
    POLICY_CHANGED = "policy_changed"
    NOT_ENOUGH_STAFF = "not_enough_staff"
    OTHER = "other"


class ReportState(StrEnum):
    OPEN = "open"
    DRAFT = "draft"
    SUBMITTED = "submitted"
    ACCEPTED = "accepted"
    RETURNED = "returned"


RECEIVED_STATES = (ReportState.SUBMITTED, ReportState.ACCEPTED)
"""States in which a report counts as given; a returned one is owed again."""


UNSENT_STATES = (ReportState.OPEN, ReportState.DRAFT, ReportState.RETURNED)


class RevisionAction(StrEnum):
    SUBMITTED = "submitted"
    CORRECTED = "corrected"
    RETURNED = "returned"
    ACCEPTED = "accepted"
    #: Nobody had looked at it by the close of the month.
    COUNTED_ACCEPTED = "counted_accepted"


class EntryChannel(StrEnum):
    """How a report came: by the division itself, or through somebody who entered it on its behalf."""

    WEB = "web"
    MAIL_LINK = "mail_link"
    PHONE = "phone"
    PAPER = "paper"
    LINE = "line"
    IMPORT = "import"
