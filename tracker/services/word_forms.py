"""The agency's own forms in Word: checked, tried out and kept, and taken away again."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import datetime

from tracker.domain.errors import N_, NotAllowed, NotFound, Refusal
from tracker.domain.evidence import safe_filename
from tracker.domain.papers import PaperKind
from tracker.domain.permissions import Action, Actor, can
from tracker.extensions import db
from tracker.models import WordForm
from tracker.plan_reading.archives import Gate, office_parts
from tracker.queries import paper_settings as queries
from tracker.reports.word.drawing import document
from tracker.reports.word.examples import full_example
from tracker.reports.word.form_parts import NO_WORD_FILE
from tracker.reports.word.form_rules import check_form
from tracker.reports.word.forms import own_form
from tracker.services import audit
from tracker.services.signatures import signature_of

MOST_BYTES = 3 * 1024 * 1024

_BEGINNING = b"PK"
"""Of every .docx, also of one that is damaged; a .doc, a picture or nothing at all is no damaged document."""

_TOO_LARGE = N_(
    "“%(filename)s” is far larger than a form. Make the pictures in it smaller, leave one row of each table in it "
    "and upload it again."
)
_UNUSUAL = N_(
    "“%(filename)s” is not built as Word builds its files. Open it in Word or LibreOffice, save it as .docx "
    "and upload that."
)
_MACROS = N_("“%(filename)s” has macros (.docm), which a form may not have. Save it as .docx and upload that.")
GATE = Gate(20 * 1024 * 1024, 300, _TOO_LARGE, _UNUSUAL, _MACROS)


def upload(actor: Actor, now: datetime, kind: PaperKind, data: bytes, filename: str) -> None:
    """In place of the form that was used for this kind until now."""
    _may_manage(actor)
    name = safe_filename(filename)
    _check(data, kind, name)
    stored = queries.word_form_of(kind)
    if stored is None:
        stored = WordForm(kind=kind)
        db.session.add(stored)
    stored.filename, stored.content, stored.sha256 = name, data, hashlib.sha256(data).hexdigest()
    stored.uploaded_at, stored.uploaded_by = now, signature_of(actor)
    db.session.flush()  # The audit event names its id.
    after = {"kind": kind, "filename": name, "sha256": stored.sha256}
    audit.record(actor, now, "word_form_uploaded", stored.id, after=after)
    db.session.commit()


def remove(actor: Actor, now: datetime, kind: PaperKind) -> None:
    """Back to the program's own form."""
    _may_manage(actor)
    stored = queries.word_form_of(kind)
    if stored is None:
        raise NotFound(N_("This paper has no form of your own."))
    audit.record(actor, now, "word_form_removed", stored.id, before={"kind": kind, "filename": stored.filename})
    db.session.delete(stored)
    db.session.commit()


def form_in_use(kind: PaperKind) -> bytes:
    stored = queries.word_form_of(kind)
    return stored.content if stored else own_form(kind)


def filled_in(kind: PaperKind) -> bytes:
    """The form in use with an example in every place."""
    paper, dress = full_example(kind)
    return document(paper, replace(dress, word_form=form_in_use(kind)))


def problem_of(kind: PaperKind) -> Refusal | None:
    """Why the own form no longer fits: the program may have given the paper other fields since it was uploaded."""
    stored = queries.word_form_of(kind)
    if stored is None:
        return None
    try:
        _check(stored.content, kind, stored.filename)
    except Refusal as refusal:
        return refusal
    return None


def _check(data: bytes, kind: PaperKind, filename: str) -> None:
    if len(data) > MOST_BYTES:
        raise Refusal(_TOO_LARGE, "file", filename=filename)
    if not data.startswith(_BEGINNING):
        raise Refusal(NO_WORD_FILE, "file", filename=filename)
    check_form(data, office_parts(data, filename, GATE), kind, filename)


def _may_manage(actor: Actor) -> None:
    if not can(actor, Action.MANAGE_SETTINGS):
        raise NotAllowed(N_("Only the administrator and the secretary change the settings."))
