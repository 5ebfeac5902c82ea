"""Evidence under a report: who attaches, what is refused, what stays for the record, and what is left on the disk."""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, timedelta

import pytest
from flask import Flask
from sqlalchemy.exc import SQLAlchemyError

from tests import factories
from tests.support import attachments as made
from tests.support.office import MONTH, TODAY, Office
from tracker.domain.errors import Conflict, NotAllowed, NotFound, Refusal
from tracker.domain.evidence import MOST_ON_A_REPORT
from tracker.domain.permissions import Actor
from tracker.evidence_files import Attachment, read_attachment
from tracker.extensions import db
from tracker.models import Assignment, AuditEvent, Evidence, Meeting, ProgressReport, User
from tracker.models.isolation import agency_scope
from tracker.queries import evidence as queries
from tracker.services import evidence as service
from tracker.services.evidence import Said, Upload

NOW = factories.moment(TODAY)
PHOTO = Upload(made.photograph(date(2026, 1, 20)), "IMG_2025.JPG")


@pytest.fixture(autouse=True)
def _in_the_office(office: Office) -> Iterator[None]:
    with agency_scope(office.agency.id):
        yield


@pytest.fixture
def report(office: Office) -> ProgressReport:
    assignment = db.session.query(Assignment).filter_by(measure_id=office.own.id).one()
    return factories.create_report(assignment, MONTH, meeting_id=office.meeting.id)


def actor(office: Office, user: User) -> Actor:
    return factories.actor_of(office.agency, user, TODAY)


@pytest.fixture
def head(office: Office) -> Actor:
    return actor(office, office.head)


def add(head: Actor, report: ProgressReport, upload: Upload = PHOTO, said: Said = service.NOTHING_SAID) -> Evidence:
    return service.add_file(head, NOW, made.folder(), report.id, upload, said)


def events() -> list[tuple[str, dict[str, object], dict[str, object]]]:
    found = db.session.query(AuditEvent).filter(AuditEvent.event.startswith("evidence")).order_by(AuditEvent.id)
    return [(event.event, event.before, event.after) for event in found]


def captions(report: ProgressReport) -> list[str]:
    return [row.caption for row in queries.evidence_of_reports([report.id]).get(report.id, [])]


def close_the_month(office: Office) -> None:
    db.session.get_one(Meeting, office.meeting.id).closed_at = NOW
    db.session.commit()


def test_it_keeps_a_file_with_what_is_known_of_it(head: Actor, report: ProgressReport) -> None:
    row = add(head, report)
    assert (row.caption, row.filename, row.dated_on) == ("IMG_2025", "IMG_2025.jpg", date(2026, 1, 20))
    assert (row.added_by_id, row.content_type) == (head.user_id, "image/jpeg")
    kept = made.folder().file(head.agency_id, str(row.stored_name))
    assert made.files_on_disk() == sorted([kept, made.folder().thumbnail(head.agency_id, str(row.stored_name))])
    assert row.sha256 == hashlib.sha256(kept.read_bytes()).hexdigest()
    facts = {"caption": "IMG_2025", "dated_on": "2026-01-20", "source": "IMG_2025.jpg", "sha256": row.sha256}
    assert events() == [("evidence_added", {}, facts)]


def test_the_name_of_a_file_leads_nowhere(head: Actor, report: ProgressReport) -> None:
    row = add(head, report, Upload(made.PDF, "../../../รายงาน\0.pdf"))
    assert row.filename == "รายงาน.pdf"
    assert [path.parent for path in made.files_on_disk()] == [made.folder().root / str(head.agency_id)]
    assert "รายงาน" not in str(made.files_on_disk())


def test_it_keeps_a_link(head: Actor, report: ProgressReport) -> None:
    row = service.add_link(head, NOW, report.id, "www.ban.go.th/1", Said("ข่าวประชาสัมพันธ์", date(2026, 1, 5)))
    assert (row.url, row.caption, row.dated_on) == ("https://www.ban.go.th/1", "ข่าวประชาสัมพันธ์", date(2026, 1, 5))
    assert events()[0][2]["source"] == "https://www.ban.go.th/1"
    assert made.files_on_disk() == []


HOSTILE = {
    "program": Upload(made.PROGRAM, "a.jpg"),
    "drawing": Upload(made.SVG, "a.png"),
    "page": Upload(made.PAGE, "a.txt"),
    "bomb": Upload(made.zip_bomb(), "a.docx"),
    "pixels": Upload(made.claiming(50_000, 50_000), "a.png"),
    "cut off": Upload(made.picture()[:-300], "a.jpg"),
    "empty": Upload(b"", "a.jpg"),
    "telephone": Upload(made.HEIC, "a.heic"),
    "two in one": Upload(made.PDF + made.DOCX, "a.pdf"),
}


