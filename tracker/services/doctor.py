"""Looking an installation over: each thing that has to be right, and what to do where it is not."""

from __future__ import annotations

import os
import shutil
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from errno import EACCES
from hashlib import file_digest
from pathlib import Path
from tempfile import TemporaryFile

import psycopg

from tracker.channels.email import MailConnection, MailServer
from tracker.channels.outcomes import Unsent
from tracker.domain.errors import N_, Refusal
from tracker.domain.health import CLOCKS_DIFFER, MEGABYTE, Check, Condition, Finding, room, silence
from tracker.evidence_files import EvidenceFolder
from tracker.queries import health, job_runs
from tracker.queries.health import KeptPiece
from tracker.services.backups.installation import Installation
from tracker.services.backups.sqlite_database import SqliteDatabase

FILES_LOOKED_AT = 200
"""Others another day: which ones follows from the date."""


@dataclass(frozen=True, slots=True)
class Patient:
    installation: Installation
    #: Into which the program writes.
    folders: tuple[Path, ...]
    mail: MailServer | None
    #: In their order; the last is the newest.
    revisions: tuple[str, ...]
    #: TRACKER_TODAY says which day it is.
    is_day_given: bool


def examine(patient: Patient, now: datetime) -> list[Finding]:
    """Nothing is sent and nothing written, but for an empty file in each folder."""
    database, migrations = _database(patient), None
    findings = [database]
    if database.condition is Condition.OK:
        migrations = _migrations(patient)
        findings.append(migrations)
    findings += [_folders(patient), _disk(patient), _mail(patient)]
    if migrations is not None and migrations.condition is Condition.OK:
        findings += [_clock(patient, now), _timetable(now), _evidence(patient, now)]
    return findings


def _database(patient: Patient) -> Finding:
    database = patient.installation.database()
    try:
        agencies = database.agencies()
        if isinstance(database, SqliteDatabase) and database.path.exists():
            database.check(database.path)
    except (Refusal, psycopg.Error) as error:
        reason = error.values.get("reason", error) if isinstance(error, Refusal) else error
        return Finding(
            Check.DATABASE,
            Condition.FAULT,
            N_("The database cannot be used: %(reason)s"),
            {"reason": " ".join(str(reason).split())},
            N_("Mend TRACKER_DATABASE_URL or start the server; where it is damaged: “tracker restore FILE --force”."),
        )
    said = {"kind": database.kind, "agencies": len(agencies)}
    return Finding(Check.DATABASE, Condition.OK, N_("The database answers: %(kind)s, %(agencies)s agencies."), said)


def _migrations(patient: Patient) -> Finding:
    found, newest = patient.installation.database().revision(), patient.revisions[-1]
    said = {"found": found or "–", "newest": newest}
    finding = Finding(Check.MIGRATIONS, Condition.OK, N_("The tables are those of this version: %(newest)s."), said)
    if found == newest:
        return finding
    finding = replace(finding, condition=Condition.FAULT, message=N_("The tables are at %(found)s, not at %(newest)s."))
    if not found:
        return replace(finding, remedy=N_("Run “tracker init”."))
    if found in patient.revisions:
        return replace(finding, remedy=N_("Start “tracker run” once: it brings them up to date. Make a backup before."))
    return replace(finding, remedy=N_("A newer version has used this database. Bring the program up to date."))


def _folders(patient: Patient) -> Finding:
    """Those of the program are made where they are missing, that of the database is not: its name may be mistyped."""
    remedy = N_("Give the folder to the user that the program runs as.")
    for folder in patient.folders:
        try:
            folder.mkdir(parents=True, exist_ok=True)
            _try_to_write(folder)
        except OSError as error:
            return _not_written(folder, error, remedy)
    database = patient.installation.database()
    if isinstance(database, SqliteDatabase):
        remedy = N_(
            "Give the database and its folder to the user that the program runs as, or mend TRACKER_DATABASE_URL."
        )
        try:
            _try_to_write(database.path.parent)
        except OSError as error:
            return _not_written(database.path.parent, error, remedy)
        if database.path.exists() and not os.access(database.path, os.W_OK):
            return _not_written(database.path, PermissionError(EACCES, os.strerror(EACCES)), remedy)
    said = {"folder": str(patient.installation.instance)}
    return Finding(Check.FOLDERS, Condition.OK, N_("The program can write into its folders in “%(folder)s”."), said)


def _try_to_write(folder: Path) -> None:
    with TemporaryFile(dir=folder):
        pass


def _not_written(path: Path, error: OSError, remedy: str) -> Finding:
    said = {"folder": str(path), "reason": error.strerror or error}
    message = N_("The program cannot write into “%(folder)s”: %(reason)s.")
    return Finding(Check.FOLDERS, Condition.FAULT, message, said, remedy)


