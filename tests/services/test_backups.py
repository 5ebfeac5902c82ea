"""One file with everything, and the way back: what is there stays there until the backup was checked to its end."""

from __future__ import annotations

import json
import shutil
import stat
from collections.abc import Callable, Iterator
from pathlib import Path
from zipfile import ZIP_STORED, ZipFile

import flask_migrate
import pytest
from flask import Flask, current_app
from sqlalchemy import select, update

from tests.factories import moment
from tests.support.attachments import attach_picture, files_on_disk
from tests.support.month import open_reports, report_on
from tests.support.office import TODAY, Office
from tracker.domain.errors import Refusal
from tracker.extensions import db
from tracker.models import Agency, Division, Evidence
from tracker.models.isolation import agency_scope
from tracker.services.backups import restoring
from tracker.services.backups.installation import Installation
from tracker.services.backups.making import back_up
from tracker.services.backups.postgresql_database import PostgresqlDatabase
from tracker.services.backups.restoring import Restored, restore
from tracker.services.backups.sqlite_database import SqliteDatabase

NOW = moment(TODAY)
REVISIONS = {"0001", "0002", "0003", "0004", "0005"}
KEY = "only for tests"
OLD_NAME, NEW_NAME = "เทศบาลตำบลบ้านทดสอบ", "เทศบาลชื่อใหม่"

Spoil = Callable[[Path], None]


@pytest.fixture(autouse=True)
def _with_a_picture(office: Office) -> Iterator[None]:
    open_reports(office)
    with agency_scope(office.agency.id):
        attach_picture(report_on(office.own, office.finance), office.head.id)
        yield


@pytest.fixture
def here(app: Flask) -> Installation:
    config = app.config["TRACKER"]
    return Installation(config.instance, config.evidence, config.database_url, KEY)


@pytest.fixture
def kept(here: Installation, tmp_path: Path) -> Path:
    file = tmp_path / "kept.zip"
    back_up(here, file, NOW)
    return file


def put_back(here: Installation, file: Path, *, may_replace: bool = True) -> Restored:
    db.session.close()
    done = restore(here, file, NOW, REVISIONS, lambda _url: None, may_replace=may_replace)
    db.session.close()
    return done


def name_of_the_agency() -> str | None:
    db.session.close()
    return db.session.scalar(select(Agency.name))


def rename_and_attach_another(office: Office) -> None:
    db.session.execute(update(Agency).values(name=NEW_NAME))
    attach_picture(report_on(office.shared, office.finance), office.head.id)
    db.session.commit()


def test_everything_comes_back_as_it_was(office: Office, here: Installation, kept: Path) -> None:
    before = {path: path.read_bytes() for path in files_on_disk()}
    rename_and_attach_another(office)
    files_on_disk()[0].write_bytes(b"altered")
    done = put_back(here, kept)
    assert name_of_the_agency() == OLD_NAME
    assert {path: path.read_bytes() for path in files_on_disk()} == before
    assert len(db.session.scalars(select(Evidence)).all()) == 1
    assert done.manifest.agencies == (OLD_NAME,)
    assert not list(here.instance.glob("restore-*"))


def test_what_was_replaced_is_kept_and_can_be_put_back_too(office: Office, here: Installation, kept: Path) -> None:
    rename_and_attach_another(office)
    files = len(files_on_disk())
    done = put_back(here, kept)
    assert done.kept_in is not None
    put_back(here, done.kept_in)
    assert (name_of_the_agency(), len(files_on_disk())) == (NEW_NAME, files)


def test_data_are_not_replaced_unasked(office: Office, here: Installation, kept: Path) -> None:
    rename_and_attach_another(office)
    with pytest.raises(Refusal, match=NEW_NAME):
        put_back(here, kept, may_replace=False)
    assert name_of_the_agency() == NEW_NAME


def test_only_its_owner_may_read_the_file(kept: Path) -> None:
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600


def test_a_backup_takes_the_place_of_an_older_one_but_of_no_other_file(here: Installation, kept: Path) -> None:
    back_up(here, kept, NOW)
    other = kept.with_name("plan.docx")
    other.write_bytes(b"a plan")
    with pytest.raises(Refusal, match="is not a backup"):
        back_up(here, other, NOW)
    assert other.read_bytes() == b"a plan"
    assert not list(kept.parent.glob("*.part"))


def test_a_backup_can_be_made_while_somebody_is_writing(office: Office, here: Installation, tmp_path: Path) -> None:
    db.session.execute(update(Agency).values(name=NEW_NAME))
    db.session.flush()  # Written and not yet committed.
    manifest = back_up(here, tmp_path / "kept.zip", NOW)
    db.session.rollback()
    assert manifest.agencies == (OLD_NAME,)


def test_there_is_nothing_to_keep_before_the_first_table(app: Flask, here: Installation, tmp_path: Path) -> None:
    db.session.close()
    flask_migrate.downgrade(revision="base")
    with pytest.raises(Refusal, match="tracker init"):
        back_up(here, tmp_path / "kept.zip", NOW)


def flip_a_byte(file: Path) -> None:
    with ZipFile(file) as archive:
        at = archive.getinfo("secret_key").header_offset - 100
    content = bytearray(file.read_bytes())
    content[at] ^= 0xFF
    file.write_bytes(content)


def cut_off(file: Path) -> None:
    file.write_bytes(file.read_bytes()[:-200])


def say_anything(file: Path) -> None:
    file.write_bytes(b"PK\x03\x04 and nothing else")


