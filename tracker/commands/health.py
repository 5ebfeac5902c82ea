"""tracker doctor: whether the installation is as it should be."""

from __future__ import annotations

import sys

import click
from alembic.script import ScriptDirectory

from tracker import clock
from tracker.commands.database import working_app
from tracker.commands.keeping import MIGRATIONS
from tracker.commands.parameters import json_option
from tracker.commands.speech import say_json, sentence
from tracker.config import Config
from tracker.domain.errors import N_
from tracker.domain.health import Check, Condition, Finding, is_sound
from tracker.models.isolation import all_agencies
from tracker.services.backups.installation import Installation
from tracker.services.doctor import Patient, examine

FOUND_A_FAULT = 1

NAMES: dict[Check, str] = {
    Check.DATABASE: N_("Database"),
    Check.MIGRATIONS: N_("Tables"),
    Check.FOLDERS: N_("Folders"),
    Check.DISK: N_("Disk"),
    Check.CLOCK: N_("Clock"),
    Check.TIMETABLE: N_("Timetable"),
    Check.MAIL: N_("Mail server"),
    Check.EVIDENCE: N_("Attached files"),
}
CONDITIONS: dict[Condition, str] = {
    Condition.OK: N_("in order"),
    Condition.WARNING: N_("look at this"),
    Condition.FAULT: N_("at fault"),
}


@click.command()
@json_option
def doctor(as_json: bool) -> None:
    """Look everything over that the program needs; ends with 1 where something is at fault."""
    with working_app() as app, all_agencies():
        findings = examine(_patient(app.config["TRACKER"]), clock.now())
    if as_json:
        say_json([_plain(finding) for finding in findings])
    else:
        for finding in findings:
            _show(finding)
    if not is_sound(findings):
        sys.exit(FOUND_A_FAULT)


def _patient(config: Config) -> Patient:
    installation = Installation(config.instance, config.evidence, config.database_url, config.secret_key)
    scripts = reversed(list(ScriptDirectory(str(MIGRATIONS)).walk_revisions()))
    return Patient(
        installation=installation,
        folders=(config.instance, config.evidence, config.packs, installation.backups),
        mail=config.mail,
        revisions=tuple(script.revision for script in scripts),
        is_day_given=config.today is not None,
    )


def _plain(finding: Finding) -> dict[str, str]:
    return {
        "check": finding.check,
        "condition": finding.condition,
        "message": sentence(finding.message, dict(finding.values)),
        "remedy": sentence(finding.remedy, dict(finding.values)) if finding.remedy else "",
    }


def _show(finding: Finding) -> None:
    said = _plain(finding)
    click.echo(
        f"[{sentence(CONDITIONS[finding.condition], {})}] {sentence(NAMES[finding.check], {})}: {said['message']}"
    )
    if said["remedy"]:
        click.echo(f"    {said['remedy']}")
