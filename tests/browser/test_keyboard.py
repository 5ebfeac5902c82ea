"""A division's reports are sent without a mouse: one sees where one is, nothing lies over it, and the way goes down."""

from __future__ import annotations

from datetime import date

import pytest
from playwright.sync_api import ViewportSize, expect

from tests.factories import create_measure, create_report
from tests.support.chromium import DESKTOP, PHONE, Visitors
from tests.support.keyboard import Walk
from tests.support.month import assignment_of, open_reports
from tests.support.office import Office
from tests.support.whole_reports import stored_reports
from tracker.domain.progress import Answer, ReportState
from tracker.extensions import db
from tracker.models import User
from tracker.services.sign_in import hash_password

PASSWORD = "รหัสผ่านของผู้อำนวยการกองคลัง"
LAST_MONTH = date(2025, 12, 1)


@pytest.fixture
def head(office: Office) -> User:
    """Of the finance division, which owes three reports and said something in each last month."""
    office.head.password_hash = hash_password(PASSWORD)
    db.session.commit()
    third = create_measure(office.plan, [office.finance], number="3", steps=["ตั้งคณะทำงาน", "สรุปผล"], position=3)
    for measure in (office.own, office.shared, third):
        create_report(assignment_of(measure, office.finance), LAST_MONTH, ReportState.ACCEPTED)
    open_reports(office)
    db.session.rollback()
    return office.head


@pytest.mark.parametrize("viewport", [PHONE, DESKTOP], ids=["phone", "desktop"])
@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_reports_are_sent_by_keyboard_alone(
    office: Office, head: User, visitors: Visitors, viewport: ViewportSize
) -> None:
    page = visitors.open(viewport)
    page.goto("/my-reports")
    walk = Walk(page)
    walk.on_to("email")
    walk.write(head.email)
    walk.on_to("password")
    walk.write(PASSWORD)
    walk.press("Enter")
    expect(page.locator("article[data-card]")).to_have_count(3)

    walk = Walk(page, walk.stumbles)
    assert "#content" in walk.on()["href"], "the way past the menu comes first"
    walk.press("Enter")
    first, second, third = page.locator("article[data-card]").evaluate_all(
        "cards => cards.map((one) => one.dataset.card)"
    )
    walk.on_to(f"r{first}-answer")
    walk.press("Space")
    walk.on_to(f"r{second}-answer")
    walk.press("Space", "ArrowRight")
    walk.on_to(f"r{second}-done_text")
    walk.write("เผยแพร่บนเว็บไซต์แล้ว")
    walk.on_to(f"r{second}-percent")
    walk.write("45")
    walk.on_to(f"r{third}-answer")
    walk.press("Space")
    walk.on_to("do:send")
    walk.press("Enter")

    expect(page.locator("main")).to_contain_text("ส่งแล้ว 3 จาก 3 เรื่อง")
    of_the_month = {id_: one.report for id_, one in stored_reports(office.agency.id).items()}
    said = [(of_the_month[int(id_)].answer, of_the_month[int(id_)].done_text) for id_ in (first, second, third)]
    assert said == [(Answer.NO_CHANGE, ""), (Answer.PROGRESS, "เผยแพร่บนเว็บไซต์แล้ว"), (Answer.NO_CHANGE, "")]
    assert not walk.stumbles, "\n".join(walk.stumbles)
