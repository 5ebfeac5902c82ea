"""Where SQL and commits may be written: import-linter sees modules, these see the calls."""

from __future__ import annotations

import ast
from collections.abc import Callable

from tests.support.requirements import ROOT

READS = {"select", "exists", "union", "union_all"}
RAW = {"text", "literal_column", "table", "column"}
RUNS_A_STATEMENT = {"execute", "scalars", "scalar", "exec_driver_sql"}

Finds = Callable[[ast.AST], bool]


def places(finds: Finds, *folders: str, besides: tuple[str, ...] = ()) -> list[str]:
    """file:line of each node found, apart from the migrations, which are SQL by nature."""
    found = []
    for file in sorted(file for folder in folders for file in (ROOT / folder).rglob("*.py")):
        name = file.relative_to(ROOT).as_posix()
        if name.startswith((*besides, "tracker/migrations/")):
            continue
        nodes = ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        found += [f"{name}:{getattr(node, 'lineno', 0)}" for node in nodes if finds(node)]
    return found


def imports_from_sqlalchemy(names: set[str]) -> Finds:
    def finds(node: ast.AST) -> bool:
        if not isinstance(node, ast.ImportFrom) or (node.module or "").partition(".")[0] != "sqlalchemy":
            return False
        return any(alias.name in names for alias in node.names)

    return finds


def calls_method(names: set[str]) -> Finds:
    def finds(node: ast.AST) -> bool:
        return isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in names

    return finds


def test_only_queries_read() -> None:
    besides = ("tracker/queries/", "tracker/models/")
    assert not places(imports_from_sqlalchemy(READS), "tracker", "jobs", besides=besides)
    assert not places(calls_method({"query"}), "tracker", "jobs")


def test_nothing_goes_round_the_agencies_with_raw_sql() -> None:
    assert not places(imports_from_sqlalchemy(RAW), "tracker", "jobs", besides=("tracker/models/",))


def test_pages_and_jobs_run_no_statement() -> None:
    assert not places(calls_method(RUNS_A_STATEMENT), "tracker/web", "jobs")


def test_only_services_commit() -> None:
    # The demonstration shows a few things that no use case does yet.
    by_hand = ("tracker/demo/by_hand.py", "tracker/demo/build.py")
    assert not places(calls_method({"commit"}), "tracker", "jobs", besides=("tracker/services/", *by_hand))


def test_nobody_imports_sqlalchemy_whole() -> None:
    """`sa.select(...)` would slip past the tests above."""

    def finds(node: ast.AST) -> bool:
        return isinstance(node, ast.Import) and any(a.name.startswith("sqlalchemy") for a in node.names)

    assert not places(finds, "tracker", "jobs")
