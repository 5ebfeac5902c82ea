"""Program and floor in turns, so that whatever else the machine does slows both alike."""

from __future__ import annotations

import statistics
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field

from tests.bench.tasks import Task
from tests.bench.visitor import Answer, Browser, Session, Visitor


@dataclass
class Timed:
    """What one server answered to one task done many times."""

    port: int
    session: Session
    milliseconds: list[float] = field(default_factory=list)
    errors: int = 0

    @property
    def median(self) -> float:
        return statistics.median(self.milliseconds)

    @property
    def p95(self) -> float:
        return statistics.quantiles(self.milliseconds, n=20, method="inclusive")[-1]


def ask_in_turns(servers: Sequence[Timed], task: Task, *, clients: int, rounds: int, each: int) -> None:
    """In every round each server in turn is asked by all clients at once, `each` times by each client.

    The first round warms up, and only its errors count.
    """
    visitors = {timed.port: [Browser(timed.port, timed.session) for _ in range(clients)] for timed in servers}

    def ask(visitor: Visitor, client: int) -> list[Answer]:
        return [task.do(visitor, client * each + turn) for turn in range(each)]

    with ThreadPoolExecutor(clients) as pool:
        for number in range(rounds + 1):
            for timed in servers:
                task.before_each()
                answers = [one for some in pool.map(ask, visitors[timed.port], range(clients)) for one in some]
                timed.errors += sum(answer.status != task.expected_status for answer in answers)
                timed.milliseconds += [answer.milliseconds for answer in answers if number > 0]
    for visitor in (one for some in visitors.values() for one in some):
        visitor.close()
