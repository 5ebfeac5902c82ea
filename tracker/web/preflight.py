"""What is to be mended before the papers of a meeting are made, and reminding people with one tap."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from flask import current_app, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.wrappers import Response

from tracker import clock
from tracker.domain.errors import N_, NotAllowed, NotFound, Refusal
from tracker.domain.fiscal_year import fiscal_year_of
from tracker.domain.nudges import Nudgees, nudgees_of
from tracker.domain.permissions import Action
from tracker.domain.preflight import OF_THE_REGISTER, Finding, Gap, Mend
from tracker.models import Meeting
from tracker.queries import contacts, frames, meetings, messages, people
from tracker.queries import preflight as queries
from tracker.services import nudging
from tracker.services.nudging import Nudged
from tracker.web import filters
from tracker.web.access import current_actor, requires
from tracker.web.labels import label_of
from tracker.web.meetings import blueprint
from tracker.web.preflight_words import GAP_WORDS, MEND_WORDS, GapWords
from tracker.web.texts import sentence

TO_PREFLIGHT = "preflight"


@dataclass(frozen=True, slots=True)
class GapGroup:
    gap: Gap
    words: GapWords
    findings: Sequence[Finding]


@dataclass(frozen=True, slots=True)
class PreflightView:
    meeting: Meeting
    findings: Sequence[Finding]
    #: Who is told of a division's missing reports, by division.
    nudgees: Mapping[int, Nudgees]
    may_nudge: bool

    def groups(self, *, of_register: bool) -> list[GapGroup]:
        groups = (
            GapGroup(gap, GAP_WORDS[gap], [one for one in self.findings if one.gap is gap])
            for gap in Gap
            if (gap in OF_THE_REGISTER) is of_register
        )
        return [group for group in groups if group.findings]

    @property
    def nudgeable(self) -> int:
        """How many divisions a reminder would reach now."""
        today = clock.today()
        return sum(one.may_be_nudged(today) for one in self.nudgees.values()) if self.may_nudge else 0


@blueprint.get("/meetings/current/preflight")
@requires(Action.REVIEW_REPORTS)
def current_preflight() -> Response:
    """Where the letter of the eve leads."""
    frame = frames.frame_on(current_actor().agency_id, clock.today())
    if frame.meeting is None:
        return redirect(url_for("meetings.current"))
    return redirect(url_for("meetings.preflight", meeting_id=frame.meeting.id))


@blueprint.get("/meetings/<int:meeting_id>/preflight")
@requires(Action.REVIEW_REPORTS)
def preflight(meeting_id: int) -> str | Response:
    found = meetings.meeting_with_settings(meeting_id)
    if found is None:
        raise NotFound(N_("There is no such meeting."))
    meeting, settings = found
    if meeting.closed_at is not None:
        return redirect(url_for("meetings.show", meeting_id=meeting.id))
    today, holders = clock.today(), people.posts_on(clock.today()).holders
    findings = queries.findings_of(meeting.id, fiscal_year_of(meeting.month), today, holders)
    ways, entries = contacts.ways(holders), messages.entries_of([meeting.id])
    asked = {one.division_id for one in findings if one.mend is Mend.NUDGE and one.division_id is not None}
    view = PreflightView(
        meeting=meeting,
        findings=findings,
        nudgees={
            division_id: nudgees_of(division_id, holders, ways, entries, settings.minimum_gap_days, today)
            for division_id in asked
        },
        may_nudge=meeting.opened_at is not None and today <= meeting.held_on,
    )
    return render_template("meetings/preflight.html", shown=view, today=today, mend_url=mend_url, mends=MEND_WORDS)


def mend_url(finding: Finding, meeting_id: int) -> str:
    """The exact place that mends it."""
    match finding.mend:
        case Mend.NUDGE:
            return _reports(meeting_id, finding, "missing")
        case Mend.REVIEW:
            return _reports(meeting_id, finding, "to-review")
        case Mend.OPEN_REPORT:
            return url_for("meetings.report", report_id=finding.report_id)
        case Mend.OPEN_MEASURE:
            return url_for("measures.show", measure_id=finding.measure_id)
        case Mend.CORRECT_MEASURE:
            return url_for("measure_corrections.edit", measure_id=finding.measure_id)
        case Mend.GIVE_POST:
            return url_for("people.add")
        case Mend.NAME_SUPERIOR:
            return url_for("divisions.edit", division_id=finding.division_id)


def _reports(meeting_id: int, finding: Finding, view: str) -> str:
    return url_for("meetings.show", meeting_id=meeting_id, division=finding.division_id, show=view, _anchor="reports")


@blueprint.post("/meetings/<int:meeting_id>/nudge")
@requires(Action.SEND_REMINDERS)
def nudge(meeting_id: int) -> Response:
    """One division, or without one every division that owes a report."""
    base_url = current_app.config["TRACKER"].base_url
    division_id = request.form.get("division_id", type=int)
    try:
        told = nudging.nudge(current_actor(), clock.now(), meeting_id, base_url, division_id)
    except (NotFound, NotAllowed):
        raise
    except Refusal as refusal:
        flash(sentence(refusal), "warning")
    else:
        _say(told)
    if request.form.get("back") == TO_PREFLIGHT:
        return redirect(url_for("meetings.preflight", meeting_id=meeting_id))
    return redirect(url_for("meetings.show", meeting_id=meeting_id, _anchor="divisions"))


def _say(told: Nudged) -> None:
    to = ", ".join(f"{one.to.title or one.to.name} ({label_of(one.channel).label})" for one in told.told)
    count = len(told.told)
    flash(
        ngettext("A reminder is on its way to %(to)s.", "%(num)d reminders are on their way: %(to)s.", count, to=to),
        "success",
    )
    for held in told.held_back:
        flash(
            _(
                "%(who)s was asked on %(moment)s already and is not asked again before %(day)s.",
                who=held.to.title or held.to.name,
                moment=filters.moment(held.asked.at),
                day=filters.day(held.asked.again_on),
            ),
            "info",
        )
