"""The papers on the screen: who sees which, what may stand in their address, and the files beside them."""

from __future__ import annotations

import json

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests import factories
from tests.support.attachments import attach_picture
from tests.support.month import open_reports, report_on, submit
from tests.support.office import Office
from tests.support.pages import Visitor
from tests.support.queries import MOST_PER_PAGE, count_queries
from tracker.domain.paper_rights import may_have
from tracker.domain.papers import Asked, PaperForm, PaperKind
from tracker.domain.permissions import Actor, Post, Role
from tracker.extensions import db
from tracker.models import IssuedPaper, PaperSettings
from tracker.models.isolation import agency_scope
from tracker.queries import evidence
from tracker.web.paper_pages import paper_forms, paper_kinds

EVERYBODY = ("administrator", "secretary", "head", "officer", "executive", "auditor")
ROLES = {
    "administrator": Role.ADMINISTRATOR,
    "secretary": Role.SECRETARY,
    "head": Role.DIVISION_HEAD,
    "officer": Role.DIVISION_OFFICER,
    "executive": Role.EXECUTIVE,
    "auditor": Role.AUDITOR,
}
MOST_OF_A_PAPER = MOST_PER_PAGE + 4
"""Beside the paper's value, which takes as many as a page: who asks, the look of papers, what there is to choose."""

#: What the address must say where nothing stands for it by itself.
NEEDED = {PaperKind.DIVISION: "division"}


@pytest.fixture
def month(office: Office) -> Office:
    """In which one report has come."""
    open_reports(office)
    submit(office, report_on(office.own, office.finance), office.head, "อบรมแล้ว 1 รุ่น")
    return office


@pytest.fixture
def secretary(client: FlaskClient, month: Office) -> Visitor:
    factories.sign_in(client, month.secretary)
    return Visitor(client)


def address(kind: PaperKind, office: Office, form: PaperForm | None = None) -> str:
    ending = f".{form}" if form else ""
    needed = f"?division={office.finance.id}" if kind in NEEDED else ""
    return f"/papers/{kind.replace('_', '-')}{ending}{needed}"


def cards(visitor: Visitor) -> list[str]:
    return [card["id"] for card in visitor.page.all("article", class_="t-card")]


@pytest.mark.parametrize("name", EVERYBODY)
def test_each_is_offered_the_papers_that_they_may_have(client: FlaskClient, month: Office, name: str) -> None:
    factories.sign_in(client, getattr(month, name))
    visitor = Visitor(client)
    visitor.get("/papers")
    actor = Actor(1, "", month.agency.id, (Post(ROLES[name], ""),))
    assert cards(visitor) == [kind for kind in paper_kinds() if may_have(actor, Asked(kind, user_id=1))]
    for kind in paper_kinds():
        status = 200 if kind in cards(visitor) else 403
        for form in (None, PaperForm.JSON):
            answer = client.get(address(kind, month, form))
            assert answer.status_code == status, f"{kind} {form}: {answer.text[:500]}"
        visitor.get("/papers")


def test_a_persons_sheet_is_not_for_colleagues(client: FlaskClient, month: Office) -> None:
    if PaperKind.PERSON not in paper_kinds():
        pytest.skip("no such paper yet")
    factories.sign_in(client, month.officer)
    visitor = Visitor(client)
    own, others = f"person={month.officer.id}", f"person={month.head.id}"
    assert visitor.get("/papers/person").one("article", class_="t-paper").text == (
        visitor.get(f"/papers/person?{own}").one("article", class_="t-paper").text
    )
    for url in (f"/papers/person?{others}", f"/papers/person.xlsx?{others}"):
        assert "does not open this paper" in visitor.get(url, 403).text
    factories.sign_in(client, month.secretary)
    visitor.get(f"/papers/person?{others}")


@pytest.mark.parametrize("kind", PaperKind)
def test_a_page_asks_a_few_times_and_enters_nothing_into_the_register(
    secretary: Visitor, month: Office, kind: PaperKind
) -> None:
    if kind not in paper_kinds():
        pytest.skip("no such paper yet")
    with count_queries() as statements:
        secretary.get(address(kind, month))
    assert len(statements) <= MOST_OF_A_PAPER, "\n".join(statements)
    with agency_scope(month.agency.id):
        assert db.session.query(IssuedPaper).count() == 0