@pytest.mark.parametrize("upload", HOSTILE.values(), ids=HOSTILE)
def test_what_is_refused_leaves_nothing(head: Actor, report: ProgressReport, upload: Upload) -> None:
    with pytest.raises(Refusal):
        add(head, report, upload)
    assert made.files_on_disk() == []
    assert captions(report) == []
    assert events() == []


def test_the_same_thing_stands_once_under_a_report(head: Actor, report: ProgressReport) -> None:
    add(head, report)
    service.add_link(head, NOW, report.id, "https://www.ban.go.th/1")
    there = made.files_on_disk()
    with pytest.raises(Refusal, match="stands under this report already, as “IMG_2025”") as refused:
        add(head, report, replace(PHOTO, filename="other.jpg"))
    assert refused.value.field == "file"
    with pytest.raises(Refusal, match="already"):
        service.add_link(head, NOW, report.id, "www.ban.go.th/1")
    assert made.files_on_disk() == there


def test_a_report_takes_so_many_and_no_more(head: Actor, report: ProgressReport) -> None:
    rows = [
        service.add_link(head, NOW, report.id, f"https://www.ban.go.th/{number}") for number in range(MOST_ON_A_REPORT)
    ]
    with pytest.raises(Refusal, match="20 pieces of evidence"):
        add(head, report)
    assert made.files_on_disk() == []
    service.replace_by_file(head, NOW, made.folder(), rows[0].id, PHOTO)
    service.remove_evidence(head, NOW, rows[1].id)
    service.add_link(head, NOW, report.id, "https://www.ban.go.th/one-more")


def test_a_day_to_come_is_refused_after_the_file_was_written(head: Actor, report: ProgressReport) -> None:
    with pytest.raises(Refusal, match="still to come"):
        add(head, report, said=Said(dated_on=TODAY + timedelta(days=1)))
    assert made.files_on_disk() == []


