"""tracker run and demo: the program for one PC, and an agency to try it on."""

from __future__ import annotations

import logging
import signal
import sys
from pathlib import Path

import click

from jobs.background import start_in_background
from tracker import clock
from tracker.commands.database import migrated_app
from tracker.commands.http_server import http_server, spare_garbage_collection
from tracker.commands.speech import say, sentence
from tracker.demo import DEMO_PASSWORD, DemoPost, DemoSummary, PlanOutcome, add_real_plans, build_demo
from tracker.domain.errors import N_, Refusal
from tracker.evidence_files import EvidenceFolder

THREADS = 8


def end_when_told() -> None:
    """The system asks a service to end as Ctrl+C does: the server stops, and what the timetable has in hand is done."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit())


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", default=5000, show_default=True, type=click.IntRange(1, 65535))
def run(host: str, port: int) -> None:
    """Serve the pages and run the timetable, in one process."""
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s: %(message)s")
    logging.getLogger("alembic").setLevel(logging.WARNING)
    with migrated_app() as app:
        try:
            server = http_server(app, {}, host=host, port=port, threads=THREADS)
        except (OSError, ValueError) as error:
            # A host that is nowhere is a ValueError of waitress.
            reason = getattr(error, "strerror", None) or error
            raise Refusal(
                N_("Port %(port)s of %(host)s cannot be used: %(reason)s."), port=port, host=host, reason=reason
            ) from None
        end_when_told()
        stop_timetable = start_in_background(app)
        say(N_("Tidtam is at http://%(host)s:%(port)s (Ctrl+C ends it)."), host=host, port=port)
        spare_garbage_collection()
        try:
            server.run()
        finally:
            stop_timetable()


@click.command()
@click.option(
    "--seeds",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    metavar="DIR",
    help="Also every plan document of this folder, one agency each.",
)
def demo(seeds: Path | None) -> None:
    """A demonstration agency with a year of lifelike reports."""
    with migrated_app() as app:
        if app.config["TRACKER"].is_production:
            raise Refusal(N_("The demonstration is not for production."))
        config = app.config["TRACKER"]
        _show_demo(build_demo(clock.now(), EvidenceFolder(config.evidence), config.base_url))
        for outcome in add_real_plans(seeds, clock.now()) if seeds else ():
            _show_outcome(outcome)


def _show_demo(summary: DemoSummary) -> None:
    say(
        N_("%(name)s (%(slug)s): %(measures)s measures, %(received)s of %(owed)s reports in, %(overdue)s overdue."),
        name=summary.agency_name,
        slug=summary.slug,
        measures=summary.measures,
        received=summary.reports_received,
        owed=summary.reports_owed,
        overdue=summary.overdue,
    )
    _show_people(summary.people)
    say(N_("Enter with a button on the sign-in page, or with the password %(password)s."), password=DEMO_PASSWORD)


def _show_outcome(outcome: PlanOutcome) -> None:
    if outcome.refusal is not None:
        click.echo(f"{outcome.filename}: {sentence(outcome.refusal.message, outcome.refusal.values)}")
        return
    say(
        N_("%(file)s: %(name)s (%(slug)s), fiscal year %(year)s, %(measures)s measures, %(questions)s questions."),
        file=outcome.filename,
        name=outcome.agency_name,
        slug=outcome.slug,
        year=outcome.fiscal_year,
        measures=outcome.measures,
        questions=outcome.questions,
    )


def _show_people(people: tuple[DemoPost, ...]) -> None:
    for post in people:
        click.echo(f"   {post.email}  {post.title}")
