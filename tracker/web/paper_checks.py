"""Checking a paper: by the code that stands on it, or by the file itself."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Blueprint, redirect, render_template, request, url_for
from flask_wtf import FlaskForm
from flask_wtf.file import FileField
from werkzeug.wrappers import Response

from tracker.domain.check_codes import read_code
from tracker.domain.errors import N_, NotFound, Refusal
from tracker.domain.paper_rights import may_have
from tracker.domain.papers import Asked
from tracker.domain.permissions import Action, Actor
from tracker.models import IssuedPaper
from tracker.queries import issued_papers, paper_settings, publications
from tracker.queries import snapshots as snapshot_queries
from tracker.queries.snapshots import StoredSnapshot
from tracker.reports.paper import Dress
from tracker.reports.public_year import has_code
from tracker.services import paper_register, snapshots
from tracker.services.paper_checks import CheckedFile, check_file
from tracker.web.access import current_actor, requires
from tracker.web.errors import add_to_form
from tracker.web.paper_sheet import Sheet, sheet_of
from tracker.web.texts import lazy, sentence

blueprint = Blueprint("paper_checks", __name__)


class FileForm(FlaskForm):
    file = FileField(lazy("File of a paper"))


@dataclass(frozen=True, slots=True)
class ShownIssue:
    """A paper of the register, found by its code."""

    paper: IssuedPaper
    is_unaltered: bool
    #: What was printed; none where an edition shows it, for who may not have it, and of an altered row.
    sheet: Sheet | None


@blueprint.get("/check")
@requires(Action.SEE_AGENCY)
def ask() -> str | Response | tuple[str, int]:
    """Where somebody types in the code that stands on a paper, or chooses its file."""
    typed = request.args.get("code", "").strip()
    if not typed:
        return _page(FileForm())
    try:
        return redirect(url_for("paper_checks.code", code=read_code(typed)))
    except Refusal as refusal:
        return _page(FileForm(), typed=typed, problem=sentence(refusal)), 400


@blueprint.post("/check")
@requires(Action.SEE_AGENCY)
def file() -> str | tuple[str, int]:
    """Nothing of the file is kept."""
    form = FileForm()
    data = form.file.data.read() if form.file.data else b""
    if not data:
        add_to_form(form, Refusal(N_("Choose the file that you want to have checked."), "file"))
        return _page(form), 400
    checked = check_file(data)
    return _page(form, checked=checked, name=form.file.data.filename or "")


def _page(
    form: FileForm, *, typed: str = "", problem: str | None = None, checked: CheckedFile | None = None, name: str = ""
) -> str:
    return render_template("papers/check.html", form=form, typed=typed, problem=problem, checked=checked, name=name)


@blueprint.get("/check/<string:code>")
@requires(Action.SEE_AGENCY)
def code(code: str) -> str | Response:
    wanted = read_code(code)
    editions = snapshot_queries.snapshots_with_code(wanted)
    issued = issued_papers.papers_with_code(wanted)
    if not (editions or issued):
        if _stands_on_a_public_page(wanted):
            return redirect(url_for("public.check", code=wanted))
        raise NotFound(
            N_(
                "No paper of your agency has this check code. Compare it with the paper letter by letter; if it is the "
                "same, the paper was changed or is of another agency."
            )
        )
    return render_template(
        "papers/checked.html",
        code=(editions[0].edition.check_code if editions else issued[0].check_code),
        editions=editions,
        altered={stored.edition.check_code for stored in editions if not snapshots.is_unaltered(stored)},
        issued=_shown(issued, editions),
    )


def _stands_on_a_public_page(wanted: str) -> bool:
    """Of the agency, withdrawn or not."""
    found = publications.publications_with_code(wanted)
    return any(has_code(one.check_code, one.content, wanted) for one in found)


def _shown(issued: list[IssuedPaper], editions: list[StoredSnapshot]) -> list[ShownIssue]:
    frozen = {stored.edition.check_code for stored in editions}
    dress = Dress(digits=paper_settings.look_of_papers().digits) if issued else Dress()
    return [_issue(paper, paper.check_code in frozen, current_actor(), dress) for paper in issued]


def _issue(row: IssuedPaper, is_frozen: bool, actor: Actor, dress: Dress) -> ShownIssue:
    is_unaltered = paper_register.is_unaltered(row)
    is_for_them = may_have(actor, Asked(row.kind))
    paper = paper_register.paper_in(row) if is_unaltered and is_for_them and not is_frozen else None
    return ShownIssue(row, is_unaltered, sheet_of(paper, dress) if paper else None)
