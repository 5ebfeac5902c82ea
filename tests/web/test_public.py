"""The pages without sign-in: what was closed and released, and nothing else, until it is withdrawn."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from io import BytesIO
from zipfile import ZipFile

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests import factories
from tests.support.attachments import attach_picture
from tests.support.month import draft, give_order, open_reports, report_on, submit
from tests.support.office import HELD_ON, Office
from tests.support.pages import Visitor
from tests.support.queries import MOST_PER_PAGE, count_queries
from tracker import clock
from tracker.extensions import db
from tracker.models import Evidence, Measure, MeasureOutcome, Publication
from tracker.models.isolation import agency_scope, all_agencies
from tracker.services import closing

AFTER_THE_MEETING = factories.moment(HELD_ON, 14)
SECRET = "เรื่องภายใน"
PAGE = "/public/office/2569"


@pytest.fixture
def evidence(office: Office) -> Iterator[Evidence]:
    """Under a report of a closed month, beside drafts, problems and orders that are for the office alone."""
    clock.pin_today(HELD_ON)
    open_reports(office)
    with agency_scope(office.agency.id):
        report = submit(office, report_on(office.own, office.finance), office.head, "อบรมแล้ว 1 รุ่น")
        report.problems, report.next_steps = f"ปัญหา{SECRET}", f"แผน{SECRET}"
        draft(office, report_on(office.shared, office.works), office.other_head, f"ร่าง{SECRET}")
        db.session.commit()
        row = attach_picture(report, office.head.id, caption="ภาพการอบรม")
        give_order(office, office.own, office.finance, f"สั่ง{SECRET}")
        yield row


@pytest.fixture
def secretary(client: FlaskClient, office: Office, evidence: Evidence) -> Visitor:
    factories.sign_in(client, office.secretary)
    return Visitor(client)


def close(office: Office) -> None:
    with agency_scope(office.agency.id):
        closing.close_month(factories.actor_of(office.agency, office.secretary), AFTER_THE_MEETING, office.meeting.id)


def write_outcome(office: Office) -> None:
    with agency_scope(office.agency.id):
        text = MeasureOutcome(
            measure_id=office.own.id,
            result="อบรม 2 รุ่น 60 คน",
            outcome="ประชาชนพอใจ",
            problems=SECRET,
            suggestions=SECRET,
        )
        db.session.add(text)
        db.session.commit()


def publish(secretary: Visitor, office: Office, **ticked: object) -> TestResponse:
    page = secretary.client.get(f"/plans/{office.plan.id}/publish")
    fields = {
        name: re.search(rf'name="{name}"[^>]*value="([^"]+)"', page.text)[1]  # type: ignore[index]
        for name in ("csrf_token", "seen")
    }
    return secretary.client.post(f"/plans/{office.plan.id}/publish", data={**fields, **ticked})


def pictures_in(word_file: bytes) -> int:
    with ZipFile(BytesIO(word_file)) as parts:
        return sum(name.startswith("word/media/") for name in parts.namelist())


def anybody(client: FlaskClient) -> Visitor:
    return Visitor(client.application.test_client())


def test_before_anything_is_published_there_is_nothing(client: FlaskClient, office: Office, evidence: Evidence) -> None:
    close(office)
    for address in (PAGE, "/public/office", f"{PAGE}/plan.pdf", f"{PAGE}/evidence/{evidence.id}", "/public/nowhere"):
        assert anybody(client).client.get(address).status_code == 404, address


def test_without_a_closed_month_the_plan_alone_is_shown(
    client: FlaskClient, secretary: Visitor, office: Office
) -> None:
    assert publish(secretary, office).status_code == 302
    page = anybody(client).get(PAGE)
    assert office.own.titles[0] in page.text
    for hidden in ("อบรมแล้ว", SECRET):
        assert hidden not in page.text
    assert anybody(client).client.get(f"{PAGE}/result.xlsx").status_code == 404


def test_what_was_written_and_released_is_shown_and_nothing_else(
    client: FlaskClient, secretary: Visitor, office: Office, evidence: Evidence
) -> None:
    close(office)
    write_outcome(office)
    assert publish(secretary, office, evidence=str(evidence.id)).status_code == 302
    page = anybody(client).get(PAGE)
    for shown in ("อบรม 2 รุ่น 60 คน", "ประชาชนพอใจ", "ภาพการอบรม", office.agency.name):
        assert shown in page.text, shown
    files = [anybody(client).client.get(f"{PAGE}/{kind}.json") for kind in ("plan", "result")]
    for answer in (page.text, *(file.text for file in files)):
        assert SECRET not in answer
        for person in (office.head, office.secretary, office.executive):
            assert person.email not in answer
    picture = anybody(client).client.get(f"{PAGE}/evidence/{evidence.id}", buffered=True)
    assert picture.mimetype == "image/jpeg"


def test_the_words_of_the_months_are_shown_only_where_the_office_says_so(
    client: FlaskClient, secretary: Visitor, office: Office
) -> None:
    close(office)
    publish(secretary, office)
    assert "อบรมแล้ว 1 รุ่น" not in anybody(client).get(PAGE).text
    publish(secretary, office, month_words="y")
    assert "อบรมแล้ว 1 รุ่น" in anybody(client).get(PAGE).text
    assert SECRET not in anybody(client).get(PAGE).text


def test_it_can_be_looked_at_as_ticked_before_it_goes_out(
    client: FlaskClient, secretary: Visitor, office: Office, evidence: Evidence
) -> None:
    close(office)
    page = secretary.get(f"/plans/{office.plan.id}/publish")
    form = page.one("form", action=f"/plans/{office.plan.id}/publish")
    assert form.one("button", value="look").get("formmethod") is None, "its token stays out of the address"
    looked_at = secretary.send(form, press="look", month_words="y", evidence=str(evidence.id))
    assert "อบรมแล้ว 1 รุ่น" in looked_at.text
    assert [one["value"] for one in looked_at.all("input", name="evidence", checked="")] == [str(evidence.id)]
    assert looked_at.all("input", name="month_words", checked="")
    assert anybody(client).client.get(PAGE).status_code == 404


def test_evidence_that_is_not_ticked_is_not_there(
    client: FlaskClient, secretary: Visitor, office: Office, evidence: Evidence
) -> None:
    close(office)
    publish(secretary, office)
    assert "ภาพการอบรม" not in anybody(client).get(PAGE).text
    assert anybody(client).client.get(f"{PAGE}/evidence/{evidence.id}").status_code == 404


def test_evidence_that_was_taken_off_its_report_is_shown_no_longer(
    client: FlaskClient, secretary: Visitor, office: Office, evidence: Evidence
) -> None:
    close(office)
    publish(secretary, office, evidence=str(evidence.id))
    before = anybody(client).client.get(f"{PAGE}/result.docx").data
    with agency_scope(office.agency.id):
        db.session.get_one(Evidence, evidence.id).removed_at = AFTER_THE_MEETING
        db.session.commit()
    assert "ภาพการอบรม" not in anybody(client).get(PAGE).text
    assert anybody(client).client.get(f"{PAGE}/evidence/{evidence.id}").status_code == 404
    after = anybody(client).client.get(f"{PAGE}/result.docx").data
    assert [pictures_in(file) for file in (before, after)] == [1, 0]
    result = json.loads(anybody(client).client.get(f"{PAGE}/result.json").text)
    assert office.agency.name in anybody(client).get(f"/public/check/{result['check_code']}").text


def test_a_measure_that_was_cancelled_is_named_as_that(client: FlaskClient, secretary: Visitor, office: Office) -> None:
    with agency_scope(office.agency.id):
        db.session.get_one(Measure, office.shared.id).cancelled_on = HELD_ON
        db.session.commit()
    close(office)
    publish(secretary, office)
    page = anybody(client).get(PAGE)
    assert "ปรับปรุงขั้นตอนการให้บริการ" in page.one("section", id="cancelled").text
    assert "ปรับปรุงขั้นตอนการให้บริการ" not in page.one("section", id="measures").text


def test_what_is_changed_afterwards_stays_inside_until_it_is_published_again(
    client: FlaskClient, secretary: Visitor, office: Office
) -> None:
    close(office)
    publish(secretary, office, month_words="y")
    before = anybody(client).client.get(PAGE)
    paper = anybody(client).client.get(f"{PAGE}/plan.xlsx").data
    with agency_scope(office.agency.id):
        office.own.titles = ["ชื่อใหม่"]
        db.session.merge(office.own)
        db.session.commit()
    after = anybody(client).client.get(PAGE)
    assert after.data == before.data
    assert anybody(client).client.get(f"{PAGE}/plan.xlsx").data == paper
    assert anybody(client).client.get(PAGE, headers={"If-None-Match": before.headers["ETag"]}).status_code == 304


def test_a_withdrawn_year_is_gone_and_the_one_before_comes_back(
    client: FlaskClient, secretary: Visitor, office: Office
) -> None:
    close(office)
    publish(secretary, office)
    publish(secretary, office, month_words="y")
    with all_agencies():
        second = db.session.query(Publication).filter_by(number=2).one()
    page = secretary.get(f"/publications/{second.id}/withdraw")
    token = page.all("input", name="csrf_token")[0]["value"]
    address = f"/publications/{second.id}/withdraw"
    assert secretary.client.post(address, data={"csrf_token": token, "reason": " "}).status_code == 400
    assert secretary.client.post(address, data={"csrf_token": token, "reason": "พบข้อผิดพลาด"}).status_code == 302
    assert "อบรมแล้ว 1 รุ่น" not in anybody(client).get(PAGE).text
    register = secretary.get("/publications")
    assert "The public sees edition 1 of this year." in register.text
    assert "พบข้อผิดพลาด" in register.text
    assert register.all("a", href=PAGE), "the edition that is left has its address"


def test_what_everybody_sees_already_is_not_published_a_second_time(
    client: FlaskClient, secretary: Visitor, office: Office
) -> None:
    close(office)
    for _ in range(2):
        assert publish(secretary, office).status_code == 302
    with all_agencies():
        assert [one.number for one in db.session.query(Publication)] == [1]


def test_words_that_were_written_while_it_was_looked_at_are_looked_at_first(
    client: FlaskClient, secretary: Visitor, office: Office
) -> None:
    close(office)
    page = secretary.get(f"/plans/{office.plan.id}/publish")
    data = {name: page.all("input", name=name)[0]["value"] for name in ("csrf_token", "seen")}
    write_outcome(office)
    answer = secretary.client.post(f"/plans/{office.plan.id}/publish", data=data)
    assert answer.status_code == 409
    assert "ประชาชนพอใจ" in answer.text
    assert anybody(client).client.get(PAGE).status_code == 404


def test_a_plan_that_changed_while_it_was_looked_at_is_looked_at_again(
    client: FlaskClient, secretary: Visitor, office: Office
) -> None:
    page = secretary.get(f"/plans/{office.plan.id}/publish")
    data = {name: page.all("input", name=name)[0]["value"] for name in ("csrf_token", "seen")}
    with agency_scope(office.agency.id):
        office.own.titles = ["ชื่อใหม่"]
        db.session.merge(office.own)
        db.session.commit()
    answer = secretary.client.post(f"/plans/{office.plan.id}/publish", data=data)
    assert answer.status_code == 409
    assert anybody(client).client.get(PAGE).status_code == 404


def test_its_address_leads_to_the_newest_year_and_search_engines_find_it(
    client: FlaskClient, secretary: Visitor, office: Office
) -> None:
    publish(secretary, office)
    assert anybody(client).client.get("/public/office").headers["Location"].endswith(PAGE)
    page = anybody(client).client.get(PAGE).text
    data = re.search(r'<script type="application/ld\+json">(.+?)</script>', page, re.S)
    assert data
    assert json.loads(data[1])["publisher"]["name"] == office.agency.name
    assert f"{PAGE}</loc>" in anybody(client).client.get("/sitemap.xml").text
    robots = anybody(client).client.get("/robots.txt").text
    assert "Disallow: /\n" in robots
    assert "Allow: /public/" in robots


def test_its_check_code_is_known_and_an_altered_one_is_not(
    client: FlaskClient, secretary: Visitor, office: Office
) -> None:
    publish(secretary, office)
    with all_agencies():
        code = db.session.query(Publication).one().check_code
    page = anybody(client).get(f"/public/check/{code[:16]}")
    assert office.agency.name in page.text
    assert page.all("a", href=PAGE), "what the paper says can be compared there"
    inside = secretary.client.get(f"/check/{code[:16]}")
    assert inside.headers["Location"].endswith(f"/public/check/{code[:16]}")
    paper = json.loads(anybody(client).client.get(f"{PAGE}/plan.json").text)["check_code"]
    assert office.agency.name in anybody(client).get(f"/public/check/{paper}").text
    assert office.agency.name in secretary.get(f"/check/{paper}").text
    wrong = ("0" if code[0] != "0" else "1") + code[1:16]
    assert anybody(client).client.get(f"/public/check/{wrong}").status_code == 404


def test_another_agency_has_no_part_in_it(
    client: FlaskClient, secretary: Visitor, office: Office, foreign_office: Office, evidence: Evidence
) -> None:
    close(office)
    publish(secretary, office, evidence=str(evidence.id))
    foreign = f"/public/{foreign_office.agency.slug}/2569"
    for address in (foreign, f"{foreign}/plan.xlsx", f"{foreign}/evidence/{evidence.id}"):
        assert anybody(client).client.get(address).status_code == 404


def test_the_page_asks_the_database_a_few_times(client: FlaskClient, secretary: Visitor, office: Office) -> None:
    close(office)
    publish(secretary, office)
    with count_queries() as statements:
        anybody(client).client.get(PAGE)
    assert len(statements) <= MOST_PER_PAGE
