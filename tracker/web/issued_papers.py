"""The register of papers: what was printed, when and by whom, each under the code that stands on it."""

from __future__ import annotations

from flask import render_template, request
from flask_babel import gettext as _

from tracker.domain.papers import PaperKind
from tracker.domain.permissions import Action
from tracker.queries import issued_papers
from tracker.queries.issued_papers import Sought
from tracker.web.access import requires
from tracker.web.labels import label_of
from tracker.web.paging import page_number, pages_for
from tracker.web.papers import blueprint

PAPERS_ON_A_PAGE = 50


@blueprint.get("/papers/issued")
@requires(Action.SEE_LEDGER)
def issued() -> str:
    kind = request.args.get("kind", "")
    sought = Sought(kind=PaperKind(kind) if kind in set(PaperKind) else None, words=request.args.get("q", "").strip())
    count = issued_papers.number_issued(sought)
    pages = pages_for(count, PAPERS_ON_A_PAGE)
    page = min(page_number(), pages)
    rows = issued_papers.issued_rows(sought, PAPERS_ON_A_PAGE, (page - 1) * PAPERS_ON_A_PAGE)
    return render_template(
        "papers/issued.html",
        rows=rows,
        forms=issued_papers.forms_made([row.id for row in rows]),
        count=count,
        page=page,
        pages=pages,
        chosen={"kind": sought.kind or "", "q": sought.words},
        kinds=[("", _("All kinds")), *((one.value, str(label_of(one).label)) for one in PaperKind)],
    )