def test_the_list_of_papers_asks_a_few_times(secretary: Visitor) -> None:
    with count_queries() as statements:
        secretary.get("/papers")
    assert len(statements) <= MOST_PER_PAGE


def test_the_page_says_what_the_file_says(secretary: Visitor, month: Office) -> None:
    paper = secretary.get("/papers/indicators?date=2026-01-29").one("article", class_="t-paper")
    assert paper["lang"] == "th", "the paper is in Thai whatever the language of the page"
    content = json.loads(secretary.client.get("/papers/indicators.json?date=2026-01-29").data)
    rows = [row for body in paper.all("tbody") for row in body.all("tr")]
    assert len(rows) == len(content["indicators"]) + 1
    for row, one in zip(rows, content["indicators"], strict=False):
        assert row.all("td")[1].text.startswith(one["name"])
        assert row.all("td")[4].text == str(one["measures"])
    with agency_scope(month.agency.id):
        [issued] = db.session.query(IssuedPaper)
    assert issued.check_code[:4].upper() in paper.one("p", class_="t-paper__check").text


def test_digits_follow_the_address_and_else_the_agency(secretary: Visitor, month: Office) -> None:
    assert "พ.ศ. 2569" in secretary.get("/papers/indicators").one("article").text
    assert "พ.ศ. ๒๕๖๙" in secretary.get("/papers/indicators?digits=thai").one("article").text
    with agency_scope(month.agency.id):
        db.session.add(PaperSettings(digits="thai"))
        db.session.commit()
    assert "พ.ศ. ๒๕๖๙" in secretary.get("/papers/indicators").one("article").text
    assert "พ.ศ. 2569" in secretary.get("/papers/indicators?digits=arabic").one("article").text


def test_choices_stay_and_go_along_with_the_files(secretary: Visitor, month: Office) -> None:
    page = secretary.get(f"/papers/meeting?meeting={month.meeting.id}&digits=thai")
    form = page.one("form", class_="t-filters")
    chosen = {
        one.parent["name"]: one["value"] for one in form.all("option") if "selected" in one.attributes and one.parent
    }
    assert chosen == {"meeting": str(month.meeting.id), "digits": "thai"}
    files = [button["formaction"] for button in form.all("button") if "formaction" in button.attributes]
    assert files == [*(f"/papers/meeting.{form}" for form in paper_forms()), "/papers/meeting.json"]
    answer = secretary.client.get(f"{files[-1]}?meeting={month.meeting.id}&digits=thai")
    assert answer.headers["Content-Disposition"].startswith("attachment; filename=meeting-office-2026-01")


def test_an_older_meeting_than_those_listed_stays_chosen(secretary: Visitor, month: Office) -> None:
    for number in range(40):
        held_on = month.meeting.held_on.replace(year=2027 + number)
        factories.create_meeting(month.agency, held_on, held_on.replace(day=1))
    form = secretary.get(f"/papers/meeting?meeting={month.meeting.id}").one("form", class_="t-filters")
    assert form.all("option")[0]["value"] == str(month.meeting.id)


PLACES = (
    ("secretary", "/meetings/{meeting}", "/meetings/{meeting}/report"),
    ("secretary", "/meetings/{meeting}/preflight", "/meetings/{meeting}/report"),
    ("executive", "/indicators", "/indicators/report"),
    ("executive", "/plans/{plan}", "/papers/plan"),
    ("executive", "/plans/{plan}", "/papers/result"),
    ("head", "/my-reports", "/papers/division"),
    ("auditor", "/messages", "/papers/ledger"),
)


@pytest.mark.parametrize(("name", "page", "paper"), PLACES)
def test_every_form_lies_where_the_work_is_done(
    client: FlaskClient, month: Office, name: str, page: str, paper: str
) -> None:
    factories.sign_in(client, getattr(month, name))
    ids = {"meeting": month.meeting.id, "plan": month.plan.id}
    links = [link["href"] for link in Visitor(client).get(page.format(**ids)).all("a") if link.get("href")]
    for form in paper_forms():
        [file] = [link for link in links if link.startswith(f"{paper.format(**ids)}.{form}")]
    assert client.get(file).status_code == 200


