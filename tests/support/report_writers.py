"""People who save reports again and again, whatever becomes of the server, and remember what they were told."""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from tests.support.report_clients import NoAnswer, Reply, Report, ReportClient, version_told

PATIENCE_SECONDS = 120.0
PAUSE_SECONDS = 0.02

T = TypeVar("T")


@dataclass
class Told:
    """What the server said about words that were sent to it, of which no two are alike."""

    kept: list[str] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)
    #: The connection broke, and afterwards somebody else had written there: they were kept or not.
    unknown: list[str] = field(default_factory=list)
    #: By report, the last words of whoever is the only one to write it.
    last: dict[int, str] = field(default_factory=dict)
    broken_connections: int = 0


@dataclass
class Writer:
    """Saves as a draft, sends one report, or the page with all of their own."""

    name: str
    client: ReportClient
    own: Sequence[int]
    #: Of the whole division.
    shared: int
    dice: random.Random
    told: Told = field(default_factory=Told)
    saves: int = 0
    _versions: dict[int, int] = field(default_factory=dict)

    def save_something(self) -> None:
        self.saves += 1
        kind = self.dice.random()
        if kind < 0.2:
            page = [self._filled_in(id_) for id_ in self.own]
            self._save(page, lambda: self.client.send_page(page))
            return
        report = self._filled_in(self.dice.choice([*self.own, self.shared]))
        if kind < 0.6:
            self._save([report], lambda: self.client.save_draft(report), is_draft=True)
        else:
            self._save([report], lambda: self.client.send(report))

    def _filled_in(self, report_id: int) -> Report:
        if report_id not in self._versions:
            self._versions[report_id], _ = self._insist(lambda: self.client.version_of(report_id))
        text = f"{self.name} เขียนครั้งที่ {self.saves} ในรายงาน {report_id}"
        return Report(report_id, self._versions[report_id], text, self.dice.choice(("progress", "progress", "done")))

    def _save(self, reports: Sequence[Report], send: Callable[[], Reply], *, is_draft: bool = False) -> None:
        reply, broken = self._insist(send)
        assert reply.is_kept or reply.is_conflict, reply
        for report in reports:
            if report.id in self.own:
                # Somebody who is alone meets only what they themselves saved before the connection broke.
                assert reply.is_kept or broken, reply
                self.told.last[report.id] = report.text
            if not is_draft:
                self._of(report, reply, broken).append(report.text)
            if reply.is_conflict:
                del self._versions[report.id]
            else:
                self._versions[report.id] = version_told(reply) if is_draft else report.version + 1

    def _of(self, report: Report, reply: Reply, broken: int) -> list[str]:
        if reply.is_kept or report.id in self.own:
            return self.told.kept
        return self.told.unknown if broken else self.told.refused

    def _insist(self, ask: Callable[[], T]) -> tuple[T, int]:
        """The answer, and how often the connection broke before there was one."""
        deadline = time.monotonic() + PATIENCE_SECONDS
        for broken in range(10**6):
            try:
                return ask(), broken
            except NoAnswer:
                self.told.broken_connections += 1
                assert time.monotonic() < deadline, "the server stays away"
                time.sleep(PAUSE_SECONDS)
        raise AssertionError
