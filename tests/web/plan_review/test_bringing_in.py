from __future__ import annotations

import pytest
from sqlalchemy import text

from tests.support.pages import Visitor
from tests.web.plan_review.newcomers import PLAN, draft, rows, source_of, upload
from tracker.extensions import db
from tracker.models import PlanDraft
from tracker.plan_reading import Document, read_document
from tracker.services import plan_drafts


def test_the_text_of_a_plan_can_be_pasted(newcomer: Visitor) -> None:
    page = upload(newcomer, filename="", text=PLAN)
    assert "3 measures" in page.text
    assert draft().filename == "ข้อความที่วาง"
    assert source_of(page, 1)["ระยะเวลา"] == "ต.ค. 68 - ก.ย. 69"


@pytest.mark.parametrize(
    ("data", "filename", "fields", "field", "sentence"),
    [
        (b"", "empty.txt", {}, "file", "“empty.txt” is empty"),
        ("สวัสดีครับ".encode(), "hello.txt", {}, "file", "No measures were found in “hello.txt”"),
        (b"\x89PNG\r\n\x1a\n" + bytes(100), "photo.png", {}, "file", "photo.png"),
        (b"PK\x03\x04" + bytes(100), "plan.docx", {}, "file", "plan.docx"),
        (b"\xff\xfe\x00\xd8" * 10, "broken.txt", {}, "file", "broken.txt"),
        (b"", "", {}, "file", "Choose the file of the plan, or paste its text"),
        (b"", "", {"text": "สวัสดีครับ"}, "text", "No measures were found"),
        (PLAN.encode(), "plan.txt", {"fiscal_year": "256"}, "fiscal_year", "“256” is no fiscal year"),
    ],
    ids=["empty", "no plan", "picture", "no archive", "broken letters", "nothing", "no plan pasted", "no year"],
)
def test_what_is_no_plan_is_refused_at_its_field(
    newcomer: Visitor, data: bytes, filename: str, fields: dict[str, str], field: str, sentence: str
) -> None:
    page = upload(newcomer, data, filename, **fields)
    assert sentence in page.one(id=f"{field}-error").text
    assert "Error" in page.one("head").one("title").text
    assert rows(PlanDraft) == 0


def test_a_file_that_is_too_large_is_refused(newcomer: Visitor) -> None:
    newcomer.client.application.config["MAX_CONTENT_LENGTH"] = 1000
    page = upload(newcomer, PLAN.encode() * 10)
    assert "The file is too large. It may have at most 20 MB." in page.text
    assert rows(PlanDraft) == 0


def test_nobody_waits_for_a_document_that_is_being_read(newcomer: Visitor, monkeypatch: pytest.MonkeyPatch) -> None:
    """SQLite has one writer, and the request of an upload began as one when it asked who is signed in."""
    written = []

    def read_slowly(data: bytes, filename: str) -> Document:
        with db.engine.connect() as others:
            if others.dialect.name == "sqlite":
                others.exec_driver_sql("PRAGMA busy_timeout = 200")
            others.execute(text("UPDATE agency SET name = name"))
            others.commit()
            if others.dialect.name == "sqlite":
                others.exec_driver_sql("PRAGMA busy_timeout = 10000")
        written.append(filename)
        return read_document(data, filename)

    monkeypatch.setattr(plan_drafts, "read_document", read_slowly)
    assert "3 measures" in upload(newcomer).text
    assert written == ["plan.txt"]
