"""Looking an installation over: each fault is found, named and has a remedy."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from hashlib import sha256
from pathlib import Path

import flask_migrate
import pytest
from flask import Flask
from sqlalchemy import update

from tests.support.attachments import attach_picture, files_on_disk, folder
from tests.support.mailbox import Mailbox
from tests.support.month import open_reports, report_on
from tests.support.office import Office
from tests.support.ports import free_port
from tracker import clock
from tracker.domain.health import Check, Condition, Finding
from tracker.extensions import db
from tracker.models import AuditEvent, Evidence, JobRun
from tracker.models.isolation import agency_scope, all_agencies
from tracker.services.backups.installation import Installation
from tracker.services.doctor import Patient, examine

REVISIONS = ("0001", "0002", "0003", "0004", "0005")


@pytest.fixture(autouse=True)
def _with_a_picture(office: Office) -> Iterator[None]:
    """What was written down is of the day that the machine's clock shows."""
    open_reports(office)
    with agency_scope(office.agency.id):
        row = attach_picture(report_on(office.own, office.finance), office.head.id)
        file = folder().file(office.agency.id, str(row.stored_name))
        db.session.execute(update(Evidence).values(sha256=sha256(file.read_bytes()).hexdigest()))
        db.session.commit()
    clock.pin_today(None)
    with all_agencies():
        yield


@pytest.fixture
def patient(app: Flask) -> Patient:
    config = app.config["TRACKER"]
    installation = Installation(config.instance, config.evidence, config.database_url, config.secret_key)
    return Patient(installation, (config.instance, config.evidence, config.packs), config.mail, REVISIONS, False)


def record_run(hours_ago: float = 0, error: str = "") -> None:
    at = clock.now() - timedelta(hours=hours_ago)
    db.session.add(JobRun(job="open_windows", process="pc 1", started_at=at, ended_at=at, error=error))
    db.session.commit()


def found(patient: Patient, check: Check) -> Finding:
    db.session.rollback()
    [one] = [finding for finding in examine(patient, clock.now()) if finding.check is check]
    assert bool(one.remedy) is (one.condition is not Condition.OK), "what is wrong has a remedy"
    assert one.message % one.values
    assert not one.remedy or one.remedy % one.values
    return one


def test_a_sound_installation_has_nothing_but_the_mail_server_to_be_told_of(patient: Patient) -> None:
    record_run()
    findings = examine(patient, clock.now())
    assert {one.check for one in findings} == set(Check)
    assert [one.check for one in findings if one.condition is not Condition.OK] == [Check.MAIL]


def test_a_database_that_does_not_answer_is_a_fault_and_nothing_more_is_asked_of_it(patient: Patient) -> None:
    elsewhere = replace(patient.installation, database_url="postgresql+psycopg://nobody@127.0.0.1:1/nothing")
    findings = examine(replace(patient, installation=elsewhere), clock.now())
    assert findings[0].condition is Condition.FAULT
    assert {one.check for one in findings} == {Check.DATABASE, Check.FOLDERS, Check.DISK, Check.MAIL}


@pytest.mark.parametrize(
    "known, remedy", [((*REVISIONS, "0006"), "tracker run"), (REVISIONS[:4], "Bring the program up to date")]
)
def test_tables_of_another_version_are_a_fault(patient: Patient, known: tuple[str, ...], remedy: str) -> None:
    one = found(replace(patient, revisions=known), Check.MIGRATIONS)
    assert one.condition is Condition.FAULT
    assert remedy in one.remedy


def test_a_database_without_tables_is_to_be_set_up(patient: Patient) -> None:
    flask_migrate.downgrade(revision="base")
    one = found(patient, Check.MIGRATIONS)
    assert (one.condition, one.remedy) == (Condition.FAULT, "Run “tracker init”.")


def test_a_folder_that_cannot_be_written_is_named(patient: Patient) -> None:
    file = files_on_disk()[0]
    one = found(replace(patient, folders=(file / "below a file",)), Check.FOLDERS)
    assert one.condition is Condition.FAULT
    assert str(file) in str(one.values["folder"])