NONSENSE = (
    ("indicators", "date=เมื่อวาน", "is not a date"),
    ("indicators", "date=31/2/2569", "There is no such day"),
    ("meeting", "month=2026-13", "There is no such day"),
    ("meeting", "meeting=ก", "cannot stand for “meeting”"),
    ("meeting", "meeting=99999999999999999999", "cannot stand for “meeting”"),
    ("meeting", "meeting=1&edition=-1", "cannot stand for “edition”"),
    ("indicators", "year=ปีนี้", "is no fiscal year"),
    ("indicators", "year=" + "9" * 5000, "is no fiscal year"),
    ("indicators", "span=q5", "cannot stand for “span”"),
    ("indicators", "round=7", "cannot stand for “round”"),
    ("indicators", "purpose=love", "cannot stand for “purpose”"),
    ("indicators", "division=1.5", "cannot stand for “division”"),
    ("indicators", "person=<script>", "cannot stand for “person”"),
    ("indicators", "digits=roman", "cannot stand for “digits”"),
)


@pytest.mark.parametrize(("kind", "arguments", "said"), NONSENSE, ids=[one[1][:20] for one in NONSENSE])
def test_nonsense_in_the_address_is_refused_with_a_sentence(
    secretary: Visitor, kind: str, arguments: str, said: str
) -> None:
    assert said in secretary.get(f"/papers/{kind}?{arguments}", 400).one("main").text
    assert secretary.page.all("form", class_="t-filters"), "the choices stay"
    assert said in secretary.get(f"/papers/{kind}.xlsx?{arguments}", 400).one("main").text


def test_what_there_is_no_paper_of_is_told_beside_the_choices(secretary: Visitor) -> None:
    page = secretary.get("/papers/plan?year=2560", 404)
    assert "There is no plan of fiscal year 2560." in page.one("main").text
    assert page.all("form", class_="t-filters"), "the choices stay"


def test_there_are_no_other_kinds_and_forms(secretary: Visitor) -> None:
    for url in ("/papers/gossip", "/papers/meeting.exe", "/papers/follow_up"):
        secretary.get(url, 404)


def test_what_belongs_to_another_agency_is_not_there(secretary: Visitor, month: Office, foreign_office: Office) -> None:
    foreign = {
        PaperKind.MEETING: f"meeting={foreign_office.meeting.id}",
        PaperKind.DIVISION: f"division={foreign_office.works.id}",
        PaperKind.PERSON: f"person={foreign_office.head.id}",
        PaperKind.LEDGER: f"meeting={foreign_office.meeting.id}",
    }
    for kind in foreign.keys() & set(paper_kinds()):
        for ending in ("", ".xlsx", ".json"):
            secretary.get(f"/papers/{kind}{ending}?{foreign[kind]}", 404)


def test_the_names_of_pictures_lead_to_evidence_that_was_not_removed(app: Flask, month: Office) -> None:
    report = report_on(month.own, month.finance)
    with agency_scope(month.agency.id):
        kept = attach_picture(report, month.head.id)
        removed = attach_picture(report, month.head.id, removed_at=kept.added_at, removed_by_id=month.head.id)
        names = [str(kept.stored_name), str(removed.stored_name), "gone.jpg"]
        assert evidence.ids_of_files(names) == {kept.stored_name: kept.id}


def test_the_emblem_stands_on_the_page_once_it_is_set(secretary: Visitor, month: Office) -> None:
    assert not secretary.get("/papers/indicators").all("img", class_="t-paper__logo")
    secretary.get("/papers/logo", 404)
    with agency_scope(month.agency.id):
        db.session.add(PaperSettings(logo=b"\x89PNG"))
        db.session.commit()
    assert secretary.get("/papers/indicators").one("img", class_="t-paper__logo")["src"] == "/papers/logo"
    secretary.get("/papers/logo")
    assert secretary.response.mimetype == "image/png"
