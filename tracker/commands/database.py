"""The app that a command works with, and the agency it is asked about."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager

import flask_migrate
from flask import Flask

from tracker import create_app
from tracker.config import Config
from tracker.domain.errors import N_, Refusal
from tracker.extensions import db
from tracker.models import Agency
from tracker.models.isolation import agency_scope, all_agencies
from tracker.queries import agencies


@contextmanager
def working_app() -> Iterator[Flask]:
    """The app of this environment, inside its context; its connections are closed at the end."""
    app = create_app(Config.from_environment(os.environ))
    with app.app_context():
        try:
            yield app
        finally:
            db.session.remove()
            db.engine.dispose()


@contextmanager
def migrated_app() -> Iterator[Flask]:
    """For commands that set up: the tables are made, or brought to the newest migration."""
    with working_app() as app:
        flask_migrate.upgrade()
        yield app


@contextmanager
def agency_at_work(called: str | None) -> Iterator[Agency]:
    """Inside the agency of this short or full name; without a name the only one there is."""
    with working_app():
        agency = agency_called(called)
        with agency_scope(agency.id):
            yield agency


def agency_called(called: str | None) -> Agency:
    with all_agencies():
        agency = _only_agency() if called is None else agencies.agency_called(called)
    if agency is None:
        raise Refusal(N_("There is no agency called “%(name)s”."), "agency", name=called)
    return agency


def _only_agency() -> Agency:
    every = agencies.all_agencies_in_order()
    if not every:
        raise Refusal(N_("There is no agency yet. Run “tracker init” first."), "agency")
    if len(every) > 1:
        slugs = ", ".join(agency.slug for agency in every)
        raise Refusal(N_("Name the agency with --agency: one of %(slugs)s."), "agency", slugs=slugs)
    return every[0]
