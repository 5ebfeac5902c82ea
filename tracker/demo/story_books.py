"""Reads the stories of a plan from its book in `told/`, whose lines are:

[4 กองช่าง]                    measure and division; * for every other division
behind: กองช่าง 2              months behind the others
never: กองช่าง                 never comes to the end
wait: ...  obstacle: ...       said in months without news
1 15: ...                      month of the plan's year, per cent, what was done
1 no_budget: ...               ... or why it cannot be done
also: ...                      another way to say it
problem: ...  next: ...  link: caption | path
"""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

from tracker.demo.plan_texts import PlanOf
from tracker.demo.stories import Link, News, Story
from tracker.domain.progress import CannotReason

FOLDER = Path(__file__).parent / "told"
EVERY_OTHER = "*"

_HEADING = re.compile(r"\[(\S+) (.+)\]")
_LINE = re.compile(r"([a-z]+|\d+ \w+): (.+)")

#: By measure number and division.
Book = dict[tuple[str, str], Story]


class BadStory(ValueError):
    """A line of a book that is not written as above."""


def book_of(plan: PlanOf) -> Book:
    book: Book = {}
    key = ("", "")
    for line in filter(None, (FOLDER / f"{plan}.txt").read_text(encoding="utf-8").splitlines()):
        if heading := _HEADING.fullmatch(line):
            key = (heading[1], heading[2])
            book[key] = Story()
            continue
        said = _LINE.fullmatch(line)
        if said is None or key not in book:
            raise BadStory(line)
        book[key] = _told(book[key], said[1], said[2])
    return book


def story_of(book: Book, number: str, division: str) -> Story:
    """The division's own, else the one of every other; a measure nobody works on yet has an empty one."""
    return book.get((number, division)) or book.get((number, EVERY_OTHER)) or Story()


def _told(story: Story, word: str, text: str) -> Story:
    match word.split():
        case ["behind"]:
            behind = (pair.rsplit(" ", 1) for pair in text.split(", "))
            return replace(story, behind={division: int(months) for division, months in behind})
        case ["never"]:
            return replace(story, never_done=frozenset(text.split(", ")))
        case ["wait"]:
            return replace(story, waits=(*story.waits, text))
        case ["obstacle"]:
            return replace(story, obstacles=(*story.obstacles, text))
        case [month, outcome]:
            return replace(story, news=(*story.news, _news(int(month), outcome, text)))
        case [detail]:
            return replace(story, news=(*story.news[:-1], _detailed(story.news[-1], detail, text)))
        case _:
            raise BadStory(word)


def _news(month: int, outcome: str, text: str) -> News:
    if outcome.isdigit():
        return News(month, int(outcome), (text,))
    return News(month, 0, (text,), cannot=CannotReason(outcome))


def _detailed(news: News, detail: str, text: str) -> News:
    match detail:
        case "also":
            return replace(news, texts=(*news.texts, text))
        case "problem":
            return replace(news, problems=text)
        case "next":
            return replace(news, next_steps=text)
        case "link":
            caption, path = text.split(" | ")
            return replace(news, link=Link(caption, path))
        case _:
            raise BadStory(detail)
