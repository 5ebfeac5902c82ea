"""What everybody may see without signing in: the years that an agency made public, from what was frozen."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from typing import Any

from flask import (
    Blueprint,
    Response,
    current_app,
    make_response,
    redirect,
    render_template,
    request,
    send_file,
    url_for,
)
from flask_babel import gettext as _
from markupsafe import Markup
from werkzeug.wrappers import Response as AnyResponse

from tracker import clock
from tracker.domain.check_codes import read_code
from tracker.domain.errors import N_, NotFound
from tracker.domain.papers import PaperForm, PaperKind
from tracker.evidence_files import EvidenceFolder
from tracker.models import Publication
from tracker.models.isolation import enter_agency
from tracker.queries import publications as queries
from tracker.queries.publications import PublicAgency
from tracker.reports.plan_values import PlannedLine
from tracker.reports.printing import DRAWERS
from tracker.reports.public_year import PublicYear, cancelled_in, has_code, without_evidence, year_in
from tracker.reports.result_values import ResultMeasure
from tracker.reports.snapshot_codec import check_code_of
from tracker.services.printing import Printer
from tracker.services.published_files import PUBLIC_KINDS, PublishedFolder, published_file
from tracker.web import filters
from tracker.web.downloads import file_to_keep
from tracker.web.evidence_downloads import FILE_SECURITY_POLICY, JPEG

blueprint = Blueprint("public", __name__, url_prefix="/public")
roots = Blueprint("public_roots", __name__)

SECONDS_FRESH = 300
"""How long a reader's browser may show a page without asking whether it was withdrawn."""

NOT_PUBLIC = N_("There is no public page at this address. It may have been withdrawn by the office.")


@dataclass(frozen=True, slots=True)
class PublicMeasure:
    """As adopted, with what was done where a month is closed, and the released evidence as components/files.html."""

    adopted: PlannedLine
    done: ResultMeasure | None
    evidence: list[dict[str, Any]]


@blueprint.get("/<string:slug>")
def agency(slug: str) -> AnyResponse:
    """The newest year that is public."""
    found = _agency(slug)
    years = queries.shown_years()
    if not years:
        raise NotFound(NOT_PUBLIC)
    return redirect(url_for("public.year", slug=found.slug, fiscal_year=years[0]))


@blueprint.get("/<string:slug>/<int:fiscal_year>")
def year(slug: str, fiscal_year: int) -> AnyResponse:
    found = _agency(slug)
    publication = _shown(fiscal_year)
    shown = without_evidence(year_in(publication.content), queries.removed_since(publication.id))
    page = render_template(
        "public/year.html",
        agency=found,
        publication=publication,
        shown=shown,
        year_tabs=_year_tabs(found.slug, fiscal_year),
        measures=_measures(found.slug, shown),
        cancelled=cancelled_in(shown),
        forms=[form for form in (PaperForm.PDF, PaperForm.DOCX, PaperForm.XLSX) if form in DRAWERS],
        kinds=[kind for kind in PUBLIC_KINDS if kind is PaperKind.PLAN or shown.result],
        structured=_structured(found, publication, shown),
        base_url=_base_url(),
    )
    return _kept_for_a_while(make_response(page), page)


@blueprint.get("/<string:slug>/<int:fiscal_year>/<string:kind>.<paper_form:form>")
def paper(slug: str, fiscal_year: int, kind: str, form: PaperForm) -> AnyResponse:
    found = _agency(slug)
    if kind not in PUBLIC_KINDS:
        raise NotFound(NOT_PUBLIC)
    config = current_app.config["TRACKER"]
    printer = Printer(None, found.id, found.slug, clock.now(), EvidenceFolder(config.evidence))
    folder = PublishedFolder(config.instance / "published")
    made = published_file(printer, folder, _shown(fiscal_year), PaperKind(kind), form)
    return _kept_for_a_while(file_to_keep(made.data, made.mime_type, made.name), made.data)


@blueprint.get("/<string:slug>/<int:fiscal_year>/evidence/<int:evidence_id>")
def evidence(slug: str, fiscal_year: int, evidence_id: int) -> AnyResponse:
    """A released file; a picture is shown, everything else handed over to be kept."""
    found = _agency(slug)
    row = queries.released_evidence(_shown(fiscal_year).id, evidence_id)
    if row is None or row.stored_name is None:
        raise NotFound(NOT_PUBLIC)
    path = EvidenceFolder(current_app.config["TRACKER"].evidence).file(found.id, row.stored_name)
    if not path.is_file():
        raise NotFound(NOT_PUBLIC)
    answer = send_file(
        path, mimetype=row.content_type, as_attachment=row.content_type != JPEG, download_name=row.filename
    )
    answer.headers["Content-Security-Policy"] = FILE_SECURITY_POLICY
    answer.headers["Cache-Control"] = f"public, max-age={SECONDS_FRESH}"
    return answer


