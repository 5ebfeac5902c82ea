"""The papers of a publication as files: drawn once, from what was frozen, and kept."""

from __future__ import annotations

import os
import secrets
from dataclasses import dataclass, replace
from pathlib import Path

from tracker.domain.check_codes import short_code
from tracker.domain.errors import N_, NotFound
from tracker.domain.papers import PaperForm, PaperKind
from tracker.models import Publication
from tracker.reports.kinds.registry import KINDS
from tracker.reports.printing import MIME_TYPES
from tracker.reports.public_year import year_in
from tracker.services.printing import PrintedFile, Printer

PUBLIC_KINDS = (PaperKind.PLAN, PaperKind.RESULT)


@dataclass(frozen=True, slots=True)
class PublishedFolder:
    """`root` is outside of everything that is served by its name."""

    root: Path

    def file(self, publication: Publication, kind: PaperKind, form: PaperForm) -> Path:
        return self.root / str(publication.agency_id) / f"{publication.id}-{kind}.{form}"


def published_file(
    printer: Printer, folder: PublishedFolder, publication: Publication, kind: PaperKind, form: PaperForm
) -> PrintedFile:
    """Under the check code of the publication, the same for every reader."""
    name = f"{kind}-{printer.agency_slug}-{publication.fiscal_year}.{form}"
    file = folder.file(publication, kind, form)
    if not file.is_file():
        _keep(file, _drawn(printer, publication, kind, form))
    return PrintedFile(name, MIME_TYPES[form], file.read_bytes())


def _drawn(printer: Printer, publication: Publication, kind: PaperKind, form: PaperForm) -> bytes:
    year = year_in(publication.content)
    value = {PaperKind.PLAN: year.plan, PaperKind.RESULT: year.result}.get(kind)
    if value is None:
        raise NotFound(N_("There is no such paper in this publication."))
    paper = KINDS[kind].paper(value)
    dated = replace(paper, check_code=short_code(publication.check_code), made_at=publication.made_at)
    return printer.drawn(dated, value, form)


def _keep(file: Path, data: bytes) -> None:
    """Whole or not at all, also when two readers ask at once."""
    file.parent.mkdir(parents=True, exist_ok=True)
    part = file.with_name(f"{file.name}.{secrets.token_hex(4)}.part")
    part.write_bytes(data)
    os.replace(part, file)
