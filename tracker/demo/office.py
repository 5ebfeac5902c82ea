"""The demonstration's office while its year is played: its people, plans, stories and what has been told so far."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from tracker.demo.habits import luck_of
from tracker.demo.people import Staff
from tracker.demo.plan_texts import PlanOf
from tracker.demo.stories import News, Story, Teller, entry_of, entry_without_news, month_of_plan
from tracker.demo.story_books import Book, book_of, story_of
from tracker.demo.timeline import Timeline
from tracker.domain.answers import Entry
from tracker.domain.permissions import Actor
from tracker.evidence_files import EvidenceFolder
from tracker.queries.reports import ReportRow

DAYS_BEFORE_THE_REPORT = 6
"""What is reported was done up to that many days earlier."""


@dataclass(slots=True)
class Office:
    agency_id: int
    staff: Staff
    division_ids: dict[str, int]
    days_off: frozenset[date]
    timeline: Timeline
    fiscal_years: dict[PlanOf, int]
    base_url: str
    #: For the pictures that are attached.
    folder: EvidenceFolder
    #: By plan and measure number, once the plan is adopted.
    measure_ids: dict[tuple[PlanOf, str], int] = field(default_factory=dict)
    books: dict[PlanOf, Book] = field(default_factory=lambda: {plan: book_of(plan) for plan in PlanOf})
    #: The place of the newest news told, by measure and division.
    told: dict[tuple[int, int], int] = field(default_factory=dict)

    def secretary(self, at: datetime) -> Actor:
        return self.staff.actor("secretary", at.date())

    def month_of(self, plan: PlanOf, month: date) -> int:
        return month_of_plan(month, self.fiscal_years[plan])

    def tells(self, row: ReportRow, at: datetime) -> tuple[Entry, News | None]:
        """What the division says in this report, and the news in it that nobody has heard yet."""
        luck = luck_of(row.fiscal_year, row.number, row.division, row.month)
        done_on = at.date() - timedelta(days=luck.randrange(1, DAYS_BEFORE_THE_REPORT))
        by = Teller(row.division, list(self.division_ids).index(row.division), done_on, luck)
        story = self._story(row)
        newest = story.news_by(row.division, month_of_plan(row.month, row.fiscal_year))
        news = None if newest is None else story.news[newest]
        if news is None or newest == self.told.get((row.measure_id, row.division_id)):
            return entry_without_news(story, news, by), None
        return entry_of(news, by), news

    def has_told(self, row: ReportRow) -> None:
        newest = self._story(row).news_by(row.division, month_of_plan(row.month, row.fiscal_year))
        if newest is not None:
            self.told[row.measure_id, row.division_id] = newest

    def _story(self, row: ReportRow) -> Story:
        plan = next(plan for plan, year in self.fiscal_years.items() if year == row.fiscal_year)
        return story_of(self.books[plan], row.number, row.division)
