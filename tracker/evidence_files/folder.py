"""The folder of the attached files: names that nobody can guess and no person chose, one subfolder for each agency."""

from __future__ import annotations

import os
import re
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from tracker.evidence_files.reading import Attachment

_THUMBNAIL = ".small.jpg"
_NAME = re.compile(r"[0-9a-f]{32}\.[a-z]{3,4}")
_NAME_BYTES = 16


@dataclass(frozen=True, slots=True)
class EvidenceFolder:
    """`root` is outside of everything that is served by its name."""

    root: Path

    @contextmanager
    def keeping(self, agency_id: int, attachment: Attachment) -> Iterator[str]:
        """The file is there, under the name given, while the block makes it known; if that fails, it is gone again."""
        name = f"{secrets.token_hex(_NAME_BYTES)}{attachment.suffix}"
        files = {self.file(agency_id, name): attachment.data}
        if attachment.thumbnail is not None:
            files[self.thumbnail(agency_id, name)] = attachment.thumbnail
        try:
            for path, data in files.items():
                _write(path, data)
            yield name
        except BaseException:
            for path in files:
                path.unlink(missing_ok=True)
            raise

    def file(self, agency_id: int, name: str) -> Path:
        if not _NAME.fullmatch(name):
            raise ValueError(f"{name!r} is no name of a kept file")
        return self.root / str(agency_id) / name

    def thumbnail(self, agency_id: int, name: str) -> Path:
        file = self.file(agency_id, name)
        return file.with_name(file.stem + _THUMBNAIL)


@dataclass(frozen=True, slots=True)
class PackFolder(EvidenceFolder):
    """The same for the papers of a meeting that are made together, which are not kept for ever."""

    def forget(self, agency_id: int, name: str) -> None:
        self.file(agency_id, name).unlink(missing_ok=True)

    def older_than(self, moment: datetime) -> Iterator[tuple[int, str]]:
        """Agency and name of each file that was written before."""
        for file in self.root.glob("*/*"):
            if _NAME.fullmatch(file.name) and file.stat().st_mtime < moment.timestamp():
                yield int(file.parent.name), file.name


def _write(path: Path, data: bytes) -> None:
    """Whole or not at all, also when the power fails."""
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(path.name + ".part")
    try:
        with part.open("xb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        part.rename(path)
    except BaseException:
        part.unlink(missing_ok=True)
        raise
    _sync_folder(path.parent)


def _sync_folder(folder: Path) -> None:
    """So that the name is on the disk too; Windows opens no folder and needs none of this."""
    if os.name == "nt":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