def _disk(patient: Patient) -> Finding:
    installation = patient.installation
    database = installation.database()
    kept = [path for _name, path in installation.evidence_files()]
    if isinstance(database, SqliteDatabase):
        kept.append(database.path)
    needed = sum(path.stat().st_size for path in kept if path.exists())
    free = shutil.disk_usage(installation.instance).free
    condition = room(free, needed)
    return Finding(
        Check.DISK,
        condition,
        N_("%(free)s MB are free; a backup takes about %(needed)s MB."),
        {"free": free // MEGABYTE, "needed": needed // MEGABYTE + 1},
        "" if condition is Condition.OK else N_("Free some space, or move the instance folder to a larger disk."),
    )


def _mail(patient: Patient) -> Finding:
    if patient.mail is None:
        return Finding(
            Check.MAIL,
            Condition.WARNING,
            N_("No mail server is set: what is to be told waits in the list of messages."),
            remedy=N_("Set TRACKER_SMTP_HOST, or copy the messages from the list and send them by hand."),
        )
    said = {"host": patient.mail.host, "port": patient.mail.port}
    try:
        with MailConnection(patient.mail) as connection:
            connection.open()
    except Unsent as error:
        return Finding(
            Check.MAIL,
            Condition.FAULT,
            N_("The mail server %(host)s:%(port)s does not take us: %(reason)s"),
            said | {"reason": str(error)},
            N_("Check the settings TRACKER_SMTP_… and that the server can be reached from here."),
        )
    return Finding(Check.MAIL, Condition.OK, N_("The mail server %(host)s:%(port)s answers."), said)


def _clock(patient: Patient, now: datetime) -> Finding:
    said = {"now": f"{now:%Y-%m-%d %H:%M %Z}"}
    finding = Finding(Check.CLOCK, Condition.OK, N_("The clock shows %(now)s in Thailand."), said)
    if patient.is_day_given:
        return replace(
            finding,
            condition=Condition.WARNING,
            message=N_("TRACKER_TODAY sets the day: for the program it is %(now)s."),
            remedy=N_("Remove TRACKER_TODAY, except for a demonstration."),
        )
    there, newest = health.time_of_the_database(), health.newest_record_at()
    remedy = N_("Set the clock of this machine, best by itself over the network (NTP).")
    if abs(there - now) > CLOCKS_DIFFER:
        message, others = N_("The clock shows %(now)s, that of the database %(other)s."), there
    elif newest is not None and newest - now > CLOCKS_DIFFER:
        message, others = N_("The clock shows %(now)s, but something was written down at %(other)s already."), newest
    else:
        return finding
    said |= {"other": f"{others:%Y-%m-%d %H:%M}"}
    return replace(finding, condition=Condition.FAULT, message=message, values=said, remedy=remedy)


def _timetable(now: datetime) -> Finding:
    last = job_runs.life(now).last_sign_at
    condition = silence(last, now)
    if last is None:
        message, said = N_("Nobody has kept the timetable yet."), {}
    else:
        message, said = N_("The timetable was last kept at %(at)s."), {"at": f"{last:%Y-%m-%d %H:%M}"}
    if condition is not Condition.OK:
        return Finding(Check.TIMETABLE, condition, message, said, N_("Start “tracker run”, or “python -m jobs”."))
    failed = [run.job for run in job_runs.last_runs(0, now).values() if run.error or run.others_failed]
    if failed:
        return Finding(
            Check.TIMETABLE,
            Condition.WARNING,
            N_("The timetable was last kept at %(at)s; the last time these failed: %(jobs)s."),
            said | {"jobs": ", ".join(failed)},
            N_("Look at the page of the automatic work and into the program's log."),
        )
    return Finding(Check.TIMETABLE, condition, message, said)


def _evidence(patient: Patient, now: datetime) -> Finding:
    step = max(1, health.number_of_files() // FILES_LOOKED_AT)
    pieces = health.files_among(step, now.toordinal())
    folder = EvidenceFolder(patient.installation.evidence)
    wrong = [piece for piece in pieces if not _is_unaltered(folder, piece)]
    said: dict[str, object] = {"looked_at": len(pieces), "wrong": len(wrong)}
    if not wrong:
        return Finding(
            Check.EVIDENCE, Condition.OK, N_("%(looked_at)s attached files were looked at and are unaltered."), said
        )
    return Finding(
        Check.EVIDENCE,
        Condition.FAULT,
        N_("%(wrong)s of %(looked_at)s attached files are missing or altered, such as %(names)s."),
        said | {"names": _named(wrong)},
        N_("Bring them back from a backup: they stand in it under evidence/."),
    )


def _named(wrong: Sequence[KeptPiece]) -> str:
    return ", ".join(f"{piece.agency_id}/{piece.stored_name}" for piece in wrong[:3])


def _is_unaltered(folder: EvidenceFolder, piece: KeptPiece) -> bool:
    file = folder.file(piece.agency_id, piece.stored_name)
    if not file.is_file():
        return False
    with file.open("rb") as content:
        return file_digest(content, "sha256").hexdigest() == piece.sha256
