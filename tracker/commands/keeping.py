"""tracker backup and restore: an installation in one file, and back."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import click
import flask_migrate
from alembic.script import ScriptDirectory

from tracker import clock, create_app
from tracker.commands.speech import say
from tracker.config import ROOT, Config
from tracker.domain.errors import N_
from tracker.extensions import db
from tracker.services.backups.installation import Installation
from tracker.services.backups.making import back_up
from tracker.services.backups.restoring import restore as restore_from

MIGRATIONS = ROOT / "tracker" / "migrations"
BYTES_IN_A_MEGABYTE = 1_000_000


@click.command()
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
def backup(file: Path) -> None:
    """Keep the database, the attached files and the key in one file, while the program goes on."""
    with _installation() as (_config, installation):
        manifest = back_up(installation, file, clock.now())
    say(
        N_(
            "%(file)s: %(agencies)s agencies, %(files)s attached files, %(size)s MB. Keep it safe: it holds everything."
        ),
        file=str(file),
        agencies=len(manifest.agencies),
        files=len(manifest.evidence),
        size=f"{file.stat().st_size / BYTES_IN_A_MEGABYTE:.1f}",
    )


@click.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--force", is_flag=True, help="Also over data, which are kept in a backup of their own first.")
def restore(file: Path, force: bool) -> None:
    """Put everything back as it was when the backup was made."""
    with _installation() as (config, installation):
        done = restore_from(
            installation,
            file,
            clock.now(),
            {script.revision for script in ScriptDirectory(str(MIGRATIONS)).walk_revisions()},
            lambda url: _bring_up_to_date(config, url),
            may_replace=force,
        )
    say(
        N_("Restored as of %(time)s: %(agencies)s. Start “tracker run” and “python -m jobs” anew."),
        time=f"{done.manifest.made_at:%Y-%m-%d %H:%M}",
        agencies=", ".join(done.manifest.agencies) or "–",
    )
    if done.kept_in is not None:
        say(N_("What was there before is kept in %(file)s."), file=str(done.kept_in))
    if done.key_differs:
        say(
            N_(
                "TRACKER_SECRET_KEY is not the key of the backup: set it to the one in the file's secret_key, "
                "or the links and the accounts for LINE have to be made anew."
            )
        )


@contextmanager
def _installation() -> Iterator[tuple[Config, Installation]]:
    config = Config.from_environment(os.environ)
    clock.pin_today(config.today)
    config.instance.mkdir(parents=True, exist_ok=True)
    yield config, Installation(config.instance, config.evidence, config.database_url, config.secret_key)


def _bring_up_to_date(config: Config, url: str) -> None:
    with create_app(replace(config, database_url=url)).app_context():
        try:
            flask_migrate.upgrade()
        finally:
            db.session.remove()
            db.engine.dispose()
