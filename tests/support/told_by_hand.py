"""Who is told what in a year, worked out day by day from the words of the rules: nothing of the program is asked."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from tests.support.year_sheet import A_DAY, Meeting, Order, Post, Sheet, Task, is_asked, is_missing, latest_report


@dataclass(frozen=True)
class Told:
    day: date
    who: str
    kind: str
    held_on: date
    numbers: frozenset[str] = frozenset()
    divisions: frozenset[str] = frozenset()


Content = tuple[set[str], set[str]]
"""The measures' numbers and the divisions."""


def told_in(sheet: Sheet, first: date, last: date) -> Iterator[Told]:
    """Everybody once for each round of each meeting, from the day on which it falls due as long as it is of use."""
    told: set[tuple[object, ...]] = set()
    asked: dict[tuple[date, str], date] = {}
    day = first
    while day <= last:
        for meeting in sheet.meetings if sheet.works_on(day) else ():
            for kind, name, readers in rounds_of(sheet, meeting, day):
                for who, (numbers, divisions) in readers.items():
                    if (meeting, name, who) in told:
                        continue
                    if kind in ("request", "reminder"):
                        before = asked.get((meeting.held_on, who))
                        if before is not None and (day - before).days < sheet.settings.gap:
                            continue
                        asked[meeting.held_on, who] = day
                    told.add((meeting, name, who))
                    yield Told(day, who, kind, meeting.held_on, frozenset(numbers), frozenset(divisions))
        day += A_DAY


def rounds_of(sheet: Sheet, meeting: Meeting, day: date) -> Iterator[tuple[str, str, dict[str, Content]]]:
    """Kind, name and readers of what may be told about a meeting on a working day."""
    rules = sheet.settings
    ask_on = sheet.first_working_day(meeting.held_on - rules.opens * A_DAY)
    due_on = sheet.last_working_day(meeting.held_on - rules.due * A_DAY)
    if ask_on <= day <= meeting.held_on:
        owing = [task for task in sheet.tasks if is_missing(sheet, meeting, task, day)]
        rounds = [(ask_on, "request", "request")]
        for before in sorted(rules.reminders, reverse=True):
            on = sheet.first_working_day(meeting.held_on - before * A_DAY)
            if before < rules.opens and on <= due_on:
                rounds.append((on, "reminder", f"reminder {before}"))
        begun = [(kind, name) for on, kind, name in rounds if on <= day]
        if day <= due_on:
            yield *begun[-1], to_those_who_owe(sheet, owing, day)
        if day >= due_on:
            yield "missing_list", "missing", to_the_office(sheet, owing, day)
            yield "escalation", "escalation", to_superiors(sheet, owing, day)
        yield from rounds_before_the_meeting(sheet, meeting, owing, day)
    yield from rounds_of_orders(sheet, meeting, day)


def rounds_before_the_meeting(
    sheet: Sheet, meeting: Meeting, owing: Sequence[Task], day: date
) -> Iterator[tuple[str, str, dict[str, Content]]]:
    """The papers, and what the office and the executives hear on the eve."""
    rules = sheet.settings
    eve_on = sheet.last_working_day(meeting.held_on - rules.eve * A_DAY)
    papers_on = sheet.last_working_day(meeting.held_on - rules.papers * A_DAY)
    if rules.sends_papers and day >= papers_on:
        yield "pre_read", "papers", to_those_who_attend(sheet, owing, day)
    if day >= eve_on:
        if rules.tells_executives:
            yield "executive_digest", "executives", to_executives(sheet, meeting, owing, day)
        asked = [task for task in sheet.tasks if is_asked(sheet, meeting, task, day)]
        # What the check finds is for the tests of the check: here nobody reviews, so each report is something.
        office = to_the_office(sheet, asked, day)
        yield "preflight", "preflight", {who: (set(), set()) for who in office}


