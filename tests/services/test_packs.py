"""All papers of a meeting in one file: made once, taken up when its program died, and not kept for ever."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from functools import partial
from hashlib import sha256
from io import BytesIO
from zipfile import ZipFile

import pytest
from flask import Flask
from sqlalchemy import select

from jobs import forget_packs, make_packs
from jobs.work import Work
from tests.factories import actor_of, moment
from tests.support.office import HELD_ON, TODAY, Office
from tracker import clock
from tracker.config import Config
from tracker.domain.errors import NotAllowed, NotFound
from tracker.domain.papers import PaperForm
from tracker.evidence_files import EvidenceFolder, PackFolder
from tracker.extensions import db
from tracker.models import Assignment, AuditEvent, IssuedFile, PaperPack
from tracker.models.isolation import agency_scope, all_agencies
from tracker.reports import printing
from tracker.reports.paper import Dress, Paper
from tracker.services import pack_files, packs
from tracker.services.packs import GIVEN_UP_AFTER, KEPT_FOR, TAKEN_UP_AFTER, Maker, ask_for_pack

NOW = moment(TODAY)


@pytest.fixture(autouse=True)
def _short_drawers(monkeypatch: pytest.MonkeyPatch) -> None:
    """What a form looks like is for the tests of its drawer; here it only has to be told from the others."""
    for form in (PaperForm.XLSX, PaperForm.DOCX, PaperForm.PDF):
        monkeypatch.setitem(printing.DRAWERS, form, partial(in_short, form))


def in_short(form: PaperForm, paper: Paper, _dress: Dress) -> bytes:
    return f"{form} {paper.check_code}".encode()


@pytest.fixture
def config(app: Flask) -> Config:
    config: Config = app.config["TRACKER"]
    return config


@pytest.fixture
def scope(office: Office) -> Iterator[None]:
    with agency_scope(office.agency.id):
        yield


def maker_of(office: Office, config: Config, now: Callable[[], datetime] = lambda: NOW) -> Maker:
    actor = actor_of(office.agency, office.secretary)
    return Maker(actor, EvidenceFolder(config.evidence), PackFolder(config.packs), now)


def asked_for(office: Office, now: datetime = NOW) -> int:
    return ask_for_pack(actor_of(office.agency, office.secretary), now, office.meeting.id)


def pack(pack_id: int) -> PaperPack:
    db.session.expire_all()
    return db.session.get_one(PaperPack, pack_id)


def files_of(config: Config, made: PaperPack) -> dict[str, bytes]:
    path = PackFolder(config.packs).file(made.agency_id, made.stored_name)
    with ZipFile(BytesIO(path.read_bytes())) as packed:
        assert packed.testzip() is None
        return {name: packed.read(name) for name in packed.namelist()}


@pytest.mark.usefixtures("scope")
def test_every_paper_of_the_meeting_is_in_it_in_every_form(office: Office, config: Config) -> None:
    pack_id = asked_for(office)
    assert maker_of(office, config).make(pack_id)
    made = pack(pack_id)
    assert (made.papers_done, made.papers_in_all, made.error) == (7, 7, "")
    assert made.filename.endswith("-2026-01.zip")
    names = list(files_of(config, made))
    assert names[0] == "00-contents.txt"
    meeting = f"meeting-{office.agency.slug}-2026-01"
    assert {f"pdf/{meeting}.pdf", f"docx/{meeting}.docx", f"xlsx/{meeting}.xlsx"} <= set(names)
    for kind in ("indicators", "memo", "division", "ledger"):
        assert [name for name in names if name.startswith(f"pdf/{kind}-")], kind


@pytest.mark.usefixtures("scope")
def test_its_list_names_each_file_with_its_code_and_all_are_in_the_register(office: Office, config: Config) -> None:
    pack_id = asked_for(office)
    maker_of(office, config).make(pack_id)
    files = files_of(config, pack(pack_id))
    contents = files.pop("00-contents.txt").decode("utf-8-sig")
    for name, data in files.items():
        [line] = [line for line in contents.splitlines() if line.startswith(f"{name}\t")]
        assert data.decode().partition(" ")[2] in line
    known = set(db.session.scalars(select(IssuedFile.sha256)))
    assert {sha256(data).hexdigest() for data in files.values()} <= known


@pytest.mark.usefixtures("scope")
def test_what_there_is_nothing_to_print_of_is_said_in_the_list(office: Office, config: Config) -> None:
    for assignment in db.session.scalars(select(Assignment)):
        db.session.delete(assignment)
    db.session.commit()
    pack_id = asked_for(office)
    maker_of(office, config).make(pack_id)
    made = pack(pack_id)
    contents = files_of(config, made)["00-contents.txt"].decode("utf-8-sig")
    assert contents.count("บันทึกข้อความ\tไม่มีรายการ จึงไม่มีเอกสาร") == 2
    assert made.error == ""


@pytest.mark.usefixtures("scope")
def test_one_form_that_fails_keeps_no_other_from_being_made(
    office: Office, config: Config, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> bytes:
        raise RuntimeError("no ink")

    monkeypatch.setitem(printing.DRAWERS, PaperForm.PDF, fail)
    pack_id = asked_for(office)
    maker_of(office, config).make(pack_id)
    made = pack(pack_id)
    assert "รายงานความก้าวหน้าตามมาตรการ (pdf)" in made.error
    names = set(files_of(config, made))
    assert not [name for name in names if name.startswith("pdf/")]
    assert [name for name in names if name.startswith("xlsx/")]


@pytest.mark.usefixtures("scope")
def test_who_asks_while_it_is_made_gets_the_same(office: Office, config: Config) -> None:
    first = asked_for(office)
    assert asked_for(office) == first
    maker_of(office, config).make(first)
    assert asked_for(office) != first, "what is finished is made anew"
    events = db.session.scalars(select(AuditEvent).where(AuditEvent.event == "pack_asked_for")).all()
    assert [event.after for event in events] == [{"papers": 7}] * 2


@pytest.mark.usefixtures("scope")
def test_only_who_makes_papers_asks_for_it(office: Office, foreign_office: Office) -> None:
    with pytest.raises(NotAllowed):
        ask_for_pack(actor_of(office.agency, office.head), NOW, office.meeting.id)
    with pytest.raises(NotFound):
        ask_for_pack(actor_of(office.agency, office.secretary), NOW, foreign_office.meeting.id)


def test_two_at_once_make_it_once(app: Flask, office: Office, config: Config) -> None:
    with agency_scope(office.agency.id):
        pack_id = asked_for(office)
        maker = maker_of(office, config)
    agency_id, together, made = office.agency.id, threading.Barrier(4), list[bool]()
    db.session.rollback()

    def make() -> None:
        with app.app_context(), agency_scope(agency_id):
            together.wait()
            made.append(maker.make(pack_id))

    threads = [threading.Thread(target=make) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(made) == [False, False, False, True]
    with all_agencies():
        assert pack(pack_id).finished_at is not None
    assert len([path for path in config.packs.rglob("*") if path.is_file()]) == 1


class Killed(BaseException):
    """As if the program had ended: nothing of it is caught."""


def killed_after(papers: int, monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    """The program ends before the next paper; the answer brings it back to life."""
    done, whole = [0], pack_files.all_forms_of

    def all_forms_of(*arguments: object) -> None:
        done[0] += 1
        if done[0] > papers:
            raise Killed
        whole(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(packs, "all_forms_of", all_forms_of)
    return lambda: monkeypatch.setattr(packs, "all_forms_of", whole)


def test_killed_while_it_is_made_the_job_takes_it_up(
    office: Office, config: Config, monkeypatch: pytest.MonkeyPatch
) -> None:
    revive = killed_after(3, monkeypatch)
    with agency_scope(office.agency.id):
        pack_id = asked_for(office, clock.now())
        with pytest.raises(Killed):
            maker_of(office, config, clock.now).make(pack_id)
        db.session.rollback()
        assert (pack(pack_id).papers_done, pack(pack_id).finished_at) == (3, None)
    revive()
    work = Work(config)
    make_packs.run(work)
    with all_agencies():
        assert (work.done, pack(pack_id).finished_at) == (0, None), "it may still be at work"
        pack(pack_id).begun_at = clock.now() - TAKEN_UP_AFTER - timedelta(seconds=1)
        db.session.commit()
    make_packs.run(work)
    with all_agencies():
        made = pack(pack_id)
        assert (work.done, work.failures, made.papers_done, made.error) == (1, {}, 7, "")
        assert "00-contents.txt" in files_of(config, made)
    make_packs.run(work)
    assert work.done == 1, "nothing is left to do"


def test_a_pack_that_nobody_began_is_the_jobs_at_once(office: Office, config: Config) -> None:
    with agency_scope(office.agency.id):
        pack_id = asked_for(office, clock.now())
    work = Work(config)
    make_packs.run(work)
    with all_agencies():
        assert pack(pack_id).stored_name


@pytest.mark.usefixtures("scope")
def test_who_was_taken_for_dead_stops_and_leaves_no_file(
    office: Office, config: Config, monkeypatch: pytest.MonkeyPatch
) -> None:
    pack_id = asked_for(office)
    later = NOW + TAKEN_UP_AFTER + timedelta(seconds=1)
    slow, whole = [True], pack_files.all_forms_of

    def all_forms_of(*arguments: object) -> None:
        if slow and slow.pop():
            assert maker_of(office, config, lambda: later).make(pack_id)
        whole(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(packs, "all_forms_of", all_forms_of)
    assert not maker_of(office, config).make(pack_id)
    assert pack(pack_id).finished_at == later
    assert len([path for path in config.packs.rglob("*") if path.is_file()]) == 1


def test_a_pack_that_ends_every_program_is_given_up(office: Office, config: Config) -> None:
    with agency_scope(office.agency.id):
        pack_id = asked_for(office, clock.now() - GIVEN_UP_AFTER - timedelta(minutes=1))
    make_packs.run(Work(config))
    with all_agencies():
        assert (pack(pack_id).error, pack(pack_id).stored_name) == (packs.TOOK_TOO_LONG, "")


def test_old_packs_and_what_nobody_finished_go(office: Office, config: Config) -> None:
    with agency_scope(office.agency.id):
        old = asked_for(office)
        maker_of(office, config).make(old)
        new = asked_for(office)
        maker_of(office, config).make(new)
        for pack_id, finished_at in ((old, clock.now() - KEPT_FOR - timedelta(days=1)), (new, clock.now())):
            pack(pack_id).finished_at = finished_at
            db.session.commit()
    stray = config.packs / str(office.agency.id) / f"{'a' * 32}.zip"
    stray.write_bytes(b"")
    work = Work(config)
    forget_packs.run(work)
    assert (work.done, stray.exists()) == (1, True), "it may be about to be known"
    clock.pin_today(HELD_ON + timedelta(days=3))
    forget_packs.run(work)
    with all_agencies():
        assert (pack(old).stored_name, bool(pack(new).stored_name)) == ("", True)
