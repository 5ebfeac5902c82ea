"""The way back from a backup: everything is checked before anything is replaced."""

from __future__ import annotations

import os
from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import datetime
from hashlib import file_digest
from pathlib import Path

from tracker.domain.errors import N_, Refusal
from tracker.services.backups.backup_file import (
    DATABASE,
    EVIDENCE,
    SECRET_KEY,
    KeptFile,
    Manifest,
    free_bytes,
    opened_backup,
)
from tracker.services.backups.installation import Database, Installation
from tracker.services.backups.making import back_up
from tracker.services.backups.refusals import DatabaseDamaged
from tracker.services.backups.workroom import RESTORE, workroom


@dataclass(frozen=True, slots=True)
class Restored:
    manifest: Manifest
    #: Where what was replaced is kept; None where there was nothing, or nothing that could be read.
    kept_in: Path | None
    #: The key comes from the environment, and is not the one under which the backup was made.
    key_differs: bool


def restore(
    installation: Installation,
    file: Path,
    now: datetime,
    known_revisions: Collection[str],
    bring_up_to_date: Callable[[str], None],
    *,
    may_replace: bool,
) -> Restored:
    """Never half-done: a crash leaves the old database with some files more, or the new one with all of its files.

    1. The backup is unpacked beside the data, each file compared with its hash, and the database read through.
    2. What is there is kept in a backup of its own.
    3. The attached files come into their folder; their names are like no others, so nothing is overwritten.
    4. The database is replaced in one transaction, then the key.
    5. Attached files that the new state does not know are taken away; they are in the backup of step 2.
    """
    database = installation.database()
    with opened_backup(file) as backup, workroom(installation.instance, RESTORE) as unpacked:
        manifest = backup.manifest
        _check_fits(manifest, database, known_revisions)
        _check_may_replace(database, may_replace)
        _check_room(installation, manifest)
        backup.unpack(unpacked)
        database.check(unpacked / DATABASE)
        if database.kind == "sqlite":
            bring_up_to_date(f"sqlite:///{unpacked / DATABASE}")
        kept_in = _keep_what_is_there(installation, database, now)
        _put_evidence(installation, manifest, unpacked)
        database.replace_by(unpacked / DATABASE)
        key_differs = _put_key(installation, unpacked / SECRET_KEY)
    if database.kind != "sqlite":
        bring_up_to_date(installation.database_url)
    if kept_in is not None:
        _take_away_unknown(installation, manifest)
    return Restored(manifest, kept_in, key_differs)


def _check_fits(manifest: Manifest, database: Database, known_revisions: Collection[str]) -> None:
    if manifest.database != database.kind:
        raise Refusal(
            N_("The backup is of a database of %(made)s, and TRACKER_DATABASE_URL names one of %(here)s."),
            "TRACKER_DATABASE_URL",
            made=manifest.database,
            here=database.kind,
        )
    if manifest.revision not in known_revisions:
        raise Refusal(
            N_("The backup was made by a newer version of the program. Bring the program up to date, then restore.")
        )


def _check_may_replace(database: Database, may_replace: bool) -> None:
    if may_replace:
        return
    agencies = database.agencies()
    if agencies:
        raise Refusal(
            N_("The database has the data of %(agencies)s. With --force they are kept in a backup and replaced."),
            agencies=", ".join(agencies),
        )


def _check_room(installation: Installation, manifest: Manifest) -> None:
    """Unpacked, and a second time as the database that is written."""
    needed = manifest.size + manifest.files[DATABASE].size
    if free_bytes(installation.instance) < needed:
        raise Refusal(
            N_("There is too little free space in “%(folder)s”: %(needed)s MB are needed."),
            folder=str(installation.instance),
            needed=needed // 1_000_000 + 1,
        )


def _keep_what_is_there(installation: Installation, database: Database, now: datetime) -> Path | None:
    try:
        if not database.agencies():
            return None
        installation.backups.mkdir(parents=True, exist_ok=True)
        target = installation.backups / f"before-restore-{now:%Y%m%d-%H%M%S}.zip"
        back_up(installation, target, now)
    except DatabaseDamaged:
        return None
    return target


def _put_evidence(installation: Installation, manifest: Manifest, unpacked: Path) -> None:
    for name, kept in manifest.evidence.items():
        target = installation.evidence / name.removeprefix(EVIDENCE)
        if not _is(target, kept):
            target.parent.mkdir(parents=True, exist_ok=True)
            (unpacked / name).replace(target)


def _is(file: Path, kept: KeptFile) -> bool:
    if not file.is_file() or file.stat().st_size != kept.size:
        return False
    with file.open("rb") as content:
        return file_digest(content, "sha256").hexdigest() == kept.sha256


def _put_key(installation: Installation, unpacked: Path) -> bool:
    """Returns whether the environment names another one, which only whoever set it can change."""
    key = unpacked.read_text(encoding="utf-8")
    if key == installation.secret_key:
        return False
    if not installation.keeps_key:
        return True
    os.chmod(unpacked, 0o600)
    unpacked.replace(installation.key_file)
    return False


def _take_away_unknown(installation: Installation, manifest: Manifest) -> None:
    for name, path in installation.evidence_files():
        if name not in manifest.files:
            path.unlink(missing_ok=True)
