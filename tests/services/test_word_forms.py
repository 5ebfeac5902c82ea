from __future__ import annotations

import io
import zipfile
from io import BytesIO
from pathlib import Path

import pytest
from docx import Document

from tests.factories import actor_of, moment
from tests.support.changed_forms import MAIN, with_lines, with_words
from tests.support.office import TODAY, Office
from tests.support.word_papers import lines_of, parts_of
from tracker.domain.errors import NotAllowed, NotFound, Refusal
from tracker.domain.papers import Asked, PaperForm, PaperKind
from tracker.domain.permissions import Actor
from tracker.evidence_files import EvidenceFolder
from tracker.extensions import db
from tracker.models import AuditEvent, WordForm
from tracker.models.isolation import enter_agency
from tracker.queries.word_forms import word_form_rows
from tracker.reports.word.forms import own_form
from tracker.reports.word.package import packed
from tracker.services import word_forms as service
from tracker.services.printing import Printer
from tracker.services.signatures import signature_of

KIND = PaperKind.INDICATORS
NOW = moment(TODAY)
CHANGED = "ฝ่ายเลขานุการคณะทำงาน"


def form(line: str = CHANGED) -> bytes:
    return with_lines(line, kind=KIND)


def printed(office: Office, folder: Path) -> list[str]:
    enter_agency(office.agency.id)
    printer = Printer(None, office.agency.id, office.agency.slug, NOW, EvidenceFolder(folder))
    return lines_of(Document(BytesIO(printer.print(Asked(KIND), PaperForm.DOCX).data)))


def test_an_own_form_is_what_the_agency_prints_with(
    secretary: Actor, office: Office, foreign_office: Office, tmp_path: Path
) -> None:
    enter_agency(office.agency.id)
    service.upload(secretary, NOW, KIND, form(), "C:\\แบบ.docx")
    assert CHANGED in printed(office, tmp_path)
    assert CHANGED not in printed(foreign_office, tmp_path)


def test_it_stands_until_another_comes_or_it_is_taken_away(secretary: Actor, office: Office, tmp_path: Path) -> None:
    enter_agency(office.agency.id)
    service.upload(secretary, NOW, KIND, form(), "แบบ.docx")
    service.upload(secretary, NOW, KIND, form("ฉบับใหม่"), "ใหม่.docx")
    row = word_form_rows()[KIND]
    assert (row.filename, row.uploaded_by) == ("ใหม่.docx", signature_of(secretary))
    assert "ฉบับใหม่" in printed(office, tmp_path)
    service.remove(secretary, NOW, KIND)
    assert word_form_rows() == {}
    assert "ฉบับใหม่" not in printed(office, tmp_path)
    with pytest.raises(NotFound):
        service.remove(secretary, NOW, KIND)


def test_it_is_told_in_the_log(secretary: Actor, office: Office) -> None:
    enter_agency(office.agency.id)
    service.upload(secretary, NOW, KIND, form(), "แบบ.docx")
    digest = db.session.query(WordForm).one().sha256
    service.remove(secretary, NOW, KIND)
    uploaded, removed = db.session.query(AuditEvent).filter(AuditEvent.event.startswith("word_form")).order_by("id")
    assert uploaded.after == {"kind": KIND, "filename": "แบบ.docx", "sha256": digest}
    assert removed.before == {"kind": KIND, "filename": "แบบ.docx"}


def test_only_those_who_manage_settings_may(office: Office) -> None:
    enter_agency(office.agency.id)
    head = actor_of(office.agency, office.head, TODAY)
    for attempt in (lambda: service.upload(head, NOW, KIND, form(), "ก.docx"), lambda: service.remove(head, NOW, KIND)):
        with pytest.raises(NotAllowed):
            attempt()


def zip_bomb() -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts_of(own_form(KIND)).items():
            archive.writestr(name, content)
        archive.writestr("word/media/a.xml", b" " * 30_000_000)
    return file.getvalue()


def with_entities() -> bytes:
    parts = parts_of(own_form(KIND))
    entity = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa">]>'
    return packed({**parts, MAIN: entity + parts[MAIN].partition(b"?>")[2]})


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"", "not a Word document"),
        (b"MZ", "not a Word document"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "not a Word document"),
        (own_form(KIND)[:-30], "damaged"),
        (b"PK" * service.MOST_BYTES, "far larger"),
        (zip_bomb(), "far larger"),
        (with_entities(), "not built as Word"),
        (packed({**parts_of(own_form(KIND)), "word/vbaProject.bin": b"x"}), "has macros"),
        (packed({"[Content_Types].xml": b"<Types/>"}), "not a Word document"),
        (with_words("{{ หน่วยงาน }}", "{{ หน่วยงาร }}", KIND), "“หน่วยงาร” (“หน่วยงาน”)"),
    ],
    ids=["empty", "program", "old Word", "cut", "oversized", "bomb", "entities", "macro", "foreign", "misspelt"],
)
def test_what_cannot_be_printed_is_refused_and_nothing_is_kept(
    secretary: Actor, office: Office, data: bytes, told: str
) -> None:
    enter_agency(office.agency.id)
    with pytest.raises(Refusal, match="แบบ.docx") as refused:
        service.upload(secretary, NOW, KIND, data, "แบบ.docx")
    assert told in str(refused.value)
    assert refused.value.field == "file"
    assert word_form_rows() == {}


def test_a_form_that_no_longer_fits_is_told(secretary: Actor, office: Office) -> None:
    enter_agency(office.agency.id)
    service.upload(secretary, NOW, KIND, form(), "แบบ.docx")
    assert service.problem_of(KIND) is None
    db.session.query(WordForm).one().content = with_words("{{ หน่วยงาน }}", "{{ ชื่อเดิม }}", KIND)
    db.session.commit()
    assert "ชื่อเดิม" in str(service.problem_of(KIND))


def test_the_form_in_use_can_be_seen_filled_in(secretary: Actor, office: Office) -> None:
    enter_agency(office.agency.id)
    assert service.form_in_use(KIND) == own_form(KIND)
    service.upload(secretary, NOW, KIND, form(), "แบบ.docx")
    lines = lines_of(Document(BytesIO(service.filled_in(KIND))))
    assert lines[-1] == CHANGED
    assert "ชื่อหน่วยงาน" in lines
