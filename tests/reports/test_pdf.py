"""Every kind of paper as PDF, opened again: every figure as in the paper, every text as text, all within its page."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC
from itertools import groupby

import pytest

from tests.support.other_process import hashes_here_and_elsewhere
from tests.support.paper_examples import CODE, HOSTILE_TEXTS, empty, example, hostile, large
from tests.support.pdf_pages import (
    as_printed,
    metadata_of,
    outside,
    pages_of,
    said,
    sizes_of,
)
from tests.support.small_papers import SIGNERS, paper
from tracker.domain.papers import Digits, PaperKind
from tracker.reports.kinds.registry import KINDS as ALL_KINDS
from tracker.reports.paper import (
    NOTHING,
    PLAIN,
    Cell,
    Dress,
    Facts,
    Gallery,
    Part,
    Signature,
    Table,
    Text,
    cell_text,
)
from tracker.reports.pdf import drawing as drawer
from tracker.reports.pdf.drawing import CannotBeDrawn, pdf
from tracker.reports.pdf.fonts import fonts_of

KINDS = pytest.mark.parametrize("kind", list(ALL_KINDS))
THAI = Dress(digits=Digits.THAI)
DRESSES = pytest.mark.parametrize("dress", [PLAIN, THAI], ids=["arabic", "thai"])


def _cells_of(one: Table) -> list[tuple[Cell, ...]]:
    """Each shared cell once, as it is printed."""
    groups = [list(group) for _, group in groupby(one.rows, key=lambda row: row[: one.shared] or row)]
    return [row[one.shared if number else 0 :] for group in groups for number, row in enumerate(group)]


def texts_of(part: Part) -> list[str]:
    match part:
        case Table():
            rows = [*part.rows, *([part.total] if part.total else [])]
            cells = [
                cell_text(value, column.kind) for row in rows for value, column in zip(row, part.columns, strict=True)
            ]
            return [part.heading, part.note, *(column.heading for column in part.columns), *cells]
        case Text():
            return [part.heading, *part.paragraphs]
        case Facts():
            return [part.heading, *(text for fact in part.lines for text in (fact.label, fact.text))]
        case Gallery():
            return [part.heading, *(picture.caption for picture in part.pictures)]


class TestEveryKind:
    @KINDS
    @DRESSES
    def test_says_all_that_the_paper_says(self, kind: PaperKind, dress: Dress) -> None:
        printed = example(kind)
        found = said(pdf(printed, dress))
        wanted = [printed.title, *printed.head_lines, *(text for part in printed.parts for text in texts_of(part))]
        lines = [line for text in wanted for line in text.split("\n")]
        assert [line for line in lines if as_printed(line, dress) not in found] == []

    @KINDS
    @DRESSES
    def test_tells_on_each_page_what_it_is_of_which_day_and_which_page(self, kind: PaperKind, dress: Dress) -> None:
        printed = example(kind)
        pages = pages_of(pdf(printed, dress))
        for number, page in enumerate(pages, start=1):
            assert dress.written(f"หน้า {number} / {len(pages)}") in page
            for text in (printed.title, printed.agency_name, printed.as_of_text):
                assert as_printed(text, dress) in "".join(page.split())
            assert CODE in page

    @KINDS
    def test_is_printed_without_a_value(self, kind: PaperKind) -> None:
        found = said(pdf(empty(kind), PLAIN))
        tables = empty(kind).tables
        assert found.count(as_printed(NOTHING, PLAIN)) >= sum(not one.rows for one in tables)

    @KINDS
    def test_prints_hostile_texts_as_texts(self, kind: PaperKind) -> None:
        signers = tuple(Signature(text, text, text) for text in HOSTILE_TEXTS[-4:])
        printed = hostile(kind)
        file = pdf(printed, replace(THAI, signatures=signers))
        found = said(file)
        cells = [text for one in printed.tables for row in _cells_of(one) for text in row if isinstance(text, str)]
        lines = [line for text in cells for line in fonts_of(None).printable(text).split("\n") if len(line) < 100]
        assert [line for line in lines if as_printed(line, THAI) not in found] == []
        assert found.count("ก") > sum(text.count("ก") for text in cells)
        assert outside(file) == []

    @pytest.mark.parametrize("kind", [PaperKind.MEETING, PaperKind.MEMO])
    def test_prints_sixty_measures_of_eight_divisions_on_as_many_pages_as_it_takes(self, kind: PaperKind) -> None:
        printed = large(kind)
        file = pdf(printed, PLAIN)
        found = said(file)
        assert len(pages_of(file)) > 40
        cells = {value for one in printed.tables for row in one.rows for value in row if isinstance(value, str)}
        assert [text for text in cells if as_printed(text, PLAIN) not in found and len(text) < 40] == []
        assert outside(file) == []


class TestMemo:
    def test_has_its_head_body_table_and_signer_in_their_order(self) -> None:
        memo = example(PaperKind.MEMO)
        found = said(pdf(memo, replace(THAI, signatures=SIGNERS[:1])))
        places = [found.index(word) for word in ("บันทึกข้อความ", "ส่วนราชการ", "วันที่", "เรื่อง", "เรียน", "(นางสาวผู้รายงาน)")]
        assert places == sorted(places)
        assert "(ลงชื่อ)" not in found

    def test_is_upright(self) -> None:
        assert sizes_of(pdf(example(PaperKind.MEMO), PLAIN)) == [(595, 842)]
        assert sizes_of(pdf(example(PaperKind.NACC), PLAIN)) == [(842, 595)]


class TestFile:
    def test_is_made_for_the_archive_and_for_readers_of_the_screen(self) -> None:
        file = pdf(example(PaperKind.MEETING), PLAIN)
        for said_of_itself in (b"<pdfaid:part>2</pdfaid:part>", b"<pdfaid:conformance>A</pdfaid:conformance>"):
            assert said_of_itself in file
        assert b"<pdfuaid:part>1</pdfuaid:part>" in file
        assert metadata_of(file)["Title"] == example(PaperKind.MEETING).title

    def test_is_the_same_whenever_it_is_printed_and_bears_the_moment_of_the_paper(self) -> None:
        printed = example(PaperKind.MEETING)
        file = pdf(printed, PLAIN)
        with ThreadPoolExecutor(3) as threads:
            assert set(threads.map(lambda _: pdf(printed, PLAIN), range(3))) == {file}
        assert metadata_of(file)["CreationDate"].startswith(f"D:{printed.saved_at.astimezone(UTC):%Y%m%d%H%M%S}")

    def test_is_the_same_from_another_process_on_another_day(self) -> None:
        here, elsewhere = hashes_here_and_elsewhere(pdf)
        assert here == elsewhere

    def test_is_not_made_without_its_font(self, monkeypatch: pytest.MonkeyPatch) -> None:
        fonts = fonts_of(None)
        lost = replace(fonts, bold=replace(fonts.bold, family="Nowhere To Be Found"))
        monkeypatch.setattr(drawer, "fonts_of", lambda _: lost)
        with pytest.raises(CannotBeDrawn, match="font family"):
            pdf(paper(), PLAIN)
