"""Where the time of a page goes, in processor time of one process.

The frame is everything around the view: who asks and what they may open, the session, CSRF, headers. The drawing is the
template. What is left is the data: statements and rules. A page whose data cost nothing would still take the other two.
"""

from __future__ import annotations

import statistics
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import wraps
from pathlib import Path
from typing import Any

from flask import Flask, before_render_template, template_rendered

from tests.bench.data import PASSWORD
from tests.bench.filled import SQLITE, Filled, databases, filled
from tests.bench.floor import make_floor
from tests.bench.floor_database import FloorDatabase
from tests.bench.tasks import HEAD, SECRETARY, Task, tasks_in
from tests.bench.visitor import InProcess, Visitor, signed_in
from tracker import create_app
from tracker.config import Config
from tracker.extensions import db

WARMING, ROUNDS = 8, 60

ROW = "{:<18} {:>8} {:>8} {:>8} {:>8} {:>8} {:>6} {:>13}"
HEADINGS = ("page", "whole", "frame", "data", "drawing", "floor", "ratio", "without data")


@dataclass
class Parts:
    """Processor milliseconds of each request."""

    whole: list[float] = field(default_factory=list)
    view: list[float] = field(default_factory=list)
    drawing: list[float] = field(default_factory=list)
    floor: list[float] = field(default_factory=list)


class Stopwatch:
    """What the views and the templates of an application have taken, in processor seconds."""

    def __init__(self, app: Flask) -> None:
        self.view = self.drawing = 0.0
        for endpoint, view in app.view_functions.items():
            app.view_functions[endpoint] = self._timed(view)
        before_render_template.connect(self._draw, app)
        template_rendered.connect(self._drawn, app)

    def _timed(self, view: Callable[..., Any]) -> Callable[..., Any]:
        @wraps(view)
        def timed(*args: Any, **kwargs: Any) -> Any:
            begun = time.process_time()
            try:
                return view(*args, **kwargs)
            finally:
                self.view += time.process_time() - begun

        return timed

    def _draw(self, _app: Flask, **_rest: object) -> None:
        self.drawing -= time.process_time()

    def _drawn(self, _app: Flask, **_rest: object) -> None:
        self.drawing += time.process_time()


def time_parts() -> None:
    print("Processor milliseconds on SQLite, without the network; without data: frame and drawing beside the floor.")
    print(ROW.format(*HEADINGS))
    with (
        tempfile.TemporaryDirectory() as name,
        databases(SQLITE, folder := Path(name)) as source,
        source.fresh() as url,
        filled(url, 1, folder) as database,
    ):
        _time_all(database)


def _time_all(filled: Filled) -> None:
    app = create_app(Config.from_environment(filled.environ))
    floor = InProcess(make_floor(FloorDatabase(filled.url), filled.benched))
    stopwatch = Stopwatch(app)
    sessions = {who: signed_in(InProcess(app), f"{who}1@example.go.th", PASSWORD) for who in (HEAD, SECRETARY)}
    for task in tasks_in(filled, at_once=1):
        _show(task, _parts_of(task, InProcess(app, sessions[task.who]), floor, stopwatch))
    with app.app_context():
        db.engine.dispose()


def _parts_of(task: Task, app: Visitor, floor: Visitor, stopwatch: Stopwatch) -> Parts:
    """The first rounds warm up."""
    parts = Parts()
    for number in range(-WARMING, ROUNDS):
        task.before_each()
        stopwatch.view = stopwatch.drawing = 0.0
        asked = task.do(app, 0)
        task.before_each()
        least = task.do(floor, 0)
        assert asked.status == least.status == task.expected_status, f"{task.name}: {asked.status}, {least.status}"
        if number >= 0:
            parts.whole.append(asked.milliseconds)
            parts.view.append(stopwatch.view * 1000)
            parts.drawing.append(stopwatch.drawing * 1000)
            parts.floor.append(least.milliseconds)
    return parts


def _show(task: Task, parts: Parts) -> None:
    whole, view, drawing, floor = (
        statistics.median(some) for some in (parts.whole, parts.view, parts.drawing, parts.floor)
    )
    frame, data = whole - view, view - drawing
    figures = (f"{one:.2f}" for one in (whole, frame, data, drawing, floor))
    print(ROW.format(task.name, *figures, f"{whole / floor:.1f}", f"{(frame + drawing) / floor:.1f}"), flush=True)
