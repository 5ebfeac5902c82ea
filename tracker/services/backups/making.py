"""Making a backup while the program goes on."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from tracker.domain.errors import N_, Refusal
from tracker.services.backups.backup_file import DATABASE, SECRET_KEY, About, Manifest, write_backup
from tracker.services.backups.installation import Installation
from tracker.services.backups.workroom import BACKUP, workroom


def back_up(installation: Installation, target: Path, now: datetime) -> Manifest:
    """The database first: a file is in its folder before the database knows of it, so none that it names is missing."""
    database = installation.database()
    revision = database.revision()
    if not revision:
        raise Refusal(N_("There is nothing to keep yet. Run “tracker init” first."))
    agencies = tuple(database.agencies())
    with workroom(installation.instance, BACKUP) as room:
        copy, key = room / DATABASE, room / SECRET_KEY
        database.copy_to(copy)
        key.write_text(installation.secret_key, encoding="utf-8")
        files = [(DATABASE, copy), (SECRET_KEY, key), *installation.evidence_files()]
        return write_backup(target, About(now, database.kind, revision, agencies), files)
