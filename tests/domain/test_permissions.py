"""Who may do what."""

from __future__ import annotations

from datetime import date

import pytest

from tracker.domain.permissions import (
    ALLOWED,
    Action,
    Actor,
    Post,
    Role,
    can,
    can_report_for,
    holds_on,
    is_on_behalf,
)

FINANCE, WORKS = 1, 2


def actor(*posts: Post) -> Actor:
    return Actor(user_id=1, name="ผู้ทดสอบ", agency_id=1, posts=posts)


HEAD = actor(Post(Role.DIVISION_HEAD, "ผู้อำนวยการกองคลัง", FINANCE))
SECRETARY = actor(Post(Role.SECRETARY, "เลขานุการ"))
AUDITOR = actor(Post(Role.AUDITOR, "ผู้ตรวจสอบ"))


def test_every_role_has_its_share() -> None:
    assert set(ALLOWED) == set(Role)
    assert all(Action.SEE_AGENCY in actions for actions in ALLOWED.values())


@pytest.mark.parametrize("role", [Role.AUDITOR, Role.EXECUTIVE, Role.OVERSEER])
def test_who_only_reads_changes_nothing(role: Role) -> None:
    reading = {Action.SEE_AGENCY, Action.SEE_LEDGER, Action.SEE_AUDIT}
    assert ALLOWED[role] - reading == ({Action.GIVE_ORDERS} if role is Role.EXECUTIVE else set())


def test_a_division_reports_for_itself_only() -> None:
    assert can_report_for(HEAD, FINANCE)
    assert not can_report_for(HEAD, WORKS)
    assert not can_report_for(AUDITOR, FINANCE)


def test_the_secretary_reports_for_everybody_and_on_their_behalf() -> None:
    assert can_report_for(SECRETARY, WORKS)
    assert is_on_behalf(SECRETARY, WORKS)
    assert not is_on_behalf(HEAD, FINANCE)


def test_posts_add_up() -> None:
    both = actor(Post(Role.SECRETARY, "หัวหน้าสำนักปลัด"), Post(Role.DIVISION_HEAD, "หัวหน้าสำนักปลัด", FINANCE))
    assert can(both, Action.REPORT)
    assert can(both, Action.REVIEW_REPORTS)
    assert not is_on_behalf(both, FINANCE)
    assert both.title == "หัวหน้าสำนักปลัด"


def test_they_speak_for_each_division_by_the_post_they_hold_there() -> None:
    both = actor(Post(Role.DIVISION_HEAD, "ผู้อำนวยการกองคลัง", FINANCE), Post(Role.DIVISION_HEAD, "รักษาราชการแทน", WORKS))
    assert [both.title_in(division) for division in (FINANCE, WORKS, 3)] == [
        "ผู้อำนวยการกองคลัง",
        "รักษาราชการแทน",
        "ผู้อำนวยการกองคลัง",
    ]
    assert actor().title_in(FINANCE) == ""


def test_nobody_without_a_post_may_do_anything() -> None:
    assert not any(can(actor(), action) for action in Action)


@pytest.mark.parametrize(
    "ends_on, today, holds",
    [
        (None, date(2026, 1, 1), True),
        (date(2026, 1, 31), date(2026, 1, 31), True),
        (date(2026, 1, 31), date(2026, 2, 1), False),
        (None, date(2025, 9, 30), False),
    ],
)
def test_a_post_is_held_between_its_dates(ends_on: date | None, today: date, holds: bool) -> None:
    assert holds_on(date(2025, 10, 1), ends_on, today) is holds
