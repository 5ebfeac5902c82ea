"""A division's reports are sent without a mouse: one sees where one is, nothing lies over it, and the way goes down."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any

import pytest
from playwright.sync_api import Page, ViewportSize, expect

from tests.factories import create_measure, create_report
from tests.support.chromium import DESKTOP, PHONE, Visitors
from tests.support.month import assignment_of, open_reports
from tests.support.office import Office
from tests.support.whole_reports import stored_reports
from tracker.domain.progress import Answer, ReportState
from tracker.extensions import db
from tracker.models import User
from tracker.services.sign_in import hash_password

PASSWORD = "รหัสผ่านของผู้อำนวยการกองคลัง"
LAST_MONTH = date(2025, 12, 1)
MOST_STOPS = 150

#: Where the keyboard is: how it is named, whether it looks different from before, whether something lies over it, and
#: whether it stands behind the stop before. What is drawn by its label is seen by that or by what
#: follows it.
WHERE = """() => {
  const at = document.activeElement;
  const isUnseen = at.getBoundingClientRect().width <= 1 || getComputedStyle(at).opacity === "0";
  const seen = isUnseen && at.labels?.length ? at.labels[0] : at;
  const marked = isUnseen ? [seen, at.nextElementSibling] : [at];
  const look = () => marked.filter(Boolean).map((one) => {
    const style = getComputedStyle(one);
    return [style.outlineStyle, style.outlineWidth, style.outlineColor, style.boxShadow].join();
  }).join();
  const focused = look();
  at.blur();
  const before = look();
  at.focus({ preventScroll: true });
  const box = seen.getBoundingClientRect();
  const above = document.elementFromPoint(box.left + box.width / 2, box.top + Math.min(box.height / 2, 20));
  const last = window.lastStop;
  window.lastStop = at;
  return {
    name: `${at.name || at.tagName}:${at.value || at.textContent.trim().slice(0, 40) || at.outerHTML.slice(0, 120)}`,
    href: at.getAttribute("href") || "",
    isMarked: focused !== before,
    isOnTop: above !== null && (seen.contains(above) || above.contains(seen)),
    isAfterTheLast: !last || !last.isConnected || Boolean(last.compareDocumentPosition(at) & 4),
    top: box.top + scrollY,
    bottom: box.bottom + scrollY,
  };
}"""


@dataclass
class Walk:
    """Goes from stop to stop, and notes what somebody at the keyboard would stumble over."""

    page: Page
    stumbles: list[str] = field(default_factory=list)
    _top: float = 0.0

    def on(self) -> dict[str, Any]:
        self.page.keyboard.press("Tab")
        stop: dict[str, Any] = self.page.evaluate(WHERE)
        for is_right, what in (
            (stop["isMarked"], "does not show that it is focused"),
            (stop["isOnTop"], "lies under something else"),
            (stop["isAfterTheLast"], "stands before the stop before it"),
            (stop["bottom"] > self._top, "is above the stop before it"),
        ):
            if not is_right:
                self.stumbles.append(f"{stop['name']} {what}")
        self._top = stop["top"]
        return stop

    def on_to(self, name: str) -> None:
        """To the first of the fields of this name, or to the button of this name and value."""
        for _ in range(MOST_STOPS):
            stop = self.on()
            if stop["name"] == name or stop["name"].startswith(f"{name}:"):
                return
        raise AssertionError(f"the keyboard never comes to {name}")

    def press(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)

    def write(self, words: str) -> None:
        self.press("Control+a")
        self.page.keyboard.insert_text(words)


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
