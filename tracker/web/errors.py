"""What a person sees when something is wrong: their own fault a sentence, ours a page that needs nothing."""

from __future__ import annotations

import logging
import secrets

from flask import Flask, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_wtf import FlaskForm
from flask_wtf.csrf import CSRFError
from sqlalchemy.orm.exc import StaleDataError
from werkzeug.exceptions import HTTPException
from werkzeug.wrappers import Response

from tracker.domain.errors import Conflict, NotAllowed, NotFound, Refusal
from tracker.extensions import db
from tracker.web.texts import sentence

log = logging.getLogger(__name__)

STATUS_OF: dict[type[Refusal], int] = {NotAllowed: 403, NotFound: 404, Conflict: 409}
PAGES = frozenset({400, 403, 404, 405, 409, 413, 429})


def register(app: Flask) -> None:
    app.register_error_handler(Refusal, _refused)
    app.register_error_handler(StaleDataError, _changed_meanwhile)
    app.register_error_handler(CSRFError, _form_too_old)
    app.register_error_handler(HTTPException, _http_error)
    app.register_error_handler(Exception, _our_fault)


def add_to_form(form: FlaskForm, refusal: Refusal) -> None:
    """Put the sentence at the field it is about, or above the form when it is about none of its fields."""
    text = sentence(refusal)
    if refusal.field in form:
        form[refusal.field].errors = [*form[refusal.field].errors, text]
    else:
        form.form_errors.append(text)


def _page(status: int, text: str) -> tuple[str, int]:
    return render_template(f"errors/{status}.html", message=text), status


def _refused(refusal: Refusal) -> tuple[str, int]:
    db.session.rollback()
    status = next((code for kind, code in STATUS_OF.items() if isinstance(refusal, kind)), 400)
    return _page(status, sentence(refusal))


def _changed_meanwhile(_error: StaleDataError) -> tuple[str, int]:
    db.session.rollback()
    return _page(409, _("Somebody else changed this in the meantime. Open the page again and repeat your change."))


def _form_too_old(_error: CSRFError) -> Response | tuple[str, int]:
    if request.endpoint in ("auth.sign_in", "auth.sign_out"):
        flash(_("The page had been open too long. Please try again."), "warning")
        return redirect(url_for("auth.sign_in"))
    return _page(400, _("The page had been open too long. Go back, open it again and send the form once more."))


def _http_error(error: HTTPException) -> tuple[str, int] | HTTPException:
    status = error.code or 500
    if status not in PAGES:
        return error
    sentences = {
        400: _("The request could not be understood. Go back and try again."),
        403: _("This is not open to you."),
        404: _("There is no such page, or it is not yours to see."),
        405: _("This page cannot be used in this way. Go back and use the button on the page."),
        409: _("Somebody else changed this in the meantime. Open the page again and repeat your change."),
        413: _("The file is too large."),
        429: _("Too many tries. Wait a few minutes and try again."),
    }
    return _page(status, sentences[status])


def _our_fault(error: Exception) -> tuple[str, int]:
    """A page that needs no database and no person, and a line in the log that its number leads to."""
    number = secrets.token_hex(4)
    log.exception("error %s at %s %s", number, request.method, request.path, exc_info=error)
    return render_template("errors/500.html", number=number), 500
