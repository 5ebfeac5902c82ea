"""People at work in the same instant: one is held just before the commit, and let go when the test says so."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass, field

import pytest
from flask import Flask

from tracker.domain.permissions import Actor
from tracker.extensions import db
from tracker.models.isolation import agency_scope
from tracker.services import audit

PATIENCE_SECONDS = 60.0
A_MOMENT = 0.3


@dataclass
class Pause:
    """Holds whoever records one event just before the commit, until it is let go."""

    event: str
    reached: threading.Event = field(default_factory=threading.Event)
    let_go: threading.Event = field(default_factory=threading.Event)

    def hold(self, monkeypatch: pytest.MonkeyPatch) -> None:
        record = audit.record

        def record_and_wait(actor: Actor | None, now: object, name: str, *rest: object, **facts: object) -> None:
            record(actor, now, name, *rest, **facts)  # type: ignore[arg-type]
            if name == self.event:
                db.session.flush()
                self.reached.set()
                assert self.let_go.wait(PATIENCE_SECONDS)

        monkeypatch.setattr(audit, "record", record_and_wait)


def thread_in(app: Flask, agency_id: int, do: Callable[[], None]) -> threading.Thread:
    """At work for the agency in a session of its own."""

    def work() -> None:
        with app.app_context(), agency_scope(agency_id):
            try:
                do()
            finally:
                db.session.remove()

    started = threading.Thread(target=work, daemon=True)
    started.start()
    return started


def ended(threads: list[threading.Thread]) -> bool:
    for thread in threads:
        thread.join(PATIENCE_SECONDS)
    return not any(thread.is_alive() for thread in threads)
