"""The papers on their way to those who attend: to whom, when, and with which paper in the letter."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from email.message import EmailMessage
from hashlib import sha256

import pypdfium2
import pytest
from flask import Flask
from sqlalchemy import select

from tests.factories import create_report, moment
from tests.services.town import BASE_URL, DEPUTY, DUE_DAY, EVE, FINANCE, HELD_ON, JANUARY, WORKS, Town, create_town
from tests.support.mailbox import Letter, Mailbox
from tracker.config import Config
from tracker.domain.papers import PaperForm
from tracker.domain.reminders import MEETING_WAS_MOVED, MessageKind, MessageState
from tracker.domain.thai_text import squeeze
from tracker.evidence_files import EvidenceFolder, PackFolder
from tracker.extensions import db
from tracker.models import IssuedFile, Meeting, Message, PaperPack
from tracker.models.isolation import all_agencies
from tracker.reports import printing
from tracker.services.mail_carrier import MailCarrier
from tracker.services.pre_read_papers import PreReadPapers
from tracker.services.reminding import look, notice_as_json, notices_due
from tracker.services.sending import Counts, send_waiting

NINE = moment(DUE_DAY)


@dataclass
class PostRoom:
    """Queues what is due for the town and sends it, with the papers."""

    config: Config
    town: Town
    now: datetime = NINE

    def queue_and_send(self, day: date | None = None) -> Counts:
        self.now = moment(day) if day else self.now
        self.town.queue(self.now.date())
        return self.send()

    def send(self) -> Counts:
        db.session.rollback()
        papers = PreReadPapers(EvidenceFolder(self.config.evidence), PackFolder(self.config.packs), lambda: self.now)
        carrier = MailCarrier(self.config.mail, lambda: self.now, papers=papers)
        return send_waiting(carrier, lambda: self.now, self.config.instance, BASE_URL)

    def message(self, address: str) -> Message:
        db.session.expire_all()
        mine = (Message.kind == MessageKind.PRE_READ, Message.to_address == address)
        return db.session.scalars(select(Message).where(*mine).order_by(Message.id.desc())).first() or Message()

    def packs(self) -> list[PaperPack]:
        db.session.expire_all()
        return list(db.session.scalars(select(PaperPack).order_by(PaperPack.id)))


@pytest.fixture
def room(app: Flask) -> Iterator[PostRoom]:
    with app.app_context(), all_agencies():
        yield PostRoom(app.config["TRACKER"], create_town(sends_pre_read=True))


def letter_to(mailbox: Mailbox, address: str) -> Letter:
    return next(letter for letter in reversed(mailbox.to(address)) if letter.subject.startswith("เอกสารประชุม"))


def paper_of(letter: Letter) -> EmailMessage:
    [file] = letter.message.iter_attachments()
    assert isinstance(file, EmailMessage)
    return file


def words_of(letter: Letter) -> str:
    """Of the PDF that came with it, opened again; without its spaces, which are where lines end as well."""
    pdf = pypdfium2.PdfDocument(paper_of(letter).get_content())
    words = "\n".join(page.get_textpage().get_text_range() for page in pdf)
    pdf.close()
    return squeeze(words)


def test_it_is_told_two_days_before_to_executives_and_heads(room: PostRoom) -> None:
    told = {(address, step) for address, step in room.town.due(DUE_DAY) if step == "pre-read"}
    assert told == {(DEPUTY, "pre-read"), (FINANCE, "pre-read"), (WORKS, "pre-read")}
    assert not [step for _, step in room.town.due(DUE_DAY - timedelta(days=3)) if step == "pre-read"]
    assert (DEPUTY, "pre-read") in room.town.due(HELD_ON), "of use until the meeting"


def test_other_programs_find_it_in_the_list(room: PostRoom) -> None:
    [notice] = [
        notice_as_json(one)
        for one in notices_due(room.town.agency_id, NINE)
        if one.kind is MessageKind.PRE_READ and one.address == DEPUTY
    ]
    assert notice == {
        "to": DEPUTY,
        "name": notice["name"],
        "post": "รองปลัด",
        "division": "กองคลัง, กองช่าง",
        "channel": "email",
        "kind": "pre_read",
        "meeting": "2026-02-04",
        "measures": ["1", "3"],
        "why": "ส่งเอกสารก่อนการประชุม: ยังขาดรายงาน 3 เรื่อง 2 ส่วนราชการ",
    }


def test_the_letter_carries_the_paper_and_says_first_what_it_lacks(room: PostRoom, mailbox: Mailbox) -> None:
    create_report(room.town.assignments[1], JANUARY)
    room.queue_and_send()
    letter = letter_to(mailbox, DEPUTY)
    paper = paper_of(letter)
    assert paper.get_content_type() == "application/pdf"
    assert paper.get_filename() == "เอกสารประกอบการประชุม 4 ก.พ. 2569.pdf"
    assert paper.get_content().startswith(b"%PDF-")
    opening, _, rest = letter.text.partition("เอกสารนี้ยังขาดรายงานเดือนมกราคม 2569 1 ส่วนราชการ")
    assert opening.startswith("เรียน รองปลัด")
    assert "กองคลัง 2 เรื่อง (มาตรการที่ 1, 3)" in rest.partition("มาตรการที่ติดตาม 2 เรื่อง")[0]
    assert "แนบเอกสารประกอบการประชุมมากับข้อความนี้แล้ว: เอกสารประกอบการประชุม 4 ก.พ. 2569.pdf" in letter.text
    assert "แนบเอกสารประกอบการประชุมมากับข้อความนี้แล้ว" in letter.html
    assert f"{BASE_URL}/meetings/{room.town.meeting.id}/papers" in letter.text
    assert "4กุมภาพันธ์2569" in words_of(letter)


def test_every_line_of_the_letter_is_one_that_any_server_carries(room: PostRoom, mailbox: Mailbox) -> None:
    room.queue_and_send()
    lines = letter_to(mailbox, DEPUTY).message.as_bytes().splitlines()
    assert max(map(len, lines)) <= 998


def test_everybody_gets_the_same_paper_and_it_stands_in_the_register(room: PostRoom, mailbox: Mailbox) -> None:
    room.queue_and_send()
    papers = [paper_of(letter_to(mailbox, address)).get_content() for address in (DEPUTY, FINANCE, WORKS)]
    assert len(set(papers)) == 1
    [pack] = room.packs()
    assert {room.message(address).pack_id for address in (DEPUTY, FINANCE, WORKS)} == {pack.id}
    codes = db.session.scalars(select(IssuedFile.sha256).where(IssuedFile.form == PaperForm.PDF))
    assert sha256(papers[0]).hexdigest() in set(codes)


def test_a_meeting_that_moves_gets_a_paper_of_its_new_day(room: PostRoom, mailbox: Mailbox) -> None:
    room.queue_and_send()
    meeting = db.session.get_one(Meeting, room.town.meeting.id)
    meeting.held_on = date(2026, 2, 5)
    db.session.commit()
    room.now += timedelta(minutes=1)
    assert room.queue_and_send(date(2026, 2, 3))[MessageState.SENT]
    letter = letter_to(mailbox, DEPUTY)
    assert paper_of(letter).get_filename() == "เอกสารประกอบการประชุม 5 ก.พ. 2569.pdf"
    assert "5กุมภาพันธ์2569" in words_of(letter)
    assert "4กุมภาพันธ์2569" not in words_of(letter)
    assert len(room.packs()) == 2


def test_moved_within_minutes_the_old_paper_is_not_taken(room: PostRoom, mailbox: Mailbox) -> None:
    room.queue_and_send()
    db.session.get_one(Meeting, room.town.meeting.id).held_on = HELD_ON - timedelta(days=1)
    db.session.commit()
    room.now += timedelta(minutes=1)
    room.queue_and_send()
    assert "3กุมภาพันธ์2569" in words_of(letter_to(mailbox, DEPUTY))


def test_what_waits_for_the_old_day_is_not_sent(room: PostRoom, mailbox: Mailbox) -> None:
    room.town.queue(DUE_DAY)
    db.session.get_one(Meeting, room.town.meeting.id).held_on = date(2026, 2, 11)
    db.session.commit()
    room.send()
    message = room.message(DEPUTY)
    assert (message.state, message.error) == (MessageState.SKIPPED, MEETING_WAS_MOVED)
    assert not room.packs()


def test_a_letter_that_goes_later_carries_what_came_in_between(room: PostRoom, mailbox: Mailbox) -> None:
    mailbox.answers[DEPUTY] = "451 4.3.0 Try again later"
    room.queue_and_send()
    create_report(room.town.assignments[1], JANUARY, done_text="อบรมแล้ว 1 รุ่น")
    mailbox.answers.clear()
    room.now += timedelta(hours=3)
    room.send()
    letter = letter_to(mailbox, DEPUTY)
    assert "อบรมแล้ว1รุ่น" in words_of(letter)
    assert "อบรมแล้ว" not in words_of(letter_to(mailbox, WORKS))
    assert "1 ส่วนราชการ" in letter.text


@pytest.fixture
def _no_paper(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> bytes:
        raise RuntimeError("no ink")

    monkeypatch.setitem(printing.DRAWERS, PaperForm.PDF, fail)


@pytest.mark.usefixtures("_no_paper")
def test_a_paper_that_cannot_be_made_holds_up_no_letter(room: PostRoom, mailbox: Mailbox) -> None:
    room.queue_and_send()
    letter = letter_to(mailbox, DEPUTY)
    assert not list(letter.message.iter_attachments())
    assert "แนบเอกสาร" not in letter.text
    assert f"{BASE_URL}/meetings/{room.town.meeting.id}/papers" in letter.text
    [pack] = room.packs()
    assert (pack.error, pack.stored_name) == ("RuntimeError: no ink", "")
    assert room.message(DEPUTY).pack_id == pack.id, "the ledger says why"


def test_a_paper_too_large_for_a_letter_stays_on_the_site(
    room: PostRoom, mailbox: Mailbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tracker.services.pre_read_papers.MOST_BYTES", 100)
    room.queue_and_send()
    assert not list(letter_to(mailbox, DEPUTY).message.iter_attachments())
    assert room.packs()[0].error.startswith("เอกสารมีขนาดใหญ่")


def test_an_agency_that_does_not_want_it_sends_none(room: PostRoom, mailbox: Mailbox) -> None:
    room.town.agency.sends_pre_read = False
    db.session.commit()
    room.queue_and_send()
    assert not room.packs()
    assert not [letter for letter in mailbox.letters if list(letter.message.iter_attachments())]


def test_two_agencies_never_share_a_paper(room: PostRoom, mailbox: Mailbox) -> None:
    other = create_town("other", sends_pre_read=True)
    other.agency.name = "เทศบาลตำบลอื่น"
    db.session.commit()
    other.queue(DUE_DAY)
    room.queue_and_send()
    assert "เทศบาลตำบลบ้านใหม่" in words_of(letter_to(mailbox, DEPUTY))
    words = words_of(letter_to(mailbox, "deputy@other.go.th"))
    assert "เทศบาลตำบลอื่น" in words
    assert "เทศบาลตำบลบ้านใหม่" not in words


def test_a_machine_that_was_off_writes_it_down_as_missed(room: PostRoom) -> None:
    room.town.queue(DUE_DAY - timedelta(days=3))
    found = look(room.town.agency_id, moment(date(2026, 2, 9)))
    assert {one.notice.to.email for one in found.missed if one.notice.kind is MessageKind.PRE_READ} == {
        DEPUTY,
        FINANCE,
        WORKS,
    }
    assert EVE < HELD_ON
