"""The papers of a publication as files: drawn once, from what was frozen, and kept."""

from __future__ import annotations

import os
import secrets
from dataclasses import dataclass, replace
from pathlib import Path

from tracker.domain.errors import N_, NotFound
from tracker.domain.papers import PaperForm, PaperKind
from tracker.models import Publication
from tracker.queries import publications as queries
from tracker.reports.kinds.registry import KINDS
from tracker.reports.plan_values import PlanReport
from tracker.reports.printing import MIME_TYPES
from tracker.reports.public_year import PublicYear, without_evidence, year_in
from tracker.reports.result_values import ResultReport
from tracker.services import paper_register
from tracker.services.printing import PrintedFile, Printer

PUBLIC_KINDS = (PaperKind.PLAN, PaperKind.RESULT)


@dataclass(frozen=True, slots=True)
class PublishedFolder:
    """`root` is outside of everything that is served by its name."""

    root: Path

    def file(self, publication: Publication, kind: PaperKind, form: PaperForm, removed: int) -> Path:
        """Another file once evidence was `removed`: the one before may show it."""
        less = f"-less-{removed}" if removed else ""
        return self.root / str(publication.agency_id) / f"{publication.id}-{kind}{less}.{form}"


def published_file(
    printer: Printer, folder: PublishedFolder, publication: Publication, kind: PaperKind, form: PaperForm
) -> PrintedFile:
    """The same for every reader; it stands in the register of papers like any other."""
    removed = queries.removed_since(publication.id)
    file = folder.file(publication, kind, form, len(removed))
    frozen = year_in(publication.content)
    value, shown = _of_kind(frozen, kind), _of_kind(without_evidence(frozen, removed), kind)
    plain, code = paper_register.with_code(KINDS[kind].paper(shown), value)
    paper = replace(plain, made_at=publication.made_at)
    if not file.is_file():
        data = printer.drawn(paper, shown, form)
        paper_register.enter(None, printer.now, paper, value, code, form, data)
        _keep(file, data)
    name = f"{kind}-{printer.agency_slug}-{publication.fiscal_year}.{form}"
    return PrintedFile(name, MIME_TYPES[form], file.read_bytes(), paper.title, paper.check_code)


def _of_kind(year: PublicYear, kind: PaperKind) -> PlanReport | ResultReport:
    value = {PaperKind.PLAN: year.plan, PaperKind.RESULT: year.result}.get(kind)
    if value is None:
        raise NotFound(N_("There is no such paper in this publication."))
    return value


def _keep(file: Path, data: bytes) -> None:
    """Whole or not at all, also when two readers ask at once."""
    file.parent.mkdir(parents=True, exist_ok=True)
    part = file.with_name(f"{file.name}.{secrets.token_hex(4)}.part")
    part.write_bytes(data)
    os.replace(part, file)
