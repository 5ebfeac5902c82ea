"""An agency as its messages have it: the name that stands under them, and its own words where it has some."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from tracker.domain.reminders import MessageKind
from tracker.domain.wording import Wording
from tracker.queries import wordings


@dataclass
class WritingAgency:
    """Whoever only wants to know who would be told pays for no words: they are asked for with the first letter."""

    id: int
    name: str

    @cached_property
    def _wordings(self) -> Mapping[MessageKind, Wording]:
        return wordings.wordings(self.id)

    def wording_of(self, kind: MessageKind) -> Wording | None:
        return self._wordings.get(kind)