def rounds_of_orders(sheet: Sheet, meeting: Meeting, day: date) -> Iterator[tuple[str, str, dict[str, Content]]]:
    after = sheet.settings.orders_after
    theirs: defaultdict[date, list[Order]] = defaultdict(list)
    for order in sheet.orders:
        if order.given_in == meeting.held_on:
            given_on = max(meeting.held_on, order.recorded_on)
            theirs[sheet.first_working_day(given_on + after * A_DAY)].append(order)
    later = [other.held_on for other in sheet.meetings if other.held_on > meeting.held_on]
    for told_on, orders in theirs.items():
        last = max(min(later), told_on + 7 * A_DAY) if later else told_on + 45 * A_DAY
        # An order is recorded in the course of a day, and answered before the office opens.
        open_ones = [order for order in orders if order.recorded_on < day < order.answered_on]
        if told_on <= day <= last and open_ones:
            readers: dict[str, Content] = {}
            for order in open_ones:
                for who in answerable_for(sheet, order.division, day):
                    add(readers, who, order.number, order.division)
            yield "orders", f"orders {told_on}", readers


def to_those_who_owe(sheet: Sheet, owing: Sequence[Task], day: date) -> dict[str, Content]:
    readers: dict[str, Content] = {}
    for task in owing:
        for who in answerable_for(sheet, task.division, day):
            add(readers, who, task.number, task.division)
    return readers


def to_the_office(sheet: Sheet, owing: Sequence[Task], day: date) -> dict[str, Content]:
    office = holding(sheet, "secretary", None, day) or holding(sheet, "administrator", None, day)
    readers: dict[str, Content] = {}
    for who in office:
        for task in owing:
            add(readers, who, task.number, task.division)
    return readers


def to_superiors(sheet: Sheet, owing: Sequence[Task], day: date) -> dict[str, Content]:
    in_a_post = {post.who for post in sheet.posts if post.first <= day <= post.last}
    readers: dict[str, Content] = {}
    for task in owing:
        who = sheet.superiors.get(task.division)
        if who in in_a_post:
            add(readers, who, task.number, task.division)
    return readers


def to_executives(sheet: Sheet, meeting: Meeting, owing: Sequence[Task], day: date) -> dict[str, Content]:
    """The numbers of what is past its end, and the divisions of that and of what is missing."""
    executives = {post.who for post in sheet.posts if post.role == "executive" and post.first <= day <= post.last}
    divisions = {task.division for task in owing}
    numbers = set()
    for task in sheet.tasks:
        latest = latest_report(sheet, task, meeting.month, day)
        is_done = latest is not None and latest.is_done
        if not is_done and (task.ends_on or date(sheet.fiscal_year - 543, 9, 30)) < day:
            numbers.add(task.number)
            divisions.add(task.division)
    return dict.fromkeys(executives, (numbers, divisions)) if divisions else {}


def to_those_who_attend(sheet: Sheet, owing: Sequence[Task], day: date) -> dict[str, Content]:
    """Every executive and the head of each division, or whoever acts for it, hear what the papers do not have yet."""
    executives = {post.who for post in sheet.posts if post.role == "executive" and post.first <= day <= post.last}
    divisions = {post.division for post in sheet.posts if post.role == "division_head"}
    heads = {who for division in divisions for who in holding(sheet, "division_head", division, day)}
    missing = ({task.number for task in owing}, {task.division for task in owing})
    return dict.fromkeys(executives | heads, missing)


def add(readers: dict[str, Content], who: str, number: str, division: str) -> None:
    numbers, divisions = readers.setdefault(who, (set(), set()))
    numbers.add(number)
    divisions.add(division)


def answerable_for(sheet: Sheet, division: str, day: date) -> set[str]:
    """The head, or whoever acts; else the officers; else the secretary; else the administrator."""
    return (
        holding(sheet, "division_head", division, day)
        or {post.who for post in in_force(sheet, "division_officer", division, day)}
        or holding(sheet, "secretary", None, day)
        or holding(sheet, "administrator", None, day)
    )


def holding(sheet: Sheet, role: str, division: str | None, day: date) -> set[str]:
    posts = in_force(sheet, role, division, day)
    return {post.who for post in posts if post.is_acting} or {post.who for post in posts}


def in_force(sheet: Sheet, role: str, division: str | None, day: date) -> list[Post]:
    return [
        post
        for post in sheet.posts
        if post.role == role and post.division == division and post.first <= day <= post.last
    ]
