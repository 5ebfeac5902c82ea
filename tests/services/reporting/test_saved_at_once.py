from __future__ import annotations

import threading
from dataclasses import replace

import pytest
from flask import Flask

from tests.services.reporting.desk import DONE, NOW, PROGRESS, actor, events, revisions, send
from tests.support.office import Office
from tracker.domain.answers import Entry
from tracker.domain.errors import Conflict
from tracker.domain.permissions import Actor
from tracker.extensions import db
from tracker.models import ProgressReport
from tracker.models.isolation import agency_scope
from tracker.services import reporting, reviewing


def test_a_save_from_an_older_page_is_told_so(office: Office, own: ProgressReport) -> None:
    seen = own.version
    send(office, own)
    with pytest.raises(Conflict):
        reporting.submit_report(actor(office, office.officer), NOW, own.id, seen, DONE)
    with pytest.raises(Conflict):
        reviewing.review_report(actor(office, office.secretary), NOW, own.id, seen, accept=True)
    assert own.done_text == "ประชุมแล้ว"


def test_of_many_saving_at_once_one_wins_and_the_others_are_told(
    app: Flask, office: Office, own: ProgressReport
) -> None:
    people = [actor(office, office.head), actor(office, office.officer)] * 4
    seen, agency_id, report_id = own.version, office.agency.id, own.id
    db.session.commit()
    told: list[str] = []
    start = threading.Barrier(len(people))

    def save(one: Actor, words: str) -> None:
        with app.app_context(), agency_scope(agency_id):
            start.wait()
            try:
                reporting.submit_report(one, NOW, report_id, seen, replace(PROGRESS, done_text=words))
                told.append(words)
            except Conflict:
                told.append("conflict")
            finally:
                db.session.remove()

    threads = [threading.Thread(target=save, args=(one, f"ข้อความ {n}")) for n, one in enumerate(people)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    db.session.refresh(own)
    assert sorted(told) == sorted(["conflict"] * 7 + [own.done_text])
    assert len(revisions(own)) == 1


def test_saving_the_same_again_is_no_conflict_though_its_answer_was_lost(office: Office, own: ProgressReport) -> None:
    seen = own.version
    head, written = actor(office, office.head), Entry(None, done_text="ครึ่งทาง")
    reporting.save_draft(head, NOW, own.id, seen, written)
    reporting.save_draft(head, NOW, own.id, seen, replace(written, done_text="ครึ่งทาง "))
    assert (own.version, len(events("report_drafted"))) == (seen + 1, 1)
    with pytest.raises(Conflict):
        reporting.save_draft(head, NOW, own.id, seen, replace(written, done_text="ไกลกว่านั้น"))
