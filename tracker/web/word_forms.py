"""The forms of papers in Word: taken away to be changed there, brought back, and what can be written in them."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_wtf import FlaskForm
from flask_wtf.file import FileField
from werkzeug.wrappers import Response

from tracker import clock
from tracker.domain.errors import N_, NotAllowed, Refusal
from tracker.domain.papers import PaperForm, PaperKind
from tracker.domain.permissions import Action
from tracker.queries.word_forms import word_form_rows
from tracker.reports.printing import MIME_TYPES
from tracker.reports.word.field_list import field_groups
from tracker.services import word_forms as service
from tracker.web.access import current_actor, requires
from tracker.web.downloads import file_to_keep
from tracker.web.errors import add_to_form
from tracker.web.texts import lazy, sentence

blueprint = Blueprint("word_forms", __name__)


class UploadForm(FlaskForm):
    file = FileField(lazy("The form, changed in Word"))


@blueprint.get("/agency/word-forms")
@requires(Action.MANAGE_SETTINGS)
def index() -> str:
    return render_template("word_forms/index.html", kinds=list(PaperKind), own=word_form_rows())


@blueprint.route("/agency/word-forms/<paper_kind:kind>", methods=["GET", "POST"])
@requires(Action.MANAGE_SETTINGS)
def show(kind: PaperKind) -> str | Response | tuple[str, int]:
    form = UploadForm()
    if not form.is_submitted():
        return _page(form, kind)
    if form.validate():
        try:
            return _take(form, kind)
        except NotAllowed:
            raise
        except Refusal as refusal:
            add_to_form(form, refusal)
    return _page(form, kind), 400


def _take(form: UploadForm, kind: PaperKind) -> Response:
    if not form.file.data:
        raise Refusal(N_("Choose the form that you changed."), "file")
    service.upload(current_actor(), clock.now(), kind, form.file.data.read(), form.file.data.filename)
    flash(_("The form is kept. From now on this paper is printed with it."), "success")
    return redirect(url_for("word_forms.show", kind=kind))


def _page(form: UploadForm, kind: PaperKind) -> str:
    problem = service.problem_of(kind)
    return render_template(
        "word_forms/show.html",
        form=form,
        kind=kind,
        own=word_form_rows().get(kind),
        problem=sentence(problem) if problem else None,
        groups=field_groups(kind),
        megabytes=service.MOST_BYTES // 1024 // 1024,
    )


@blueprint.get("/agency/word-forms/<paper_kind:kind>/form.docx")
@requires(Action.MANAGE_SETTINGS)
def download(kind: PaperKind) -> Response:
    return _word_file(service.form_in_use(kind), f"form-{kind.replace('_', '-')}")


@blueprint.get("/agency/word-forms/<paper_kind:kind>/example.docx")
@requires(Action.MANAGE_SETTINGS)
def example(kind: PaperKind) -> Response:
    return _word_file(service.filled_in(kind), f"example-{kind.replace('_', '-')}")


def _word_file(data: bytes, stem: str) -> Response:
    return file_to_keep(data, MIME_TYPES[PaperForm.DOCX], f"{stem}.docx")


@blueprint.post("/agency/word-forms/<paper_kind:kind>/remove")
@requires(Action.MANAGE_SETTINGS)
def remove(kind: PaperKind) -> Response:
    service.remove(current_actor(), clock.now(), kind)
    flash(_("The program's own form is back."), "success")
    return redirect(url_for("word_forms.show", kind=kind))
