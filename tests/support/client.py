"""A test client whose requests are as apart from the test as those of a browser."""

from __future__ import annotations

from contextvars import Context
from typing import Any

from flask import has_app_context
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tracker.extensions import db


class ApartClient(FlaskClient):
    """Each request has a session and a `g` of its own, also where the test keeps an app context open.

    The test's own transaction ends before, because on SQLite the request would wait for its lock.
    """

    def open(self, *args: Any, **kwargs: Any) -> TestResponse:
        if has_app_context():
            db.session.commit()
        return Context().run(super().open, *args, **kwargs)
