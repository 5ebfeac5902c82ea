"""What a division has to tell about a measure, month by month, and which of it is told in a given month.

A story is written for the months of the plan's fiscal year, so it comes out the same on any day: a division that
missed a month tells its newest news the next time, and says "no change" while it has none.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from random import Random

from tracker.domain.answers import FINISHED_PERCENT, Entry
from tracker.domain.fiscal_year import fiscal_year_start
from tracker.domain.progress import Answer, CannotReason
from tracker.domain.thai_dates import thai_date
from tracker.domain.thai_text import to_thai_digits

SITE = "https://www.satitthani.example.go.th"

SAYS_THAT_IT_WAITS = 0.45
NAMES_AN_OBSTACLE = 0.6


@dataclass(frozen=True, slots=True)
class Link:
    """Evidence on the agency's own site."""

    caption: str
    path: str


@dataclass(frozen=True, slots=True)
class News:
    """`at` counts months from the fiscal year's October; `texts` are ways of several divisions to say it.

    The texts may name {day} and {short} (a day shortly before the report), {n} and {nn} (a number of people, in
    Arabic and in Thai digits) and {division}.
    """

    at: int
    percent: int
    texts: tuple[str, ...] = ()
    problems: str = ""
    next_steps: str = ""
    cannot: CannotReason | None = None
    link: Link | None = None


@dataclass(frozen=True, slots=True)
class Story:
    news: tuple[News, ...] = ()
    #: Said beside "no change", and waited for.
    obstacles: tuple[str, ...] = ()
    waits: tuple[str, ...] = ()
    #: Months by which a division is behind the others, and divisions that never come to the end.
    behind: Mapping[str, int] = field(default_factory=dict)
    never_done: frozenset[str] = frozenset()

    def news_by(self, division: str, month: int) -> int | None:
        """The place of the newest news of a month of the plan's year; None before the first."""
        behind = self.behind.get(division, 0)
        happened = [
            place
            for place, one in enumerate(self.news)
            if one.at + behind <= month and not (one.percent == FINISHED_PERCENT and division in self.never_done)
        ]
        return happened[-1] if happened else None


def month_of_plan(month: date, fiscal_year: int) -> int:
    """0 for the October in which the plan's year begins; it goes on counting after the year's end."""
    start = fiscal_year_start(fiscal_year)
    return (month.year - start.year) * 12 + month.month - start.month


@dataclass(frozen=True, slots=True)
class Teller:
    """Who tells, when, and with which luck."""

    division: str
    position: int
    day: date
    luck: Random


def entry_of(one: News, by: Teller) -> Entry:
    text = _filled(one.texts[(by.position + one.at) % len(one.texts)], by)
    if one.cannot is not None:
        entry = Entry(Answer.CANNOT_DO, cannot_reason=one.cannot, cannot_text=text)
    elif one.percent == FINISHED_PERCENT:
        entry = Entry(Answer.DONE, done_text=text)
    else:
        entry = Entry(Answer.PROGRESS, percent=one.percent, done_text=text)
    return replace(entry, problems=_filled(one.problems, by), next_steps=_filled(one.next_steps, by))


def entry_without_news(story: Story, last: News | None, by: Teller) -> Entry:
    """What is answered in a month in which nothing new happened."""
    if last is None:
        return Entry(Answer.NOT_YET_DUE)
    if last.cannot is not None:
        return entry_of(last, by)
    if story.waits and by.luck.random() < SAYS_THAT_IT_WAITS:
        return Entry(Answer.WAITING, waiting_for=_filled(by.luck.choice(story.waits), by))
    if story.obstacles and by.luck.random() < NAMES_AN_OBSTACLE:
        return Entry(Answer.NO_CHANGE, problems=_filled(by.luck.choice(story.obstacles), by))
    return Entry(Answer.NO_CHANGE)


def _filled(text: str, by: Teller) -> str:
    people = by.luck.randint(14, 68)
    return text.format(
        day=thai_date(by.day, thai_digits=True),
        short=thai_date(by.day, short=True),
        n=people,
        nn=to_thai_digits(str(people)),
        division=by.division,
    )