@blueprint.get("/check/<string:code>")
def check(code: str) -> str:
    """Whether a code that stands on a published paper is one of ours, and the paper the one in force."""
    wanted = read_code(code)
    candidates = queries.publications_with_code(wanted)
    found = [one for one in candidates if has_code(one.check_code, one.content, wanted)]
    if not found:
        raise NotFound(N_("No published paper has this check code. Compare it letter by letter, and ask the office."))
    altered = {one.id for one in found if check_code_of(one.content) != one.check_code}
    return render_template("public/check.html", found=[(one, year_in(one.content)) for one in found], altered=altered)


@roots.get("/robots.txt")
def robots() -> Response:
    """Search engines find what is public, and nothing else."""
    lines = ["User-agent: *", "Allow: /public/", "Allow: /static/", "Disallow: /"]
    lines.append(f"Sitemap: {_base_url()}{url_for('public_roots.sitemap')}")
    return Response("\n".join(lines) + "\n", mimetype="text/plain")


@roots.get("/sitemap.xml")
def sitemap() -> Response:
    page = render_template("public/sitemap.xml", places=queries.public_places(), base_url=_base_url())
    return Response(page, mimetype="application/xml")


def _agency(slug: str) -> PublicAgency:
    """From here on the session sees this agency alone."""
    found = queries.public_agency(slug)
    if found is None:
        raise NotFound(NOT_PUBLIC)
    enter_agency(found.id)
    return found


def _shown(fiscal_year: int) -> Publication:
    publication = queries.shown_publication(fiscal_year)
    if publication is None:
        raise NotFound(NOT_PUBLIC)
    return publication


def _year_tabs(slug: str, chosen: int) -> list[dict[str, Any]]:
    """As components/tabs.html takes them; none where there is one year alone."""
    years = queries.shown_years()
    return [
        {
            "label": _("Fiscal year %(year)s", year=filters.fiscal_year(each)),
            "url": url_for("public.year", slug=slug, fiscal_year=each),
            "is_current": each == chosen,
        }
        for each in years
        if len(years) > 1
    ]


def _measures(slug: str, shown: PublicYear) -> list[PublicMeasure]:
    done = {one.id: one for one in (shown.result.measures if shown.result else ())}
    return [
        PublicMeasure(adopted, done.get(adopted.id), _files(slug, shown.plan.fiscal_year, done.get(adopted.id)))
        for adopted in shown.plan.measures
    ]


def _files(slug: str, fiscal_year: int, measure: ResultMeasure | None) -> list[dict[str, Any]]:
    return [
        {
            "name": line.caption,
            "url": line.url or url_for("public.evidence", slug=slug, fiscal_year=fiscal_year, evidence_id=line.id),
            "note": filters.day(line.dated_on, short=True) if line.dated_on else "",
            "icon": "link" if line.url else "camera" if line.picture else "file",
        }
        for line in (measure.evidence if measure else ())
    ]


def _base_url() -> str:
    address: str = current_app.config["TRACKER"].base_url
    return address


def _kept_for_a_while(answer: AnyResponse, content: str | bytes) -> AnyResponse:
    data = content.encode() if isinstance(content, str) else content
    answer.set_etag(hashlib.sha256(data).hexdigest()[:32])
    answer.headers["Cache-Control"] = f"public, max-age={SECONDS_FRESH}"
    return answer.make_conditional(request)


def _structured(found: PublicAgency, publication: Publication, shown: PublicYear) -> Markup:
    """For search engines (schema.org, as JSON-LD); data, so no script policy concerns it."""
    address = f"{_base_url()}{url_for('public.year', slug=found.slug, fiscal_year=publication.fiscal_year)}"
    facts: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "Report",
        "name": f"{shown.plan.item.name} ปีงบประมาณ พ.ศ. {publication.fiscal_year}",
        "publisher": {"@type": "GovernmentOrganization", "name": shown.plan.agency_name},
        "datePublished": publication.made_at.date().isoformat(),
        "version": publication.number,
        "inLanguage": "th",
        "url": address,
        "identifier": publication.check_code,
    }
    # A text may not end the element that it stands in.
    return Markup(json.dumps(facts, ensure_ascii=False).replace("<", "\\u003c"))
