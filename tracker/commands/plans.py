"""tracker import: a plan document becomes the plan that is followed."""

from __future__ import annotations

from contextlib import redirect_stdout
from io import StringIO
from pathlib import Path

import click

from tracker import clock
from tracker.commands.database import agency_at_work
from tracker.commands.parameters import agency_option, json_option
from tracker.commands.speech import say, say_json
from tracker.domain.errors import N_
from tracker.plan_reading import DraftPlan, draft_plan, from_json_dict, read_document, to_json_dict
from tracker.services import plan_drafts, plans


@click.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@agency_option
@click.option("--fiscal-year", type=int, metavar="N", help="Fiscal year of the plan in the Buddhist era.")
@click.option("--dry-run", is_flag=True, help="Only show what is read; write nothing and need no database.")
@json_option
def import_plan(file: Path, agency: str | None, fiscal_year: int | None, dry_run: bool, as_json: bool) -> None:
    """Read a plan document and make the plan of its fiscal year."""
    # What is printed is for other programs; openpyxl prints what is wrong with the styles of a workbook.
    data = file.read_bytes()
    plan_drafts.check_year(fiscal_year)
    if dry_run:
        with redirect_stdout(StringIO()):
            document = read_document(data, file.name)
        _show(draft_plan(document, plan_fiscal_year=fiscal_year), as_json)
        return
    with agency_at_work(agency) as at_work:
        now = clock.now()
        with redirect_stdout(StringIO()):
            row = plan_drafts.upload_plan(None, now, data, file.name, fiscal_year)
        plan = plans.adopt_draft(None, now, row.id, fiscal_year)
        _show(from_json_dict(row.content), as_json)
        if not as_json:
            say(
                N_("%(agency)s: the plan of fiscal year %(year)s is in, with %(measures)s measures."),
                agency=at_work.name,
                year=plan.fiscal_year,
                measures=len(plan.measures),
            )


def _show(draft: DraftPlan, as_json: bool) -> None:
    if as_json:
        say_json(to_json_dict(draft))
        return
    for measure in draft.measures:
        click.echo(f"{measure.number}. {' / '.join(measure.titles)}")
        click.echo(f"   {measure.responsible.text} | {measure.period.text or '–'} | {measure.monitoring.text or '–'}")
    for question in draft.questions:
        click.echo(f"? {question.message}")
