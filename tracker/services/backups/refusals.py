"""Why a backup or a way back is refused, each with what to do."""

from __future__ import annotations

from pathlib import Path

from tracker.domain.errors import N_, Refusal


class NotABackup(Refusal):
    """The file was not written by this program."""

    def __init__(self, file: Path) -> None:
        super().__init__(
            N_("“%(file)s” is not a backup of this program. Choose a file that “tracker backup” wrote."), file=file.name
        )


class Damaged(Refusal):
    """The file is not what it was when it was written."""

    def __init__(self, file: Path, part: str) -> None:
        super().__init__(
            N_("The backup “%(file)s” is damaged at “%(part)s”. Nothing was changed. Take another backup."),
            file=file.name,
            part=part,
        )


class DatabaseDamaged(Refusal):
    """The database that is to be copied or replaced cannot be read."""

    def __init__(self, reason: object) -> None:
        super().__init__(
            N_("The database is damaged: %(reason)s. Restore it from a backup with “tracker restore --force”."),
            reason=reason,
        )


class NoAnswer(Refusal):
    """The server of the database does not let us in."""

    def __init__(self, reason: object) -> None:
        super().__init__(
            N_("The database does not answer: %(reason)s. Start its server, or mend TRACKER_DATABASE_URL."),
            reason=reason,
        )


class CannotWrite(Refusal):
    def __init__(self, file: Path, error: OSError) -> None:
        super().__init__(
            N_("“%(file)s” cannot be written: %(reason)s. Choose another folder, or mend this one."),
            file=str(file),
            reason=error.strerror or error,
        )


class InUse(Refusal):
    def __init__(self) -> None:
        super().__init__(
            N_("Other programs are writing into the database. Stop “tracker run” and “python -m jobs”, and try again.")
        )


class NotReplaced(Refusal):
    def __init__(self, reason: object) -> None:
        super().__init__(N_("The database could not be replaced: %(reason)s. It is as it was before."), reason=reason)


class ProgramMissing(Refusal):
    def __init__(self, program: str) -> None:
        super().__init__(
            N_("PostgreSQL's program “%(program)s” is not on this machine. Install the client programs of its server."),
            program=program,
        )


class ProgramFailed(Refusal):
    def __init__(self, program: str, reason: str) -> None:
        super().__init__(
            N_("“%(program)s” did not succeed: %(reason)s. Nothing was changed."), program=program, reason=reason
        )