def test_the_folder_of_a_database_that_stands_elsewhere_is_looked_at(patient: Patient, tmp_path: Path) -> None:
    """Without it “tracker init” would be advised for ever; it is not made, for its name may be mistyped."""
    elsewhere = replace(patient.installation, database_url=f"sqlite:///{tmp_path / 'mistyped' / 'tidtam.db'}")
    one = found(replace(patient, installation=elsewhere), Check.FOLDERS)
    assert (one.condition, one.values["folder"]) == (Condition.FAULT, str(tmp_path / "mistyped"))
    assert "TRACKER_DATABASE_URL" in one.remedy
    assert not (tmp_path / "mistyped").exists()


def test_a_database_that_can_only_be_read_is_a_fault(
    patient: Patient, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "tidtam.db"
    file.touch()
    elsewhere = replace(patient.installation, database_url=f"sqlite:///{file}")
    assert found(replace(patient, installation=elsewhere), Check.FOLDERS).condition is Condition.OK
    monkeypatch.setattr("os.access", lambda path, _mode: path != file)
    one = found(replace(patient, installation=elsewhere), Check.FOLDERS)
    assert (one.condition, one.values["folder"]) == (Condition.FAULT, str(file))


@pytest.mark.parametrize("hours_ago, condition", [(0.1, Condition.OK), (3, Condition.WARNING), (30, Condition.FAULT)])
def test_how_long_nobody_kept_the_timetable(patient: Patient, hours_ago: float, condition: Condition) -> None:
    record_run(hours_ago)
    assert found(patient, Check.TIMETABLE).condition is condition


def test_a_timetable_that_was_never_kept_is_told(patient: Patient) -> None:
    assert found(patient, Check.TIMETABLE).condition is Condition.WARNING


def test_a_job_that_failed_is_named(patient: Patient) -> None:
    record_run(error="the disk is full")
    one = found(patient, Check.TIMETABLE)
    assert (one.condition, one.values["jobs"]) == (Condition.WARNING, "open_windows")


def test_a_clock_that_was_set_back_is_a_fault(patient: Patient) -> None:
    assert found(patient, Check.CLOCK).condition is Condition.OK
    db.session.execute(update(AuditEvent).values(at=clock.now() + timedelta(hours=1)))
    db.session.commit()
    one = found(patient, Check.CLOCK)
    assert one.condition is Condition.FAULT
    assert "already" in one.message


def test_a_clock_that_differs_from_that_of_the_database_is_a_fault(patient: Patient) -> None:
    [one] = [one for one in examine(patient, clock.now() + timedelta(hours=1)) if one.check is Check.CLOCK]
    assert one.condition is Condition.FAULT
    assert "that of the database" in one.message


def test_a_day_that_was_set_by_hand_is_told(patient: Patient) -> None:
    assert found(replace(patient, is_day_given=True), Check.CLOCK).condition is Condition.WARNING


def test_a_file_that_was_altered_or_taken_away_is_found(patient: Patient) -> None:
    assert found(patient, Check.EVIDENCE).condition is Condition.OK
    picture = next(file for file in files_on_disk() if ".small." not in file.name)
    content = picture.read_bytes()
    picture.write_bytes(content + b"!")
    one = found(patient, Check.EVIDENCE)
    assert (one.condition, one.values["wrong"]) == (Condition.FAULT, 1)
    assert picture.name in str(one.values["names"])
    picture.unlink()
    assert found(patient, Check.EVIDENCE).condition is Condition.FAULT


def test_a_mail_server_that_answers_is_in_order(patient: Patient, app: Flask, mailbox: Mailbox) -> None:
    assert found(replace(patient, mail=app.config["TRACKER"].mail), Check.MAIL).condition is Condition.OK
    assert not mailbox.letters


def test_a_mail_server_that_nobody_answers_for_is_a_fault(patient: Patient, app: Flask, mailbox: Mailbox) -> None:
    mail = replace(app.config["TRACKER"].mail, port=free_port())
    assert found(replace(patient, mail=mail), Check.MAIL).condition is Condition.FAULT