def test_a_database_that_fails_leaves_no_file(
    head: Actor, report: ProgressReport, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail() -> None:
        assert made.files_on_disk(), "the file is there before the database knows of it"
        raise SQLAlchemyError("the disk of the database is full")

    monkeypatch.setattr(db.session, "commit", fail)
    with pytest.raises(SQLAlchemyError):
        add(head, report)
    assert made.files_on_disk() == []


def test_a_disk_that_fails_leaves_no_half_file(
    head: Actor, report: ProgressReport, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_descriptor: int) -> None:
        raise OSError("no space left on the device")

    monkeypatch.setattr("os.fsync", fail)
    with pytest.raises(OSError, match="no space"):
        add(head, report)
    assert made.files_on_disk() == []


def test_the_division_and_who_enters_for_it_attach_and_nobody_else(office: Office, report: ProgressReport) -> None:
    for number, user in enumerate((office.head, office.officer, office.secretary, office.administrator)):
        service.add_link(actor(office, user), NOW, report.id, f"https://www.ban.go.th/{number}")
    kept = queries.current_of_report(report.id)[0].id
    for user in (office.other_head, office.executive, office.auditor):
        other = actor(office, user)
        for use in uses(other, report.id, kept):
            with pytest.raises(NotAllowed):
                use()
    assert made.files_on_disk() == []


def uses(who: Actor, report_id: int, evidence_id: int) -> list[Callable[[], Evidence]]:
    folder, pdf, url = made.folder(), Upload(made.PDF, "a.pdf"), "https://www.ban.go.th/new"
    return [
        lambda: service.add_file(who, NOW, folder, report_id, pdf),
        lambda: service.add_link(who, NOW, report_id, url),
        lambda: service.replace_by_file(who, NOW, folder, evidence_id, pdf),
        lambda: service.replace_by_link(who, NOW, evidence_id, url),
        lambda: service.change_evidence(who, NOW, evidence_id, Said("ใหม่")),
        lambda: service.remove_evidence(who, NOW, evidence_id),
    ]


def test_in_a_closed_month_nothing_changes(office: Office, head: Actor, report: ProgressReport) -> None:
    kept = service.add_link(head, NOW, report.id, "https://www.ban.go.th/1").id
    close_the_month(office)
    for use in uses(head, report.id, kept):
        with pytest.raises(Refusal, match="This month is closed"):
            use()
    assert made.files_on_disk() == []
    assert captions(report) == ["https://www.ban.go.th/1"]


def test_a_month_that_closes_while_the_file_is_written_keeps_it_out(
    office: Office, head: Actor, report: ProgressReport, monkeypatch: pytest.MonkeyPatch
) -> None:
    def close_meanwhile(data: bytes, filename: str) -> Attachment:
        close_the_month(office)
        return read_attachment(data, filename)

    monkeypatch.setattr(service, "read_attachment", close_meanwhile)
    with pytest.raises(Refusal, match="This month is closed"):
        add(head, report)
    assert made.files_on_disk() == []


def test_by_the_link_of_a_letter_only_its_meeting_is_reached(head: Actor, report: ProgressReport) -> None:
    with pytest.raises(NotAllowed, match="its own meeting only"):
        add(replace(head, link_meeting_id=0), report)


def test_a_later_version_takes_the_place_and_the_words_of_the_one_before(head: Actor, report: ProgressReport) -> None:
    first = add(head, report, said=Said("ภาพก่อนซ่อม"))
    other = service.add_link(head, NOW, report.id, "https://www.ban.go.th/1")
    second = service.replace_by_file(head, NOW, made.folder(), first.id, Upload(made.PDF, "b.pdf"))
    third = service.replace_by_link(head, NOW, second.id, "https://www.ban.go.th/2", Said("หลังซ่อม"))
    assert (second.caption, second.dated_on, third.caption) == ("ภาพก่อนซ่อม", TODAY, "หลังซ่อม")
    rows = queries.evidence_of_reports([report.id])[report.id]
    assert [(row.id, row.versions) for row in rows] == [(third.id, 3), (other.id, 1)], "it keeps its place"
    [piece, _] = queries.pieces_of_reports([report.id])[report.id]
    assert [one.id for one in piece.earlier] == [second.id, first.id]
    assert len(made.files_on_disk()) == 3
    assert events()[2][0] == "evidence_replaced"
    assert (events()[2][1]["source"], events()[2][2]["source"]) == ("IMG_2025.jpg", "b.pdf")


def test_what_somebody_else_replaced_or_removed_is_not_changed_again(head: Actor, report: ProgressReport) -> None:
    first = add(head, report)
    service.replace_by_link(head, NOW, first.id, "https://www.ban.go.th/2")
    gone = service.add_link(head, NOW, report.id, "https://www.ban.go.th/3")
    service.remove_evidence(head, NOW, gone.id)
    for evidence_id in (first.id, gone.id):
        for use in uses(head, report.id, evidence_id)[2:]:
            with pytest.raises(Conflict, match="in the meantime"):
                use()
    assert len(made.files_on_disk()) == 2


def test_words_and_date_are_put_right(head: Actor, report: ProgressReport) -> None:
    row = add(head, report)
    row = service.change_evidence(head, NOW, row.id, Said("ป้ายประกาศ", date(2026, 1, 10)))
    assert (row.caption, row.dated_on) == ("ป้ายประกาศ", date(2026, 1, 10))
    name, before, after = events()[-1]
    assert (name, before["dated_on"], after["dated_on"]) == ("evidence_changed", "2026-01-20", "2026-01-10")
    with pytest.raises(Refusal, match="still to come"):
        service.change_evidence(head, NOW, row.id, Said("x", TODAY + timedelta(days=1)))


def test_what_is_removed_stays_for_the_record(head: Actor, report: ProgressReport) -> None:
    row = service.remove_evidence(head, NOW, add(head, report).id)
    assert captions(report) == []
    assert (row.removed_at, row.removed_by_id) == (NOW, head.user_id)
    assert len(made.files_on_disk()) == 2
    assert events()[-1][0] == "evidence_removed"
    add(head, report)
    assert queries.evidence_counts([report.id, 0]) == {report.id: 1, 0: 0}


def test_another_agencys_report_and_evidence_are_not_there(
    office: Office, foreign_office: Office, report: ProgressReport, head: Actor
) -> None:
    kept = add(head, report).id
    there = made.files_on_disk()
    foreign = factories.actor_of(foreign_office.agency, foreign_office.secretary, TODAY)
    with agency_scope(foreign_office.agency.id):
        for use in uses(foreign, report.id, kept):
            with pytest.raises(NotFound):
                use()
    assert made.files_on_disk() == there


def test_several_at_once_each_stand_there_once(app: Flask, office: Office, head: Actor, report: ProgressReport) -> None:
    same = [Upload(made.picture(seed=1), f"{number}.jpg") for number in range(3)]
    different = [Upload(made.picture(seed=2 + number), f"{number}.jpg") for number in range(4)]
    refused: list[Refusal] = []
    agency_id, report_id = office.agency.id, report.id
    db.session.commit()

    def attach(upload: Upload) -> None:
        with app.app_context(), agency_scope(agency_id):
            try:
                service.add_file(head, NOW, made.folder(), report_id, upload)
            except Refusal as refusal:
                refused.append(refusal)

    threads = [threading.Thread(target=attach, args=[upload]) for upload in (*same, *different)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert len(refused) == 2
    assert len(captions(report)) == 5
    assert len(made.files_on_disk()) == 10
