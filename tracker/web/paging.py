"""One page of a long list, by `?page=` in the address."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from flask import request

Row = TypeVar("Row")


@dataclass(frozen=True, slots=True)
class Page(Generic[Row]):
    rows: Sequence[Row]
    number: int
    pages: int


def page_number() -> int:
    """Counted from 1; anything that is no page is the first."""
    return max(request.args.get("page", 1, type=int), 1)


def pages_for(count: int, per_page: int) -> int:
    return max(-(-count // per_page), 1)


def page_of(rows: Sequence[Row], per_page: int) -> Page[Row]:
    """Of a list that is known as a whole; a number past its end is its last page."""
    pages = pages_for(len(rows), per_page)
    number = min(page_number(), pages)
    return Page(rows[(number - 1) * per_page : number * per_page], number, pages)
