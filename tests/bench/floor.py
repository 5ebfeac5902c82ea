"""The floor: what the pages cost at the least, without sign-in, CSRF, styling, the rules or an ORM.

Bare Flask views with hand-written SQL and plain templates that show the same rows as the pages; the benchmark
itself counts the rows of both.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from flask import Flask, redirect, render_template, request
from werkzeug.wrappers import Response

from tests.bench import floor_sql as sql
from tests.bench.data import FISCAL_YEAR, MONTHS, TODAY, Benched
from tests.bench.floor_database import FloorDatabase
from tracker.domain.framework import INDICATOR_CODES, Tool, indicator_name, indicator_tool

NAMES = {code: indicator_name(code) for code in INDICATOR_CODES}
ANSWERS = ("no_change", "progress", "done", "not_yet_due", "waiting", "cannot_do")
REASONS = ("no_budget", "policy_changed", "not_enough_staff", "other")
TODAY_TEXT, MONTH_TEXT = TODAY.isoformat(), MONTHS[-1].isoformat()
WORDS = ("answer", "percent", "done_text", "problems", "next_steps")
#: Asked for by the server, as of the program.
MOST_BYTES = 1024 * 1024


@dataclass(slots=True)
class Measure:
    id: int
    number: str
    title: str
    ends_on: str
    days_late: int
    elapsed: float
    #: Division, month last reported, progress, percent.
    assignments: list[tuple[int, str | None, str | None, int | None]]

    @property
    def unfinished(self) -> list[tuple[int, str | None, str | None, int | None]]:
        return [one for one in self.assignments if one[2] != "done"]

    @property
    def percent(self) -> float:
        return sum(one[3] or 0 for one in self.assignments) / len(self.assignments)

    @property
    def health(self) -> str:
        if not self.unfinished:
            return "done"
        if self.days_late > 0:
            return "overdue"
        return "at_risk" if any(self.elapsed - (one[3] or 0) > 25 for one in self.unfinished) else "on_track"


def make_floor(database: FloorDatabase, benched: Benched) -> Flask:
    app = Flask("floor", template_folder=str(Path(__file__).parent / "templates"))
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.config["MAX_CONTENT_LENGTH"] = MOST_BYTES
    views = _Views(database, benched)
    app.add_url_rule("/overdue", view_func=views.overdue)
    app.add_url_rule("/indicators", view_func=views.indicators)
    app.add_url_rule("/my-reports", view_func=views.my_reports)
    app.add_url_rule("/my-reports/<int:report_id>", view_func=views.submit, methods=["POST"])
    app.add_url_rule("/measures/<int:measure_id>", view_func=views.measure)
    return app


class _Views:
    def __init__(self, database: FloorDatabase, benched: Benched) -> None:
        self._database = database
        self._agency = {"agency_id": benched.agency_id, "fiscal_year": FISCAL_YEAR}
        self._benched = benched

    def overdue(self) -> str:
        measures = self._measures()
        late = [one for one in measures if one.health == "overdue"]
        owed: defaultdict[int, int] = defaultdict(int)
        silent: defaultdict[int, list[Measure]] = defaultdict(list)
        for measure in measures:
            for division_id, month, progress, _ in measure.assignments:
                owed[division_id] += progress != "done" or month == MONTH_TEXT
                if progress != "done" and month != MONTH_TEXT:
                    silent[division_id].append(measure)
        return render_template(
            "overdue.html",
            late=sorted(late, key=lambda one: (-one.days_late, one.percent)),
            silent=sorted(silent.items(), key=lambda item: -len(item[1])),
            owed=owed,
            divisions=dict(self._read(sql.DIVISIONS, self._agency)),
            indicators=self._indicators(),
            figures=_figures(measures),
            names=NAMES,
        )

    def indicators(self) -> str:
        measures = self._measures()
        codes = self._indicators()
        rows: dict[str, list[tuple[str, str, list[Measure], dict[str, float]]]] = {tool: [] for tool in Tool}
        for code in INDICATOR_CODES:
            theirs = [one for one in measures if code in codes[one.id]]
            rows[indicator_tool(code)].append((code, NAMES[code], theirs, _figures(theirs)))
        return render_template(
            "indicators.html",
            tools=rows,
            scores=dict(self._read(sql.SCORES, self._agency)),
            whole=_figures(measures),
        )

    def my_reports(self) -> str:
        whose = {"division_id": self._benched.division_id, "month": MONTH_TEXT, "today": TODAY_TEXT}
        steps: defaultdict[int, list[tuple[int, str]]] = defaultdict(list)
        for measure_id, *step in self._read(sql.STEPS, whose):
            steps[measure_id].append((step[0], step[1]))
        [[owed]] = self._read(sql.MY_REPORTS_OWED, whose)
        return render_template(
            "my_reports.html",
            rows=self._read(sql.MY_REPORTS, whose),
            owed=owed,
            steps=steps,
            answers=ANSWERS,
            reasons=REASONS,
            title=_title,
            today=TODAY_TEXT,
        )

    def measure(self, measure_id: int) -> str:
        which = {"measure_id": measure_id}
        [measure] = self._read(sql.MEASURE, which)
        return render_template(
            "measure.html",
            measure=measure,
            title=_title(measure[1]),
            steps=self._read(sql.STEPS_OF_MEASURE, which),
            standing=self._read(sql.STANDING_OF_MEASURE, which),
            notes=[(*row[:-1], json.loads(row[-1])) for row in self._read(sql.NOTES, which)],
        )

    def submit(self, report_id: int) -> Response:
        """Everything the program writes when a report is sent, in one transaction."""
        said = {name: request.form[f"r{report_id}-{name}"] for name in WORDS}
        values = {
            **said,
            "report_id": report_id,
            "version": int(request.form[f"r{report_id}-version"]),
            "agency_id": self._benched.agency_id,
            "head_id": self._benched.head_id,
            "at": f"{TODAY_TEXT} 02:00:00.000000",
            "no": False,
            "content": json.dumps(said, ensure_ascii=False),
        }
        with self._database.writing() as run:
            for statement in (sql.UPDATE_REPORT, sql.INSERT_REVISION, sql.INSERT_AUDIT_EVENT):
                run(statement, values)
        return redirect("/my-reports")

    def _measures(self) -> list[Measure]:
        found = {}
        for id_, number, titles, starts_on, ends_on in self._read(sql.MEASURES, self._agency):
            start, end = date.fromisoformat(starts_on), date.fromisoformat(ends_on)
            elapsed = (TODAY - start).days / ((end - start).days + 1) * 100
            found[id_] = Measure(id_, number, _title(titles), ends_on, (TODAY - end).days, elapsed, [])
        for measure_id, *rest in self._read(sql.ASSIGNMENTS, self._agency):
            found[measure_id].assignments.append(tuple(rest))
        return list(found.values())

    def _indicators(self) -> defaultdict[int, list[str]]:
        codes: defaultdict[int, list[str]] = defaultdict(list)
        for measure_id, code in self._read(sql.INDICATORS, self._agency):
            codes[measure_id].append(code)
        return codes

    def _read(self, statement: str, values: dict[str, Any]) -> list[tuple[Any, ...]]:
        return self._database.read(statement, values)


def _title(titles: str) -> str:
    return " / ".join(json.loads(titles))


def _figures(measures: Iterable[Measure]) -> dict[str, float]:
    figures = dict.fromkeys(("done", "overdue", "at_risk", "on_track", "owed", "received"), 0)
    percents = []
    for measure in measures:
        figures[measure.health] += 1
        percents.append(measure.percent)
        for _, month, progress, _ in measure.assignments:
            owed = progress != "done" or month == MONTH_TEXT
            figures["owed"] += owed
            figures["received"] += owed and month == MONTH_TEXT
    return {**figures, "measures": len(percents), "percent": sum(percents) / len(percents) if percents else 0.0}
