"""A paper on a page: every kind, also with hostile texts and with nothing in it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from flask import Flask

from tests.support import paper_examples
from tests.support.databases import environment_for
from tests.support.html import Element, parse
from tests.support.paper_examples import HOSTILE_TEXTS, ORDINARY
from tracker import create_app
from tracker.config import Config
from tracker.domain.papers import Digits, PaperKind
from tracker.reports.paper import (
    NOTHING,
    PLAIN,
    Chart,
    Column,
    ColumnKind,
    Dress,
    Fact,
    Facts,
    Gallery,
    Paper,
    Picture,
    Signature,
    Table,
    Text,
)
from tracker.web.paper_sheet import ShownTable, sheet_of

PAGE = '{% import "papers/_parts.html" as parts %}{% for one in sheet.parts %}{{ parts.part(one, {}) }}{% endfor %}'


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Flask:
    """Without a database: a sheet is drawn from what it is given."""
    folder: Path = tmp_path_factory.mktemp("app")
    return create_app(Config.from_environment(environment_for("sqlite://", folder)))


def drawn(app: Flask, paper: Paper, dress: Dress = PLAIN) -> Element:
    with app.test_request_context():
        template = app.jinja_env.from_string(PAGE)
        return parse(template.render(sheet=sheet_of(paper, dress)))


def paper(*parts: Any, **about: Any) -> Paper:
    return Paper(PaperKind.PLAN, "ชื่อเอกสาร 1", "เทศบาลตัวอย่าง", date(2026, 2, 4), parts, **about)


def table(*rows: tuple[Any, ...], **about: Any) -> Table:
    columns = (Column("ก", "หัวข้อ", 30), Column("ข", "จำนวน", 10, ColumnKind.NUMBER))
    return Table("ตาราง", "ตารางที่ 1", columns, rows, **about)


def texts(shown: ShownTable) -> list[list[list[str]]]:
    return [[[cell.text for cell in row] for row in group] for group in shown.groups]


def only_table(*rows: tuple[Any, ...], dress: Dress = PLAIN, **about: Any) -> ShownTable:
    [shown] = sheet_of(paper(table(*rows, **about)), dress).parts
    assert isinstance(shown, ShownTable)
    return shown


@pytest.mark.parametrize("kind", ORDINARY)
@pytest.mark.parametrize("size", ["example", "large", "empty", "hostile"])
def test_every_paper_has_all_its_cells_on_the_page(app: Flask, kind: PaperKind, size: str) -> None:
    made = getattr(paper_examples, size)(kind)
    page = drawn(app, made)
    assert len(page.all("table")) == len(made.tables)
    for shown, whole in zip(page.all("table"), made.tables, strict=True):
        cells = shown.all("td")
        counted = sum(int(cell.get("rowspan") or 1) for cell in cells)
        rows = len(whole.rows) + (whole.total is not None)
        assert counted == rows * len(whole.columns) if whole.rows else cells[0].text == NOTHING


@pytest.mark.parametrize("text", HOSTILE_TEXTS, ids=lambda text: ascii(text[:12]))
def test_hostile_words_are_words(app: Flask, text: str) -> None:
    made = paper(
        table((text, 1), note=text),
        Text("ข้อความ", (text,), text),
        Facts("หัว", (Fact("ก", text, text),)),
        Gallery("ภาพ", text, (Picture("x.jpg", text),)),
    )
    page = drawn(app, made)
    seen = page.one("tbody").all("td")[0].one("div").verbatim
    assert seen == texts(only_table((text, 1)))[0][0][0]
    assert not page.all("script")
    assert not page.all("b")
    printed = sum(element.verbatim == seen for element in page if not list(element))
    assert printed == 8, "cell, note, text with its heading, fact with its name, gallery with its caption"
    seen.encode()


def test_what_no_page_can_hold_is_shown_as_a_mark() -> None:
    shown = only_table(("ก\x00ข\ud800ค\r\nง\x85", 1))
    assert texts(shown) == [[["ก\ufffdข\ufffdค\nง\ufffd", "1"]]]


def test_rows_that_say_the_same_first_are_one_group() -> None:
    shown = only_table(("ก", 1), ("ก", 2), ("ข", 3), ("ก", 4), shared=1)
    assert texts(shown) == [[["ก", "1"], ["2"]], [["ข", "3"]], [["ก", "4"]]]
    assert [group[0][0].rows for group in shown.groups] == [2, 1, 1]


def test_rows_that_share_nothing_stand_each_alone() -> None:
    assert texts(only_table(("ก", 1), ("ก", 1))) == [[["ก", "1"]], [["ก", "1"]]]


def test_digits_are_those_of_the_dress() -> None:
    sheet = sheet_of(paper(table(("ข้อ 1 ดู www.example.go.th/12", 1234))), Dress(digits=Digits.THAI))
    [shown] = sheet.parts
    assert isinstance(shown, ShownTable)
    assert (sheet.title, sheet.has_thai_digits) == ("ชื่อเอกสาร ๑", True)
    assert texts(shown) == [[["ข้อ ๑ ดู www.example.go.th/12", "๑,๒๓๔"]]]
    assert "๔ กุมภาพันธ์ ๒๕๖๙" in sheet.foot


def test_bars_keep_within_their_length() -> None:
    shown = only_table(("ก", 250), ("ข", 50), ("ค", None), ("ง", -1), chart=Chart("แผนภูมิ", "ก", "ข"))
    assert shown.chart is not None
    assert [(bar.label, bar.value, bar.length) for bar in shown.chart.bars] == [
        ("ก", "250", 100),
        ("ข", "50", 50.0),
        ("ง", "-1", 0),
    ]


def test_a_chart_without_a_figure_is_left_out(app: Flask) -> None:
    made = paper(table(("ก", None), chart=Chart("แผนภูมิ", "ก", "ข")))
    assert not drawn(app, made).all("figure")


def test_who_signs_stands_below_papers_that_are_signed() -> None:
    dress = Dress(digits=Digits.THAI, signatures=(Signature("ผู้รายงาน", "นาย ก", "ระดับ 7"),))
    assert sheet_of(paper(is_signed=True), dress).signatures == (Signature("ผู้รายงาน", "นาย ก", "ระดับ ๗"),)
    assert sheet_of(paper(), dress).signatures == ()


def test_the_foot_names_the_code_once_there_is_one() -> None:
    assert "รหัส" not in sheet_of(paper(), PLAIN).foot
    assert sheet_of(replace(paper(), check_code="A1B2"), PLAIN).foot.endswith("รหัสตรวจสอบ A1B2")
