"""What the tests of a division's own page do again and again."""

from __future__ import annotations

from datetime import date
from typing import Any

from tests import factories
from tests.support.html import Element
from tests.support.office import Office
from tests.support.pages import Visitor
from tracker.models import Measure, ProgressReport

NOVEMBER, DECEMBER = date(2025, 11, 1), date(2025, 12, 1)


def add_measure(office: Office, number: str, **columns: Any) -> Measure:
    return factories.create_measure(office.plan, [office.finance], number=number, **columns)


def card_of(page: Element, report: ProgressReport) -> Element:
    return page.one(id=f"report-{report.id}")


def page_form(page: Element) -> Element:
    return page.one("form", action="/my-reports?page=1")


def named(report: ProgressReport, **fields: str) -> Any:
    """The fields of one card by their names in the form of the page."""
    return {f"r{report.id}-{name}": value for name, value in fields.items()}


def opened(visitor: Visitor, report: ProgressReport) -> Element:
    """The page with the fields of one card, as without a script: by its button."""
    return page_form(visitor.send(page_form(visitor.get("/my-reports")), press=f"open-{report.id}"))


def typed_in(page: Element, report: ProgressReport, name: str) -> str:
    return page.one("textarea", name=f"r{report.id}-{name}").verbatim.strip()
