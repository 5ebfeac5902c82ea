from __future__ import annotations

from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from flask import Flask
from sqlalchemy import CheckConstraint, inspect

from tests.support.requirements import ROOT
from tracker.extensions import db
from tracker.models import Base

SCRIPTS = ScriptDirectory(str(ROOT / "tracker" / "migrations"))


def test_there_is_one_head() -> None:
    assert len(SCRIPTS.get_heads()) == 1


def test_the_migrations_are_numbered_in_their_order() -> None:
    names = [script.revision for script in reversed(list(SCRIPTS.walk_revisions()))]
    assert names == [f"{number:04}" for number in range(1, len(names) + 1)]


def test_models_and_migrations_agree(app: Flask) -> None:
    with app.app_context(), db.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True, "compare_server_default": True})
        assert compare_metadata(context, Base.metadata) == []


def test_the_checks_of_the_models_are_in_the_database(app: Flask) -> None:
    """Alembic does not compare CHECK constraints, so their names are compared here."""
    with app.app_context():
        inspector = inspect(db.engine)
        for table in Base.metadata.tables.values():
            wanted = {check.name for check in table.constraints if isinstance(check, CheckConstraint)}
            assert {check["name"] for check in inspector.get_check_constraints(table.name)} == wanted
