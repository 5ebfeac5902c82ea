"""The file of a backup: a ZIP with the database, the attached files, the key, and a list of them with their hashes.

It is written beside its place and takes it when it has been read back whole, so that a good backup of before is
never lost to one that failed.
"""

from __future__ import annotations

import json
import os
import re
import shutil
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

import msgspec

from tracker.services.backups.refusals import CannotWrite, Damaged, NotABackup

FORMAT = 1
LIST = "manifest.json"
DATABASE, SECRET_KEY, EVIDENCE = "database", "secret_key", "evidence/"

_NAME = re.compile(r"database|secret_key|evidence/\d+/[0-9a-f]{32}(?:\.small)?\.[a-z]{3,4}")
_CHUNK = 1 << 20
_MOST_OF_THE_LIST = 500 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class KeptFile:
    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Manifest:
    format: int
    made_at: datetime
    #: sqlite or postgresql.
    database: str
    #: The newest migration that the database has.
    revision: str
    agencies: tuple[str, ...]
    files: dict[str, KeptFile]

    @property
    def evidence(self) -> dict[str, KeptFile]:
        return {name: kept for name, kept in self.files.items() if name.startswith(EVIDENCE)}

    @property
    def size(self) -> int:
        return sum(kept.size for kept in self.files.values())


@dataclass(frozen=True, slots=True)
class About:
    """What the list says of the whole."""

    made_at: datetime
    database: str
    revision: str
    agencies: tuple[str, ...]


def write_backup(target: Path, about: About, files: Iterable[tuple[str, Path]]) -> Manifest:
    """What stands under the name is replaced only if it is a backup itself."""
    if target.exists():
        with opened_backup(target):
            pass
    part = target.with_name(f"{target.name}.part")
    try:
        manifest = _written(part, about, files)
        with opened_backup(part) as backup:
            backup.check()
        part.replace(target)
    except OSError as error:
        raise CannotWrite(target, error) from error
    finally:
        part.unlink(missing_ok=True)
    return manifest


def _written(part: Path, about: About, files: Iterable[tuple[str, Path]]) -> Manifest:
    """Readable for its owner only: it holds the key and everybody's password hashes."""
    part.unlink(missing_ok=True)
    part.touch(mode=0o600)
    with part.open("r+b") as file:
        with ZipFile(file, "w") as archive:
            kept = {name: entry for name, path in files if (entry := _added(archive, name, path)) is not None}
            manifest = Manifest(FORMAT, about.made_at, about.database, about.revision, about.agencies, kept)
            text = json.dumps(asdict(manifest), ensure_ascii=False, default=datetime.isoformat)
            archive.writestr(LIST, text, ZIP_DEFLATED)
        file.flush()
        os.fsync(file.fileno())
    return manifest


def _added(archive: ZipFile, name: str, path: Path) -> KeptFile | None:
    """Attached files are pictures and documents, which are packed already; None for one that was taken away since."""
    entry = ZipInfo(name)
    entry.compress_type = ZIP_STORED if name.startswith(EVIDENCE) else ZIP_DEFLATED
    digest, size = sha256(), 0
    try:
        source = path.open("rb")
    except FileNotFoundError:
        return None
    with source, archive.open(entry, "w", force_zip64=True) as target:
        while chunk := source.read(_CHUNK):
            target.write(chunk)
            digest.update(chunk)
            size += len(chunk)
    return KeptFile(size, digest.hexdigest())


class OpenBackup:
    def __init__(self, file: Path, archive: ZipFile, manifest: Manifest) -> None:
        self._file = file
        self._archive = archive
        self.manifest = manifest

    def check(self) -> None:
        """Every file is what the list says."""
        for name in self.manifest.files:
            for _chunk in self._chunks(name):
                pass

    def unpack(self, folder: Path) -> None:
        for name in self.manifest.files:
            target = folder / name
            target.parent.mkdir(parents=True, exist_ok=True)
            with target.open("xb") as file:
                for chunk in self._chunks(name):
                    file.write(chunk)
                file.flush()
                os.fsync(file.fileno())

    def _chunks(self, name: str) -> Iterator[bytes]:
        wanted, digest, size = self.manifest.files[name], sha256(), 0
        try:
            with self._archive.open(name) as source:
                while size <= wanted.size and (chunk := source.read(_CHUNK)):
                    digest.update(chunk)
                    size += len(chunk)
                    yield chunk
        except (BadZipFile, OSError, EOFError, ValueError, NotImplementedError, RuntimeError) as error:
            raise Damaged(self._file, name) from error
        if (size, digest.hexdigest()) != (wanted.size, wanted.sha256):
            raise Damaged(self._file, name)


@contextmanager
def opened_backup(file: Path) -> Iterator[OpenBackup]:
    """Its list has been read and names exactly what is in it, under names that lead nowhere else."""
    try:
        archive = ZipFile(file)
    except (BadZipFile, OSError, ValueError) as error:
        raise NotABackup(file) from error
    with archive:
        yield OpenBackup(file, archive, _manifest(file, archive))


def _manifest(file: Path, archive: ZipFile) -> Manifest:
    try:
        if archive.getinfo(LIST).file_size > _MOST_OF_THE_LIST:
            raise NotABackup(file)
        listed: Mapping[str, Any] = json.loads(archive.read(LIST))
        if listed["format"] != FORMAT:
            raise NotABackup(file)
        manifest = msgspec.convert(listed, Manifest)
    except (KeyError, TypeError, ValueError, BadZipFile, OSError, msgspec.ValidationError) as error:
        raise NotABackup(file) from error
    names = sorted(entry.filename for entry in archive.infolist())
    if names != sorted([LIST, *manifest.files]) or not {DATABASE, SECRET_KEY} <= manifest.files.keys():
        raise Damaged(file, LIST)
    strange = next((name for name in manifest.files if not _NAME.fullmatch(name)), None)
    if strange is not None:
        raise Damaged(file, strange)
    return manifest


def free_bytes(folder: Path) -> int:
    return shutil.disk_usage(folder).free
