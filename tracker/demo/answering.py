"""A division answers: sends, is asked to mend, corrects, rings up, begins a draft."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial

from tracker.demo.decisions import ADDED_AFTER_RETURN, CORRECTED_WITH, RETURNED_BECAUSE
from tracker.demo.habits import Sitting, forgets, luck_of
from tracker.demo.office import Office
from tracker.demo.pictures import notice
from tracker.demo.stories import SITE, Link
from tracker.domain.answers import Entry
from tracker.domain.permissions import Actor
from tracker.domain.progress import Answer, EntryChannel
from tracker.queries import report_changes
from tracker.queries.reports import ReportRow
from tracker.services import evidence, reporting, reviewing
from tracker.services.evidence import Said, Upload
from tracker.services.report_desk import Way

MINUTES_FOR_ONE = 4
OFFICER_SENDS = 0.35
IS_RETURNED = 0.06
IS_CORRECTED = 0.04
RINGS_BY_LINE = 0.3
PHOTOGRAPH = "ภาพ"
"""The first word of what a photograph is called in the stories."""


def plan_sitting(office: Office, rows: Sequence[ReportRow], sitting: Sitting) -> None:
    """One division sends its reports one after the other."""
    for place, row in enumerate(rows):
        luck = luck_of("row", row.fiscal_year, row.number, row.division, row.month)
        if forgets(row.division, luck):
            continue
        at = sitting.at + timedelta(minutes=MINUTES_FOR_ONE * (place + 1))
        office.timeline.plan(at, partial(send, office, row, _channel(sitting, luck.random())))
        fate = luck.random()
        if fate < IS_RETURNED:
            plan_return(office, row, at + timedelta(hours=20))
        elif fate < IS_RETURNED + IS_CORRECTED:
            office.timeline.plan(at + timedelta(hours=3), partial(send_changed, office, row, CORRECTED_WITH))


def plan_return(office: Office, row: ReportRow, at: datetime) -> None:
    """Returned, and sent again the day after with more in it."""
    added = luck_of("added", row.number, row.division, row.month).choice(ADDED_AFTER_RETURN)
    office.timeline.plan(at, partial(return_report, office, row))
    office.timeline.plan(at + timedelta(hours=25), partial(send_changed, office, row, added))


def send(office: Office, row: ReportRow, channel: EntryChannel, at: datetime) -> None:
    entry, news = office.tells(row, at)
    teller = _own_person(office, row, at)
    actor = office.secretary(at) if channel is not EntryChannel.WEB else teller
    if news is not None and news.link is not None:
        _attach(office, actor, at, row, news.link)
    reporting.submit_report(actor, at, row.id, version_of(row), entry, Way(channel, told_by=teller.title))
    office.has_told(row)


def _attach(office: Office, actor: Actor, at: datetime, row: ReportRow, link: Link) -> None:
    """A photograph where the story has one, else the address of a page."""
    said = Said(link.caption.format(division=row.division), at.date())
    if link.caption.startswith(PHOTOGRAPH):
        picture = notice(luck_of("picture", row.number, row.division, row.month))
        evidence.add_file(actor, at, office.folder, row.id, Upload(picture, f"{said.caption}.jpg"), said)
    else:
        evidence.add_link(actor, at, row.id, SITE + link.path, said)


def send_changed(office: Office, row: ReportRow, added: str, at: datetime) -> None:
    """The same report again with words added; answers without words are sent as they are."""
    entry = _sent_before(row)
    if entry.done_text:
        entry = replace(entry, done_text=entry.done_text + added)
    reporting.submit_report(_own_person(office, row, at), at, row.id, version_of(row), entry)


def return_report(office: Office, row: ReportRow, at: datetime) -> None:
    comment = luck_of("returned", row.number, row.division, row.month).choice(RETURNED_BECAUSE)
    reviewing.review_report(office.secretary(at), at, row.id, version_of(row), accept=False, comment=comment)


def accept(office: Office, row: ReportRow, at: datetime) -> None:
    reviewing.review_report(office.secretary(at), at, row.id, version_of(row), accept=True)


def begin_draft(office: Office, row: ReportRow, at: datetime) -> None:
    """Half written: the last sentence is left for later."""
    entry, _ = office.tells(row, at)
    officer = office.staff.people_of(row.division_id, at.date())[-1]
    reporting.save_draft(officer, at, row.id, version_of(row), replace(entry, problems="", next_steps=""))


def version_of(row: ReportRow) -> int:
    found = report_changes.reports_to_change([row.id]).get(row.id)
    return found.report.version if found else 0


def _own_person(office: Office, row: ReportRow, at: datetime) -> Actor:
    """Usually the head, sometimes an officer of the division."""
    people = office.staff.people_of(row.division_id, at.date())
    return people[-1] if luck_of("who", row.number, row.month).random() < OFFICER_SENDS else people[0]


def _channel(sitting: Sitting, fate: float) -> EntryChannel:
    if not sitting.by_telephone:
        return EntryChannel.WEB
    return EntryChannel.LINE if fate < RINGS_BY_LINE else EntryChannel.PHONE


def _sent_before(row: ReportRow) -> Entry:
    found = report_changes.reports_to_change([row.id]).get(row.id)
    if found is None or found.report.answer is None:
        return Entry(Answer.NO_CHANGE)
    report = found.report
    return Entry(
        answer=report.answer,
        percent=report.percent if report.answer is Answer.PROGRESS else None,
        done_text=report.done_text,
        problems=report.problems,
        next_steps=report.next_steps,
        waiting_for=report.waiting_for,
        cannot_reason=report.cannot_reason,
        cannot_text=report.cannot_text,
    )
