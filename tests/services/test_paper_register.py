"""The register of papers takes whatever texts there are, and gives back what was printed."""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import sha256

import pytest

from tests.factories import moment
from tests.support.office import TODAY, Office
from tests.support.paper_examples import HOSTILE_TEXTS, ORDINARY, hostile_value
from tracker.domain.papers import PaperForm, PaperKind
from tracker.extensions import db
from tracker.models import AuditEvent, IssuedFile, IssuedPaper
from tracker.models.isolation import agency_scope
from tracker.reports.kinds.registry import KINDS
from tracker.services import paper_register

KINDS_SHOWN = [kind for kind in PaperKind if kind in ORDINARY]


@pytest.fixture(autouse=True)
def scope(office: Office) -> Iterator[None]:
    with agency_scope(office.agency.id):
        yield


def entered(kind: PaperKind, value: object, data: bytes = b"file") -> IssuedPaper:
    paper, code = paper_register.with_code(KINDS[kind].paper(value), value)
    paper_register.enter(None, moment(TODAY), paper, value, code, PaperForm.JSON, data)
    db.session.expire_all()
    return db.session.query(IssuedPaper).filter_by(check_code=code).one()


@pytest.mark.parametrize("kind", KINDS_SHOWN)
def test_a_paper_of_any_kind_is_given_back_as_it_was_printed(kind: PaperKind) -> None:
    value = ORDINARY[kind]()
    row = entered(kind, value)
    assert paper_register.is_unaltered(row)
    given_back = paper_register.paper_in(row)
    assert given_back is not None
    assert given_back.parts == KINDS[kind].paper(value).parts


@pytest.mark.parametrize("kind", KINDS_SHOWN)
def test_hostile_texts_keep_no_paper_from_the_register(kind: PaperKind) -> None:
    for text in (None, *HOSTILE_TEXTS):
        row = entered(kind, hostile_value(kind, text), repr(text).encode())
        assert paper_register.is_unaltered(row)
        assert paper_register.paper_in(row) is not None


def test_printing_the_same_again_adds_nothing() -> None:
    value = ORDINARY[PaperKind.INDICATORS]()
    first = entered(PaperKind.INDICATORS, value).id
    assert entered(PaperKind.INDICATORS, value).id == first
    assert entered(PaperKind.INDICATORS, value, b"other file").id == first
    assert db.session.query(IssuedFile).count() == 2
    assert db.session.query(AuditEvent).filter_by(event="paper_issued").count() == 1
    assert {one.sha256 for one in db.session.query(IssuedFile)} == {
        sha256(data).hexdigest() for data in (b"file", b"other file")
    }
