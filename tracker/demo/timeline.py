"""What happens in the demonstration, in order of time, up to now."""

from __future__ import annotations

import heapq
import itertools
from collections.abc import Callable
from datetime import datetime

Happening = Callable[[datetime], object]


class Timeline:
    """Happenings may plan further ones; what lies after `until` never happens."""

    def __init__(self, until: datetime) -> None:
        self.until = until
        self._planned: list[tuple[datetime, int, Happening]] = []
        self._numbers = itertools.count()

    def plan(self, at: datetime, happening: Happening) -> None:
        if at <= self.until:
            heapq.heappush(self._planned, (at, next(self._numbers), happening))

    def run(self) -> None:
        while self._planned:
            at, _, happening = heapq.heappop(self._planned)
            happening(at)
