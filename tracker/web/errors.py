"""What a person sees when something is wrong: their own fault a sentence, ours a page that needs nothing."""

from __future__ import annotations

import logging
import secrets

from flask import Flask, current_app, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user
from flask_wtf import FlaskForm
from flask_wtf.csrf import CSRFError
from sqlalchemy.orm.exc import StaleDataError
from werkzeug.exceptions import HTTPException

from tracker.domain.errors import Conflict, NotAllowed, NotFound, Refusal
from tracker.extensions import db
from tracker.web import kept_text, link_session
from tracker.web.scripts import is_asked_by_script, told
from tracker.web.sign_in_page import SignInForm, send_again_page, sign_in_page, turned_away
from tracker.web.texts import sentence

log = logging.getLogger(__name__)

STATUS_OF: dict[type[Refusal], int] = {NotAllowed: 403, NotFound: 404, Conflict: 409}
#: In both languages, because which one somebody reads is asked of the database.
FAILED = "ระบบขัดข้อง โปรดแจ้งรหัสนี้แก่ผู้ดูแลระบบ (something went wrong; tell the administrator this code): %s"
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


def _answer(status: int, text: str) -> ResponseReturnValue:
    """With what was written in the form that cannot be taken, so that it can be copied from there."""
    if is_asked_by_script():
        return told(text, status)
    return render_template(f"errors/{status}.html", message=text, kept=kept_text.just_sent()), status


def _refused(refusal: Refusal) -> ResponseReturnValue:
    db.session.rollback()
    if isinstance(refusal, NotAllowed):
        link_session.note_other_report()
    status = next((code for kind, code in STATUS_OF.items() if isinstance(refusal, kind)), 400)
    return _answer(status, sentence(refusal))


def _changed_meanwhile(_error: StaleDataError) -> ResponseReturnValue:
    db.session.rollback()
    return _answer(409, _("Somebody else changed this in the meantime. Open the page again and repeat your change."))


def _form_too_old(_error: CSRFError) -> ResponseReturnValue:
    """The token of the form is none of this session's: signed out, or signed in anew beside an open page."""
    if request.endpoint in ("auth.sign_in", "auth.sign_in_to_demo", "auth.sign_out"):
        return _sign_in_once_more()
    if not (current_user.is_authenticated or link_session.is_begun()):
        return turned_away()
    kept = None if is_asked_by_script() else kept_text.just_sent()
    if kept is not None:
        return send_again_page(kept), 400
    return _answer(400, _("The page had been open too long. Go back, open it again and send the form once more."))


def _sign_in_once_more() -> ResponseReturnValue:
    flash(_("The page had been open too long. Please try again."), "warning")
    kept = kept_text.carried()
    if kept is not None:
        return sign_in_page(SignInForm(formdata=None), kept), 400
    return redirect(url_for("auth.sign_in"))


def _http_error(error: HTTPException) -> ResponseReturnValue | HTTPException:
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
    return _answer(status, sentences[status])


def _our_fault(error: Exception) -> ResponseReturnValue:
    """A page that needs no database and no person, and a line in the log that its number leads to."""
    number = secrets.token_hex(4)
    # The address of a link is a key, so the log names it without.
    place = request.url_rule if request.endpoint == "links.open_reports" else request.path
    log.exception("error %s at %s %s", number, request.method, place, exc_info=error)
    if is_asked_by_script():
        return told(FAILED % number, 500)
    # Not by render_template: what it gives every page asks the database who is signed in.
    page = current_app.jinja_env.get_template("errors/500.html")
    return page.render(number=number, kept=kept_text.just_sent()), 500