def rewritten(file: Path, change: Callable[[dict[str, bytes]], None]) -> None:
    with ZipFile(file) as archive:
        content = {name: archive.read(name) for name in archive.namelist()}
    change(content)
    with ZipFile(file, "w", ZIP_STORED) as archive:
        for name, data in content.items():
            archive.writestr(name, data)


def alter_a_picture(file: Path) -> None:
    def change(content: dict[str, bytes]) -> None:
        name = next(name for name in content if name.startswith("evidence/"))
        content[name] += b"!"

    rewritten(file, change)


def add_a_file_of_another_folder(file: Path) -> None:
    def change(content: dict[str, bytes]) -> None:
        listed = json.loads(content["manifest.json"])
        listed["files"]["evidence/../../../outside"] = listed["files"]["secret_key"]
        content["evidence/../../../outside"] = content["secret_key"]
        content["manifest.json"] = json.dumps(listed).encode()

    rewritten(file, change)


def leave_a_picture_out(file: Path) -> None:
    def change(content: dict[str, bytes]) -> None:
        del content[next(name for name in content if name.startswith("evidence/"))]

    rewritten(file, change)


def claim(key: str, value: object) -> Spoil:
    def spoil(file: Path) -> None:
        def change(content: dict[str, bytes]) -> None:
            content["manifest.json"] = json.dumps(json.loads(content["manifest.json"]) | {key: value}).encode()

        rewritten(file, change)

    return spoil


@pytest.mark.parametrize(
    "spoil, said",
    [
        (flip_a_byte, "is damaged"),
        (cut_off, "is not a backup"),
        (say_anything, "is not a backup"),
        (alter_a_picture, "is damaged"),
        (add_a_file_of_another_folder, "is damaged"),
        (leave_a_picture_out, "is damaged"),
        (claim("revision", "9999"), "newer version"),
        (claim("database", "oracle"), "TRACKER_DATABASE_URL"),
        (claim("format", 99), "is not a backup"),
        (claim("files", {}), "is damaged"),
    ],
)
def test_a_backup_that_is_not_whole_changes_nothing(
    office: Office, here: Installation, kept: Path, spoil: Spoil, said: str
) -> None:
    spoil(kept)
    rename_and_attach_another(office)
    files = files_on_disk()
    with pytest.raises(Refusal, match=said):
        put_back(here, kept)
    assert (name_of_the_agency(), files_on_disk()) == (NEW_NAME, files)
    assert not list(here.instance.glob("restore-*"))
    assert not (kept.parent / "outside").exists()


def test_a_restore_that_breaks_off_leaves_the_old_state_with_all_its_files(
    office: Office, here: Installation, kept: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_self: object, _copy: Path) -> None:
        raise OSError("the disk is gone")

    rename_and_attach_another(office)
    files = {path: path.read_bytes() for path in files_on_disk()}
    for kind in (SqliteDatabase, PostgresqlDatabase):
        monkeypatch.setattr(kind, "replace_by", fail)
    with pytest.raises(OSError, match="the disk is gone"):
        put_back(here, kept)
    assert name_of_the_agency() == NEW_NAME
    assert {path: path.read_bytes() for path in files_on_disk()}.items() >= files.items()


def test_too_little_room_is_said_before_anything_is_unpacked(
    here: Installation, kept: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(restoring, "free_bytes", lambda _folder: 10_000)
    with pytest.raises(Refusal, match="too little free space"):
        put_back(here, kept)


def test_an_empty_database_is_filled_without_being_asked_twice(office: Office, here: Installation, kept: Path) -> None:
    db.session.close()
    flask_migrate.downgrade(revision="base")
    flask_migrate.upgrade()
    shutil.rmtree(here.evidence)
    done = put_back(here, kept, may_replace=False)
    assert (name_of_the_agency(), len(files_on_disk()), done.kept_in) == (OLD_NAME, 2, None)
    assert len(db.session.scalars(select(Division)).all()) == 2


def test_tables_that_the_backup_does_not_know_are_gone_afterwards(
    office: Office, here: Installation, kept: Path
) -> None:
    with db.engine.begin() as connection:
        connection.exec_driver_sql(
            "CREATE TABLE of_a_newer_version (id INTEGER PRIMARY KEY, agency_id INTEGER REFERENCES agency (id))"
        )
    put_back(here, kept)
    with db.engine.connect() as connection:
        assert not connection.dialect.has_table(connection, "of_a_newer_version")


@pytest.mark.parametrize("is_in_folder", [True, False])
def test_the_key_comes_back_where_the_program_keeps_it(here: Installation, kept: Path, is_in_folder: bool) -> None:
    """Where the environment names it, only whoever set it can."""
    if is_in_folder:
        here.key_file.write_text("another", encoding="ascii")
    other = Installation(here.instance, here.evidence, here.database_url, "another")
    done = put_back(other, kept)
    assert done.key_differs is not is_in_folder
    if is_in_folder:
        assert here.key_file.read_text(encoding="ascii") == KEY
        assert stat.S_IMODE(here.key_file.stat().st_mode) == 0o600


def test_an_older_backup_is_brought_up_to_date_before_it_takes_the_place(
    office: Office, here: Installation, kept: Path
) -> None:
    """On PostgreSQL right after, in the database itself."""
    asked: list[str] = []
    db.session.close()
    restore(here, kept, NOW, REVISIONS, asked.append, may_replace=True)
    [url] = asked
    assert (url == current_app.config["TRACKER"].database_url) is (db.engine.dialect.name == "postgresql")
