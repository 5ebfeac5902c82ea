from __future__ import annotations

import pytest
from flask.testing import FlaskClient

from tests.factories import sign_in
from tests.support.office import Office
from tests.support.pages import Visitor
from tests.web.plan_review.newcomers import draft, form_to, rows, upload
from tracker.extensions import db
from tracker.models import Agency, Assignment, Division, Measure, Plan, PlanDraft
from tracker.models.isolation import agency_scope


def test_adopting_makes_the_plan_with_its_divisions(newcomer: Visitor, new_agency: Agency) -> None:
    page = upload(newcomer)
    assert "still open" in page.one(id="adopt").text
    page = newcomer.send(form_to(page, "/adopt"))
    assert "The plan is adopted." in page.text
    with agency_scope(new_agency.id):
        assert {division.name for division in db.session.query(Division)} == {"กองคลัง", "กองคลังง"}
        assert db.session.query(Assignment).count() == 1 + 1 + 2
        assert [one.period_needs_confirmation for one in db.session.query(Measure).order_by(Measure.position)] == [
            False, True, False,
        ]  # fmt: skip
    again = newcomer.get(f"/plans/drafts/{draft().id}?measure=1")
    assert "This draft has been adopted already." in again.text
    assert [form for form in again.all("form") if "/drafts/" in form["action"]] == []
    assert not newcomer.get("/plans").all(id="drafts")


def test_what_somebody_else_corrected_is_not_adopted_unseen(newcomer: Visitor) -> None:
    seen = form_to(upload(newcomer), "/adopt")
    newcomer.send(form_to(newcomer.page, "/measures/2/leave-out"))
    page = newcomer.send(seen)
    assert "Somebody else corrected this draft" in page.text
    assert rows(Plan) == 1, "only the other office's"
    assert "The plan is adopted." in newcomer.send(form_to(page, "/adopt")).text


@pytest.mark.parametrize(
    ("year", "sentence"), [("", "Write the fiscal year"), ("ปีนี้", "no fiscal year"), ("2026", None)]
)
def test_the_fiscal_year_is_confirmed(newcomer: Visitor, year: str, sentence: str | None) -> None:
    page = newcomer.send(form_to(upload(newcomer), "/adopt"), fiscal_year=year)
    if sentence is None:
        assert "Plan of fiscal year 2569" in page.one("h1").text
    else:
        assert sentence in page.one(id="fiscal_year-error").text
        assert rows(Plan) == 1, "only the other office's"


def test_a_year_that_has_a_plan_is_said_before_and_at_its_field(client: FlaskClient, office: Office) -> None:
    sign_in(client, office.secretary)
    secretary = Visitor(client)
    page = upload(secretary)
    assert "has a plan already" in page.one(id="adopt").text
    assert page.one(id="adopt").all("a", href=f"/plans/{office.plan.id}")
    page = secretary.send(form_to(page, "/adopt"))
    assert "2569 has a plan already" in page.one(id="fiscal_year-error").text
    assert rows(Plan) == 1


def test_a_draft_can_be_thrown_away(newcomer: Visitor) -> None:
    page = newcomer.send(form_to(upload(newcomer), "/discard"))
    assert "thrown away" in page.text
    assert (rows(PlanDraft), rows(Plan)) == (0, 1)
