"""No page reads a table through: what other agencies have in it must not make it slower.

The databases are asked how they would find the rows. SQLite does not look at how many there are; PostgreSQL, which
would rather read a short table whole, is told to do so only where there is no other way.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import product
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import Connection, Engine, event, select, text

from tests.factories import moment
from tests.support.doors import Caller, doors, ids_of
from tests.support.office import MONTH, TODAY, Office
from tests.support.queries import MOST_PER_PAGE, count_queries
from tracker.domain.fiscal_year import add_months
from tracker.domain.permissions import Role
from tracker.domain.progress import ReportState, RevisionAction
from tracker.extensions import db
from tracker.models import Assignment, Base, ProgressReport, ProgressRevision
from tracker.models.isolation import agency_scope, all_agencies
from tracker.queries.closing import agencies_with_an_open_month
from tracker.queries.opening import agencies_to_open
from tracker.queries.telling import agencies_to_tell
from tracker.services import closing, meetings
from tracker.services.reminding import queue_reminders
from tracker.web.report_form import prefix_of

ONLY_BY_INDEX = ("enable_seqscan", "enable_hashjoin", "enable_mergejoin")
COMMANDS = ("SELECT", "UPDATE", "DELETE", "WITH")

FIRST_COLUMNS = """
SELECT pg_class.relname, attname FROM pg_index
JOIN pg_class ON pg_class.oid = indexrelid
JOIN pg_attribute ON attrelid = indrelid AND attnum = indkey[0]
"""
#: Of another office, so that the planner does not find all ways equally short.
MONTHS = 300


@contextmanager
def watched() -> Iterator[set[str]]:
    """The tables that a statement run inside the block reads through, each as `table: statement`."""
    statements: dict[str, Any] = {}

    def note(_connection: Any, _cursor: Any, statement: str, parameters: Any, *_rest: Any) -> None:
        if statement.startswith(COMMANDS):
            statements[statement] = parameters

    found: set[str] = set()
    event.listen(Engine, "before_cursor_execute", note)
    try:
        yield found
    finally:
        event.remove(Engine, "before_cursor_execute", note)
    db.session.commit()
    with db.engine.connect() as connection:
        read = _read_through_in_sqlite if connection.dialect.name == "sqlite" else _read_through_in_postgresql
        for statement, parameters in statements.items():
            found |= {f"{table}: {statement}" for table in read(connection, statement, parameters)}


def _read_through_in_sqlite(connection: Connection, statement: str, parameters: Any) -> set[str]:
    plan = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", parameters)
    scanned = {match[1] for row in plan if (match := re.match(r"SCAN (\w+)", row[3]))}
    # An alias is the table's name with a number.
    return {re.sub(r"_\d+$", "", name) for name in scanned} & set(Base.metadata.tables)


def _read_through_in_postgresql(connection: Connection, statement: str, parameters: Any) -> set[str]:
    for setting in ONLY_BY_INDEX:
        connection.exec_driver_sql(f"SET LOCAL {setting} = off")
    first_columns = {str(row[0]): str(row[1]) for row in connection.exec_driver_sql(FIRST_COLUMNS)}
    [plan] = connection.exec_driver_sql(f"EXPLAIN (FORMAT JSON) {statement}", parameters).scalar_one()
    return {_name(node) for node in _nodes(plan["Plan"]) if _reads_through(node, first_columns)}


def _nodes(node: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield node
    for inner in node.get("Plans", ()):
        yield from _nodes(inner)


def _name(node: dict[str, Any]) -> str:
    return str(node.get("Relation Name") or node["Index Name"])


def _reads_through(node: dict[str, Any], first_columns: dict[str, str]) -> bool:
    """Not by an index; or by one without its first column, which is read from its beginning to its end as well."""
    if "Index Name" in node:
        return not re.search(rf"\b{first_columns[node['Index Name']]}\b", node.get("Index Cond", ""))
    return "Relation Name" in node and node["Node Type"] not in ("Bitmap Heap Scan", "ModifyTable")


def give_history(office: Office) -> None:
    """So many reports that it is not all the same by which index they are found."""
    with agency_scope(office.agency.id):
        assignments = db.session.scalars(select(Assignment.id)).all()
        for assignment, number in product(assignments, range(1, MONTHS)):
            report = ProgressReport(assignment_id=assignment, month=add_months(MONTH, -number))
            report.revisions = [_sent(office)]
            db.session.add(report)
        db.session.commit()
        if db.engine.dialect.name == "postgresql":
            db.session.execute(text("ANALYZE progress_report, progress_revision"))
            db.session.commit()


def _sent(office: Office) -> ProgressRevision:
    return ProgressRevision(
        number=1,
        action=RevisionAction.SUBMITTED,
        at=moment(MONTH),
        by_id=office.head.id,
        by_name=office.head.name,
        content={},
    )


@pytest.mark.parametrize("role", [Role.ADMINISTRATOR, Role.DIVISION_HEAD])
def test_no_page_reads_a_table_through(
    app: Flask, client: FlaskClient, office: Office, foreign_office: Office, role: Role
) -> None:
    ids = ids_of(office)
    give_history(foreign_office)
    caller = Caller(client, {Role.ADMINISTRATOR: office.administrator, Role.DIVISION_HEAD: office.head}[role])
    found: dict[str, set[str]] = {}
    for door in doors(app, "GET"):
        if door.opens_for(role):
            with watched() as read_through:
                caller.ask("GET", door.url(app, ids))
            found |= {door.rule.rule: read_through} if read_through else {}
    assert found == {}


def test_the_jobs_find_what_is_due_for_an_agency_by_index(office: Office, foreign_office: Office) -> None:
    """They ask for every agency of a country: to find them all, the agencies may be gone through, and nothing else."""
    give_history(foreign_office)
    now, agency_id = moment(TODAY), office.agency.id
    with watched() as read_through:
        with agency_scope(agency_id):
            meetings.open_windows(agency_id, now)
            closing.close_months_left_open(now)
        queue_reminders(agency_id, now, "http://127.0.0.1:5000")
        with agency_scope(agency_id):
            meetings.open_windows(agency_id, now)
        queue_reminders(agency_id, now, "http://127.0.0.1:5000")
    assert read_through == set()
    if db.engine.dialect.name == "postgresql":
        # With as few agencies as here it would rather read once what it otherwise finds for each of them.
        return
    with watched() as read_through, all_agencies():
        agencies_to_open(now)
        agencies_to_tell(now)
        agencies_with_an_open_month(now.date())
    assert {one.partition(":")[0] for one in read_through} <= {"agency"}


def test_sending_a_report_takes_few_statements_and_reads_no_table_through(
    client: FlaskClient, office: Office, foreign_office: Office
) -> None:
    report_id = ids_of(office)["report_id"]
    give_history(foreign_office)
    caller = Caller(client, office.head)
    fields = {"version": "1", "answer": "progress", "percent": "40", "done_text": "ประชุมแล้ว"}
    with watched() as read_through, count_queries() as statements:
        caller.ask(
            "POST",
            f"/my-reports/{report_id}",
            do="submit",
            csrf_token=caller.token,
            **{f"{prefix_of(report_id)}-{name}": value for name, value in fields.items()},
        )
    with agency_scope(office.agency.id):
        report = db.session.get_one(ProgressReport, report_id, populate_existing=True)
    assert (report.state, read_through) == (ReportState.SUBMITTED, set())
    assert len(statements) <= MOST_PER_PAGE, statements
