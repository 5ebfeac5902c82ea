"""Two people of a division and the secretary save one report in the same moment: one wins, no word is lost."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from threading import Barrier

import pytest

from tests.support.month import open_reports, report_on
from tests.support.office import Office
from tests.support.report_clients import Reply, Report, ReportClient, version_told
from tests.support.whole_reports import assert_whole, stored_reports, words_sent
from tracker.extensions import db
from tracker.models import User
from tracker.models.isolation import all_agencies
from tracker.services.sign_in import hash_password

PASSWORD = "รหัสผ่านของทุกคนในเรื่องนี้"
ROUNDS = 8

Save = Callable[[ReportClient, Report], Reply]


@pytest.fixture
def report_id(office: Office) -> int:
    open_reports(office)
    return report_on(office.own, office.finance).id


@pytest.fixture
def clients(office: Office, report_id: int, live_url: str) -> Iterator[list[ReportClient]]:
    """The head, the officer and the secretary, each at their own device."""
    password_hash = hash_password(PASSWORD)
    people = (office.head, office.officer, office.secretary)
    with all_agencies():
        for person in people:
            db.session.get_one(User, person.id).password_hash = password_hash
        db.session.commit()
    clients = [ReportClient(live_url, person.email, PASSWORD) for person in people]
    yield clients
    for client in clients:
        client.close()


def at_once(clients: list[ReportClient], saves: list[Save], reports: list[Report]) -> list[Reply]:
    together = Barrier(len(clients))

    def save(client: ReportClient, how: Save, report: Report) -> Reply:
        together.wait(60)
        return how(client, report)

    with ThreadPoolExecutor(len(clients)) as threads:
        return list(threads.map(save, clients, saves, reports))


def texts(number: int) -> list[str]:
    return [f"{who} เขียนรอบที่ {number}" for who in ("ผู้อำนวยการ", "นักวิชาการ", "หัวหน้าสำนักปลัด")]


def send_the_page(client: ReportClient, report: Report) -> Reply:
    return client.send_page([report])


def assert_shows_both(reply: Reply, mine: Report, theirs: Report) -> None:
    """What the other wrote to be read, what I wrote in its field."""
    assert reply.is_conflict
    page = reply.page
    assert page.one("textarea", name=f"r{mine.id}-done_text").verbatim.strip() == mine.text
    assert theirs.text in page.one("main").text
    assert page.one("input", name=f"r{mine.id}-version")["value"] == str(mine.version + 1)


@pytest.mark.parametrize("of_the_division", [ReportClient.send, send_the_page], ids=["one report", "the whole page"])
def test_one_wins_and_the_others_see_what_it_wrote_and_what_they_wrote(
    office: Office, report_id: int, clients: list[ReportClient], of_the_division: Save
) -> None:
    saves = [of_the_division, of_the_division, ReportClient.enter_on_behalf]
    won = []
    for number in range(ROUNDS):
        version = clients[0].version_of(report_id)
        reports = [Report(report_id, version, text) for text in texts(number)]
        replies = at_once(clients, saves, reports)
        [winner] = [report for report, reply in zip(reports, replies, strict=True) if reply.is_kept]
        won.append(winner.text)
        for report, reply in zip(reports, replies, strict=True):
            if report is not winner:
                assert_shows_both(reply, report, winner)
    stored = stored_reports(office.agency.id)
    assert list(words_sent(stored)) == won
    assert_whole(stored[report_id])


def test_a_draft_that_comes_second_is_told_what_the_first_one_is(
    office: Office, report_id: int, clients: list[ReportClient]
) -> None:
    """Its own words stay in the page that its script saves from."""
    for number in range(ROUNDS):
        version = clients[0].version_of(report_id)
        reports = [Report(report_id, version, text) for text in texts(number)[:2]]
        replies = at_once(clients[:2], [ReportClient.save_draft] * 2, reports)
        first, second = sorted(replies, key=lambda reply: reply.status)
        [kept] = [report for report, reply in zip(reports, replies, strict=True) if reply is first]
        assert (first.status, second.status) == (200, 409)
        told = json.loads(second.text)
        assert told["version"] == version_told(first) == version + 1
        assert kept.text in told["stored"]
        assert stored_reports(office.agency.id)[report_id].words_on_the_page == kept.text


def test_the_other_reports_of_the_page_are_sent_all_the_same(office: Office, clients: list[ReportClient]) -> None:
    head, officer, _ = clients
    before = stored_reports(office.agency.id)
    of_finance = (id_ for id_, one in before.items() if one.assignment.division_id == office.finance.id)
    page = [Report(id_, before[id_].report.version, f"ของผู้อำนวยการ {id_}") for id_ in of_finance]
    theirs = replace(page[0], text="ของนักวิชาการ")
    assert officer.send(theirs).is_kept
    assert_shows_both(head.send_page(page), page[0], theirs)
    assert words_sent(stored_reports(office.agency.id)) == Counter([theirs.text, *(one.text for one in page[1:])])
    assert len(page) == 2
