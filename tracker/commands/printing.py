"""tracker report: the papers as files."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import click
from flask import current_app

from tracker import clock
from tracker.commands.database import agency_at_work
from tracker.commands.parameters import MonthOption, agency_option, choice_of, date_option
from tracker.commands.speech import sentence
from tracker.domain.errors import N_, Refusal
from tracker.domain.fiscal_year import fiscal_year_of
from tracker.domain.papers import Asked, Digits, MemoPurpose, PaperForm, PaperKind, Span
from tracker.domain.thai_text import squeeze
from tracker.evidence_files import EvidenceFolder
from tracker.queries import divisions, people
from tracker.services.printing import Printer

YEARS = click.IntRange(2500, 2700)
KINDS = {kind.replace("_", "-"): kind for kind in PaperKind}
_MONTHS = frozenset({"month", "fiscal_year", "day"})
_YEARS = frozenset({"fiscal_year", "day"})
TAKES: dict[PaperKind, frozenset[str]] = {
    PaperKind.MEETING: _MONTHS,
    PaperKind.INDICATORS: _MONTHS,
    PaperKind.FOLLOW_UP: _YEARS | {"span"},
    PaperKind.NACC: _YEARS | {"round_months"},
    PaperKind.RESULT: _MONTHS,
    PaperKind.PLAN: _MONTHS,
    PaperKind.MEMO: _MONTHS | {"purpose", "division"},
    PaperKind.DIVISION: _MONTHS | {"division"},
    PaperKind.PERSON: _MONTHS | {"person"},
    PaperKind.LEDGER: frozenset({"month"}),
}
"""What each kind is asked with; a month given for the result or the plan of a year stands for its year."""


@click.command()
@click.argument("kind", type=click.Choice(list(KINDS)))
@agency_option
@click.option("--month", type=MonthOption(), metavar="YYYY-MM", help="The month whose reports are printed.")
@click.option(
    "--fiscal-year", type=YEARS, metavar="N", help="A fiscal year in the Buddhist era, as it stood at its end."
)
@date_option
@click.option("--span", type=choice_of(Span), help="What a follow-up looks back on.")
@click.option("--round", "round_months", type=click.Choice(["6", "12"]), help="The round of the NACC's plan system.")
@click.option("--purpose", type=choice_of(MemoPurpose), help="What a memo is for.")
@click.option("--division", metavar="NAME", help="The division whose sheet is printed.")
@click.option("--person", metavar="EMAIL", help="The person whose sheet is printed.")
@click.option("--digits", type=choice_of(Digits), help="Instead of the agency's own.")
@click.option("-f", "--format", "form", type=choice_of(PaperForm), default=PaperForm.XLSX.value, show_default=True)
@click.option("-o", "--output", type=click.Path(dir_okay=False, path_type=Path), required=True)
def report(kind: str, agency: str | None, form: str, output: Path, digits: str | None, **wanted: Any) -> None:
    """Print a paper into a file."""
    _check_takes(kind, wanted)
    with agency_at_work(agency) as at_work:
        config = current_app.config["TRACKER"]
        printer = Printer(
            actor=None,
            agency_id=at_work.id,
            agency_slug=at_work.slug,
            now=clock.now(),
            evidence=EvidenceFolder(config.evidence),
            digits=Digits(digits) if digits else None,
        )
        printed = printer.print(_asked(KINDS[kind], **wanted), PaperForm(form))
    try:
        output.write_bytes(printed.data)
    except OSError as error:
        raise Refusal(
            N_("“%(path)s” cannot be written: %(reason)s. Name a file in a folder that is there."),
            "output",
            path=output,
            reason=error.strerror,
        ) from error


def _check_takes(kind: str, wanted: Mapping[str, Any]) -> None:
    """What would change nothing is refused: whoever gave it would take the paper for what it is not."""
    context = click.get_current_context()
    for option in context.command.params:
        name = option.name or ""
        if wanted.get(name) is not None and name not in TAKES[KINDS[kind]]:
            said = {"option": option.opts[0], "kind": kind}
            raise click.UsageError(sentence(N_("%(option)s says nothing about “%(kind)s”. Leave it out."), said))


def _asked(
    kind: PaperKind,
    *,
    month: date | None,
    fiscal_year: int | None,
    day: date | None,
    span: str | None,
    round_months: str | None,
    purpose: str | None,
    division: str | None,
    person: str | None,
) -> Asked:
    if kind in (PaperKind.RESULT, PaperKind.PLAN) and month and fiscal_year is None:
        fiscal_year = fiscal_year_of(month)
    return Asked(
        kind,
        day=day,
        month=month,
        fiscal_year=fiscal_year,
        span=Span(span) if span else None,
        round_months=int(round_months) if round_months else None,
        purpose=MemoPurpose(purpose) if purpose else None,
        division_id=_division_called(division) if division else None,
        user_id=_person_with(person) if person else None,
    )


def _division_called(name: str) -> int:
    """By its own name or one of its others; spaces do not count."""
    wanted = squeeze(name)
    for row in divisions.division_rows():
        if wanted in {squeeze(each) for each in (row.name, *row.aliases)}:
            return row.id
    raise Refusal(N_("There is no division called “%(name)s”."), "division", name=name)


def _person_with(email: str) -> int:
    user = people.user_by_email(email.strip().lower())
    if user is None or user.id not in {somebody.id for somebody in people.people_here(clock.today())}:
        raise Refusal(N_("Nobody here has the address “%(email)s”."), "person", email=email)
    return user.id
