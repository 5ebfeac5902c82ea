"""Making a backup while the program goes on."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from tracker.domain.errors import N_, Refusal
from tracker.services.backups.backup_file import DATABASE, SECRET_KEY, About, Manifest, write_backup
from tracker.services.backups.installation import Installation


def back_up(installation: Installation, target: Path, now: datetime) -> Manifest:
    """The database first: a file is in its folder before the database knows of it, so none that it names is missing."""
    database = installation.database()
    revision = database.revision()
    if not revision:
        raise Refusal(N_("There is nothing to keep yet. Run “tracker init” first."))
    agencies = tuple(database.agencies())
    with TemporaryDirectory(prefix="backup-", dir=installation.instance) as folder:
        copy, key = Path(folder) / DATABASE, Path(folder) / SECRET_KEY
        database.copy_to(copy)
        key.write_text(installation.secret_key, encoding="utf-8")
        files = [(DATABASE, copy), (SECRET_KEY, key), *installation.evidence_files()]
        return write_backup(target, About(now, database.kind, revision, agencies), files)
