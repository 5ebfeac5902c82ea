"""Column types that keep what the rules rely on: moments with a zone, words of an enum."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import DateTime, Dialect, Enum
from sqlalchemy.types import TypeDecorator

from tracker.domain.fiscal_year import BANGKOK


class Moment(TypeDecorator[datetime]):
    """Stored as UTC without a zone on both databases, given back in Asia/Bangkok."""

    impl = DateTime
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment needs a time zone")
        return value.astimezone(UTC).replace(tzinfo=None)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        return None if value is None else value.replace(tzinfo=UTC).astimezone(BANGKOK)


class _Words(Enum):
    def result_processor(self, dialect: Dialect, coltype: object) -> Callable[[Any], Any]:
        """A look-up without a Python call for each value read, of which a page has some thousand."""
        return {None: None, **{member.value: member for member in self.enum_class or ()}}.__getitem__


def words(enum: type[StrEnum]) -> Enum:
    """A column that holds the enum's values as text, the same on both databases."""
    return _Words(
        enum,
        native_enum=False,
        length=30,
        values_callable=lambda members: [member.value for member in members],
        validate_strings=True,
    )
