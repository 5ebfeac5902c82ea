"""Tables: columns and constraints, no rules."""

from tracker.models.agency import Agency, DayOff, Division, DivisionAlias
from tracker.models.assessment import Assessment, AssessmentScore
from tracker.models.audit import AuditEvent
from tracker.models.base import Base
from tracker.models.channel import ChannelAccount, ContactAddress, Wording
from tracker.models.job_run import JobRun
from tracker.models.meeting import (
    AnyMeeting,
    Body,
    BodyMeeting,
    BodyMember,
    CalledOffMeeting,
    Decision,
    DecisionDivision,
    Meeting,
    Snapshot,
)
from tracker.models.message import Message
from tracker.models.paper import (
    IssuedFile,
    IssuedPaper,
    MeasureBudget,
    MeasureOutcome,
    PaperPack,
    PaperSettings,
    Publication,
    ReleasedEvidence,
    WordForm,
)
from tracker.models.people import FailedSignIn, Membership, User
from tracker.models.plan import Assignment, Measure, MeasureIndicator, Plan, Step
from tracker.models.plan_draft import PlanDraft
from tracker.models.progress import Evidence, ProgressReport, ProgressRevision
from tracker.models.report_link import ReportLink

__all__ = [
    "Agency",
    "AnyMeeting",
    "Assessment",
    "AssessmentScore",
    "Assignment",
    "AuditEvent",
    "Base",
    "Body",
    "BodyMeeting",
    "BodyMember",
    "CalledOffMeeting",
    "ChannelAccount",
    "ContactAddress",
    "DayOff",
    "Decision",
    "DecisionDivision",
    "Division",
    "DivisionAlias",
    "Evidence",
    "FailedSignIn",
    "IssuedFile",
    "IssuedPaper",
    "JobRun",
    "Measure",
    "MeasureBudget",
    "MeasureIndicator",
    "MeasureOutcome",
    "Meeting",
    "Membership",
    "Message",
    "PaperPack",
    "PaperSettings",
    "Plan",
    "PlanDraft",
    "ProgressReport",
    "ProgressRevision",
    "Publication",
    "ReleasedEvidence",
    "ReportLink",
    "Snapshot",
    "Step",
    "User",
    "WordForm",
    "Wording",
]
