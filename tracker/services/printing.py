"""Printing: the value of a paper, the paper in the agency's dress, and the file with its code in the register."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from tracker.domain.errors import N_, Refusal
from tracker.domain.papers import Asked, Digits, PaperForm, PaperKind
from tracker.domain.permissions import Actor
from tracker.evidence_files import EvidenceFolder
from tracker.models import PaperSettings
from tracker.queries import paper_settings as settings_queries
from tracker.reports.editions import MeetingPaper
from tracker.reports.kinds.registry import KINDS
from tracker.reports.paper import Dress, Gallery, Paper, Signature
from tracker.reports.printing import DRAWERS, MIME_TYPES
from tracker.services import paper_register
from tracker.services.paper_values import SOURCES


@dataclass(frozen=True, slots=True)
class PrintedFile:
    name: str
    mime_type: str
    data: bytes
    title: str = ""
    #: As it stands on the paper.
    check_code: str = ""


@dataclass(frozen=True, slots=True)
class Prepared:
    """A paper with its value, of which files are to be made."""

    asked: Asked
    #: The kind's own.
    value: Any
    paper: Paper
    #: The whole code.
    code: str


@dataclass(frozen=True, slots=True)
class Printer:
    """For whom and how: what stays the same for all papers that are made together."""

    actor: Actor | None
    agency_id: int
    agency_slug: str
    now: datetime
    #: Where the pictures are.
    evidence: EvidenceFolder
    #: Instead of the agency's own.
    digits: Digits | None = None

    def print(self, asked: Asked, form: PaperForm) -> PrintedFile:
        """The file, entered into the register."""
        return self.file(self.prepared(asked), form)

    def prepared(self, asked: Asked) -> Prepared:
        """Worked out once for all the forms that follow."""
        value = value_of(self.agency_id, self.now.date(), asked)
        paper, code = paper_register.with_code(KINDS[asked.kind].paper(value), value)
        return Prepared(asked, value, paper, code)

    def file(self, prepared: Prepared, form: PaperForm) -> PrintedFile:
        """Entered into the register."""
        value, paper = prepared.value, prepared.paper
        data = self.drawn(paper, value, form)
        paper_register.enter(self.actor, self.now, paper, value, prepared.code, form, data)
        name = f"{file_stem(self.agency_slug, prepared.asked, value)}.{form}"
        return PrintedFile(name, MIME_TYPES[form], data, paper_register.name_of(paper), paper.check_code)

    def drawn(self, paper: Paper, value: Any, form: PaperForm) -> bytes:
        if form is PaperForm.JSON:
            content = {**KINDS[paper.kind].as_json(value), "check_code": paper.check_code}
            return json.dumps(content, ensure_ascii=False, indent=1, default=str).encode(errors="replace")
        return DRAWERS[form](paper, self.dress_for(paper, form))

    def dress_for(self, paper: Paper, form: PaperForm) -> Dress:
        dress = dress_of(settings_queries.paper_settings(), self.digits)
        if form is PaperForm.DOCX:
            own = settings_queries.word_form_of(paper.kind)
            dress = replace(dress, word_form=own.content if own else None)
        return replace(dress, pictures=_pictures(paper, self.agency_id, self.evidence))


def value_of(agency_id: int, today: date, asked: Asked) -> Any:
    """The kind's own value, as `reports.kinds` takes it."""
    source = SOURCES.get(asked.kind)
    if source is None:
        raise Refusal(N_("This paper cannot be printed."))
    return source(agency_id, today, asked)


def paper_of(agency_id: int, today: date, asked: Asked) -> Paper:
    """To be shown on a page: nothing is entered into the register."""
    value = value_of(agency_id, today, asked)
    return paper_register.with_code(KINDS[asked.kind].paper(value), value)[0]


def dress_of(settings: PaperSettings | None, digits: Digits | None = None) -> Dress:
    if settings is None:
        return Dress(digits=digits or Digits.ARABIC)
    has_font = settings.font_regular is not None and settings.font_bold is not None
    return Dress(
        digits=digits or settings.digits,
        logo=settings.logo,
        fonts=(settings.font_regular or b"", settings.font_bold or b"") if has_font else None,
        signatures=tuple(Signature(**one) for one in settings.signatures),
    )


def _pictures(paper: Paper, agency_id: int, folder: EvidenceFolder) -> Mapping[str, bytes]:
    """Those that are in the folder; one that is gone leaves its caption."""
    names = [picture.name for part in paper.parts if isinstance(part, Gallery) for picture in part.pictures]
    files = {name: folder.file(agency_id, name) for name in names}
    return {name: file.read_bytes() for name, file in files.items() if file.is_file()}


def file_stem(agency_slug: str, asked: Asked, value: Any) -> str:
    """Without the ending; Latin, because a Thai name is garbled by some of the ways a file goes."""
    if asked.kind is PaperKind.MEETING and isinstance(value, MeetingPaper):
        edition = f"-edition-{value.edition.number}" if value.edition else ""
        return f"meeting-{agency_slug}-{value.report.status.month:%Y-%m}{edition}"
    named = (asked.fiscal_year, asked.span, asked.round_months, asked.purpose, asked.division_id, asked.user_id)
    parts = [asked.kind.replace("_", "-"), agency_slug, *(str(part) for part in named if part is not None)]
    days = [f"{asked.month:%Y-%m}"] if asked.month else [f"{asked.day}"] if asked.day else []
    return "-".join([*parts, *days])
