"""Where the letter in hand stands, in a file that a killed process leaves behind.

Between the commit "it is going" and the dot itself a killed program would leave a letter in doubt. One byte
written to a file right before the dot takes a thousandth of the time of a commit, and what a process wrote the
kernel keeps when it kills it; so nearly every letter found after a crash is known to have gone or not.
"""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path

RECORD_BYTES = 40


class Stage(StrEnum):
    IN_HAND = "-"
    HANDED_OVER = "!"
    ACCEPTED = "+"


class HandoverMark:
    """Holds one letter, named by the caller; only the one process that sends may open it."""

    def __init__(self, path: Path) -> None:
        path.touch()
        self._file = path.open("r+b", buffering=0)

    def __enter__(self) -> HandoverMark:
        return self

    def __exit__(self, *_: object) -> None:
        self._file.close()

    def take(self, letter: str) -> None:
        self._file.seek(0)
        self._file.write(f"{Stage.IN_HAND}{letter}".ljust(RECORD_BYTES).encode("ascii"))

    def set(self, stage: Stage) -> None:
        """Of the letter taken; the mark stands with one system call, right before this returns."""
        self._file.seek(0)
        self._file.write(stage.encode("ascii"))

    def stage_of(self, letter: str) -> Stage | None:
        """None when the file tells of another letter: it was sent from elsewhere."""
        self._file.seek(0)
        record = self._file.read(RECORD_BYTES).decode("ascii", errors="replace").rstrip()
        stages = {stage.value: stage for stage in Stage}
        return stages.get(record[:1]) if record[1:] == letter else None
