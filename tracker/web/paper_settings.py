"""How the agency's papers look: digits, who signs, the head of memos, the emblem and the font."""

from __future__ import annotations

from collections.abc import Callable

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_wtf import FlaskForm
from flask_wtf.file import FileField
from werkzeug.datastructures import FileStorage
from werkzeug.wrappers import Response
from wtforms import FieldList, Form, FormField, StringField

from tracker import clock
from tracker.domain.errors import N_, NotAllowed, Refusal
from tracker.domain.papers import Digits
from tracker.domain.permissions import Action
from tracker.models import PaperSettings
from tracker.queries import paper_settings as queries
from tracker.reports import font_files
from tracker.reports.paper import Signature
from tracker.services import paper_settings as service
from tracker.services.paper_settings import MOST_SIGNATURES, Look, Upload
from tracker.web.access import current_actor, requires
from tracker.web.errors import add_to_form
from tracker.web.form_fields import WordField
from tracker.web.texts import lazy

blueprint = Blueprint("paper_settings", __name__)


class SignatureForm(Form):
    label = StringField(lazy("Signs as"))
    name = StringField(lazy("Name"))
    post = StringField(lazy("Post"))


class LookForm(FlaskForm):
    """Its fields are called as the settings are, so that a refusal finds its place."""

    digits = WordField(lazy("Digits"), words=Digits)
    signatures = FieldList(
        FormField(SignatureForm), lazy("Who signs"), min_entries=MOST_SIGNATURES, max_entries=MOST_SIGNATURES
    )
    memo_office = StringField(lazy("Office that writes, with its telephone"))
    memo_number = StringField(lazy("Beginning of the number"))
    memo_to = StringField(lazy("To whom memos go"))

    def show(self, look: Look) -> None:
        self.digits.data = look.digits.value
        for entry, signature in zip(self.signatures, look.signatures, strict=False):
            entry.form.label.data, entry.form.name.data = signature.label, signature.name
            entry.form.post.data = signature.post
        self.memo_office.data, self.memo_number.data = look.memo_office, look.memo_number
        self.memo_to.data = look.memo_to

    def look(self) -> Look:
        return Look(
            digits=self.digits.data or Digits.ARABIC,
            signatures=tuple(Signature(**_words_of(entry.form)) for entry in self.signatures),
            memo_office=self.memo_office.data or "",
            memo_number=self.memo_number.data or "",
            memo_to=self.memo_to.data or "",
        )


def _words_of(form: SignatureForm) -> dict[str, str]:
    return {name: form[name].data or "" for name in ("label", "name", "post")}


class EmblemForm(FlaskForm):
    file = FileField(lazy("Emblem"))


class FontsForm(FlaskForm):
    regular = FileField(lazy("Regular font"))
    bold = FileField(lazy("Bold font"))


@blueprint.get("/agency/papers")
@requires(Action.MANAGE_SETTINGS)
def show() -> str:
    return _page(queries.paper_settings())


@blueprint.post("/agency/papers")
@requires(Action.MANAGE_SETTINGS)
def save() -> ResponseReturnValue:
    form = LookForm()
    return _done(form, lambda: service.save_look(current_actor(), clock.now(), form.look())) or (
        _page(queries.paper_settings(), look=form),
        400,
    )


@blueprint.post("/agency/papers/emblem")
@requires(Action.MANAGE_SETTINGS)
def set_emblem() -> ResponseReturnValue:
    form = EmblemForm()
    return _done(form, lambda: service.set_emblem(current_actor(), clock.now(), _upload(form.file))) or (
        _page(queries.paper_settings(), emblem=form),
        400,
    )


@blueprint.post("/agency/papers/emblem/remove")
@requires(Action.MANAGE_SETTINGS)
def remove_emblem() -> Response:
    service.remove_emblem(current_actor(), clock.now())
    flash(_("Papers bear no emblem any more."), "success")
    return redirect(url_for("paper_settings.show"))


@blueprint.post("/agency/papers/fonts")
@requires(Action.MANAGE_SETTINGS)
def set_fonts() -> ResponseReturnValue:
    form = FontsForm()

    def change() -> None:
        service.set_fonts(current_actor(), clock.now(), _upload(form.regular), _upload(form.bold))

    return _done(form, change) or (_page(queries.paper_settings(), fonts=form), 400)


@blueprint.post("/agency/papers/fonts/remove")
@requires(Action.MANAGE_SETTINGS)
def remove_fonts() -> Response:
    service.remove_fonts(current_actor(), clock.now())
    flash(_("Papers are set in Sarabun again."), "success")
    return redirect(url_for("paper_settings.show"))


def _upload(field: FileField) -> Upload:
    """Refuses a field in which no file was chosen."""
    file: FileStorage | None = field.data
    if not file:
        raise Refusal(N_("Choose a file."), field.name)
    return Upload(file.read(), file.filename or field.name)


def _done(form: FlaskForm, change: Callable[[], object]) -> Response | None:
    """Back to the page when it is done; None when the form is to be shown again, with what is wrong."""
    if not form.validate():
        return None
    try:
        change()
    except NotAllowed:
        raise
    except Refusal as refusal:
        add_to_form(form, refusal)
        return None
    flash(_("The settings are saved."), "success")
    return redirect(url_for("paper_settings.show"))


def _page(
    settings: PaperSettings | None,
    *,
    look: LookForm | None = None,
    emblem: EmblemForm | None = None,
    fonts: FontsForm | None = None,
) -> str:
    if look is None:
        look = LookForm(formdata=None)
        look.show(service.look_of(settings))
    return render_template(
        "papers/settings.html",
        look=look,
        emblem=emblem or EmblemForm(formdata=None),
        fonts=fonts or FontsForm(formdata=None),
        has_emblem=settings is not None and settings.logo is not None,
        has_fonts=settings is not None and settings.font_regular is not None,
        most_megabytes=font_files.MOST_MEGABYTES,
    )
