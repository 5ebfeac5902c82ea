"""What is timed: the pages of the month, and sending a report."""

from __future__ import annotations

import http.client
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from tests.bench.data import DIVISIONS_OF_NOTED_MEASURE, MONTHS
from tests.bench.filled import Filled
from tests.bench.visitor import Answer, Visitor

HEAD, SECRETARY = "division_head", "secretary"
NOTES = DIVISIONS_OF_NOTED_MEASURE * len(MONTHS)
SAID = {
    "version": "1",
    "answer": "progress",
    "percent": "96",
    "done_text": "จัดทำข้อมูลและเผยแพร่บนเว็บไซต์ของหน่วยงานแล้ว",
    "problems": "ไม่มี",
    "next_steps": "ติดตามผลต่อเนื่อง",
}

_A_LINK = 'href="/measures/'


@dataclass(frozen=True)
class Task:
    """One thing that a person does; `turn` is different for everybody who does it at once."""

    name: str
    who: str
    path: Callable[[int], str]
    #: What page and floor must show equally often, and at least once.
    shows: tuple[str, ...] = ()
    #: The fields of a form to be sent; a page is only asked for.
    fields: Callable[[int], dict[str, str]] | None = None
    before_each: Callable[[], None] = lambda: None

    @property
    def method(self) -> str:
        return "GET" if self.fields is None else "POST"

    @property
    def expected_status(self) -> int:
        return http.client.OK if self.fields is None else http.client.FOUND

    def do(self, visitor: Visitor, turn: int) -> Answer:
        path = self.path(turn)
        return visitor.get(path) if self.fields is None else visitor.post(path, self.fields(turn))


def tasks_in(filled: Filled, at_once: int) -> list[Task]:
    open_reports = filled.open_reports()
    assert len(open_reports) >= at_once, "two clients would send the same report"
    return [
        _page("overdue", SECRETARY, "/overdue", "<tr", "<progress", _A_LINK),
        _page("indicators", SECRETARY, "/indicators", "<tr", "<progress", _A_LINK),
        _page("my reports", HEAD, "/my-reports", "<article", "<textarea", 'type="radio"', 'type="checkbox"'),
        _page(f"measure, {NOTES} notes", SECRETARY, f"/measures/{filled.benched.noted_measure_id}", "<time", "<tr"),
        _sending(filled, open_reports),
    ]


def _page(name: str, who: str, path: str, *shows: str) -> Task:
    return Task(name, who, lambda _turn: path, shows)


def _sending(filled: Filled, open_reports: Sequence[int]) -> Task:
    """Every report sent is another one; before each round they are opened again."""

    def fields(turn: int) -> dict[str, str]:
        prefix = f"r{open_reports[turn]}"
        return {"do": "send"} | {f"{prefix}-{name}": value for name, value in SAID.items()}

    return Task(
        name="send a report",
        who=HEAD,
        path=lambda turn: f"/my-reports/{open_reports[turn]}",
        fields=fields,
        before_each=lambda: filled.reopen(open_reports),
    )
