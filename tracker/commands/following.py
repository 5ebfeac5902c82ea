"""tracker status and remind: where an agency stands, and who is told."""

from __future__ import annotations

from datetime import date

import click

from tracker import clock
from tracker.commands.database import agency_at_work, agency_called, working_app
from tracker.commands.parameters import agency_option, date_option, json_option
from tracker.commands.speech import say, say_json
from tracker.domain.errors import N_
from tracker.domain.words import HEALTH, PROGRESS
from tracker.models import Agency
from tracker.models.isolation import all_agencies
from tracker.queries import agencies
from tracker.reports.status_json import status_as_json
from tracker.reports.values import StatusReport
from tracker.services import papers, reminding


@click.command()
@agency_option
@date_option
@json_option
def status(agency: str | None, day: date | None, as_json: bool) -> None:
    """The indicator roll-up and what is overdue or not reported."""
    with agency_at_work(agency) as at_work:
        report = papers.status_report(at_work.id, day or clock.today())
    if as_json:
        say_json(status_as_json(report))
    else:
        _show(report)


def _show(report: StatusReport) -> None:
    for line in report.indicators:
        rollup = line.rollup
        words = [f"{PROGRESS[word]} {count}" for word, count in rollup.progress.items() if count]
        words += [f"{HEALTH[word]} {count}" for word, count in rollup.health.items() if count]
        click.echo(f"{line.code:>2} {line.name}: {rollup.measures} [{', '.join(words) or '–'}] {rollup.percent}%")
    for late in report.overdue:
        click.echo(f"! {late.measure} {late.title} | {late.division} | +{late.days_late} | {late.percent}%")
    for missing in report.missing_reports:
        click.echo(f"? {missing.measure} {missing.title} | {missing.division} | {missing.month:%Y-%m}")


@click.command()
@agency_option
@date_option
@click.option("--dry-run", is_flag=True, help="Only show what would be sent.")
@json_option
def remind(agency: str | None, day: date | None, dry_run: bool, as_json: bool) -> None:
    """What is to be sent today, to whom and why; without --dry-run it is queued in the ledger."""
    notices = []
    with working_app() as app:
        if day is not None:
            clock.pin_today(day)
        for one in _agencies_asked(agency):
            now = clock.now()
            found = reminding.look(one.id, now)
            notices += [reminding.notice_as_json(due.notice) for due in found.due]
            if not dry_run:
                reminding.queue(one.id, found, now, app.config["TRACKER"].base_url)
    if as_json:
        say_json(notices)
        return
    for notice in notices:
        click.echo(" | ".join(str(notice[part]) for part in ("to", "channel", "kind", "division", "why")))
    say(N_("%(count)s to be sent."), count=len(notices))


def _agencies_asked(called: str | None) -> list[Agency]:
    if called is not None:
        return [agency_called(called)]
    with all_agencies():
        return agencies.all_agencies_in_order()
