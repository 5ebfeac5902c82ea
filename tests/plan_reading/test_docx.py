"""Word documents are read as they would be printed."""

from __future__ import annotations

import io

import docx
import pytest

from tests.support.word_files import (
    STRICT_WORD,
    cell,
    paragraph,
    row,
    run,
    table,
    word_file,
)
from tracker.plan_reading.document import Document, Paragraph, Span, Table
from tracker.plan_reading.docx_reader import read_docx

UNFILLED = "<w:sdtPr><w:showingPlcHdr/></w:sdtPr>"


def lines(body: str, styles: str = "") -> list[str]:
    return read_docx(word_file(body, styles=styles), "plan.docx").paragraphs


def only_table(body: str) -> Table:
    (found,) = read_docx(word_file(body), "plan.docx").tables
    return found


def made_by_library(document: docx.document.Document) -> Document:
    file = io.BytesIO()
    document.save(file)
    return read_docx(file.getvalue(), "plan.docx")


def test_paragraphs_and_tables_come_in_their_order() -> None:
    body = paragraph("ก") + table(row("ข", "ค")) + paragraph() + table(row("ง", "จ")) + paragraph("ฉ")
    assert read_docx(word_file(body), "plan.docx") == Document(
        "plan.docx",
        (Paragraph("ก"), Table(1, (("ข", "ค"),)), Table(2, (("ง", "จ"),)), Paragraph("ฉ")),
    )


def test_merged_cells_hold_their_text_once() -> None:
    document = docx.Document()
    made = document.add_table(3, 3)
    for number, text in enumerate("กขคงจฉชซฌ"):
        made.cell(*divmod(number, 3)).text = text
    made.cell(0, 0).merge(made.cell(0, 1))
    made.cell(1, 2).merge(made.cell(2, 2))
    (read,) = made_by_library(document).tables
    assert read.rows == (("ก\nข", "", "ค"), ("ง", "จ", "ฉ\nฌ"), ("ช", "ซ", ""))
    assert read.spans == (Span(0, 0, 1, 2), Span(1, 2, 2, 1))


@pytest.mark.parametrize(
    ("runs", "words"),
    [
        (f"{run('ก')}<w:ins>{run('ข')}</w:ins><w:del><w:r><w:delText>ค</w:delText></w:r></w:del>", "กข"),
        (f"<w:moveFrom>{run('ก')}</w:moveFrom><w:moveTo>{run('ก')}</w:moveTo>", "ก"),
        (f"<w:sdt><w:sdtPr/><w:sdtContent>{run('ก')}</w:sdtContent></w:sdt>", "ก"),
        (f"{run('ก')}<w:sdt>{UNFILLED}<w:sdtContent>{run('คลิก')}</w:sdtContent></w:sdt>", "ก"),
        (run("ก") + run("ข", "<w:vanish/>") + run("ค", '<w:vanish w:val="0"/>'), "กค"),
        (f"<w:hyperlink>{run('ก')}</w:hyperlink><w:smartTag>{run('ข')}</w:smartTag>", "กข"),
        (f"<w:r><w:instrText>PAGE</w:instrText></w:r><w:fldSimple>{run('๓')}</w:fldSimple>", "๓"),
        ("<w:r><w:t>ก</w:t><w:tab/><w:t>ข</w:t><w:br/><w:t>ค</w:t><w:cr/><w:t>ง</w:t></w:r>", "ก\tข\nค\nง"),
        ("<w:r><w:t>e</w:t><w:noBreakHyphen/><w:t>Service</w:t></w:r>", "e-Service"),
        ('<w:r><w:sym w:font="Wingdings" w:char="F0FC"/></w:r>', "✓"),
        ('<w:r><w:sym w:font="Wingdings 2" w:char="F052"/></w:r>', "☑"),
        ('<w:r><w:sym w:font="Symbol" w:char="F0B7"/></w:r>', "•"),
    ],
    ids=[
        "tracked changes", "moved", "content control", "placeholder", "hidden", "links", "fields", "tabs and breaks",
        "hyphen", "tick", "ticked box", "another sign",
    ],
)  # fmt: skip
def test_words_are_as_printed(runs: str, words: str) -> None:
    assert lines(paragraph(runs)) == [words]


def test_a_text_box_is_read_once_below_its_paragraph() -> None:
    box = f"<w:txbxContent>{paragraph('ข')}{table(row('ค', 'ง'))}</w:txbxContent>"
    twice = (
        f"<w:r><mc:AlternateContent><mc:Choice><w:drawing><wps:txbx>{box}</wps:txbx></w:drawing></mc:Choice>"
        f"<mc:Fallback><w:pict><v:textbox>{box}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )
    old = f"<w:r><w:pict><v:textbox><w:txbxContent>{paragraph('จ')}</w:txbxContent></v:textbox></w:pict></w:r>"
    only_for_older = f"<mc:AlternateContent><mc:Fallback>{old.replace('จ', 'ฉ')}</mc:Fallback></mc:AlternateContent>"
    body = paragraph(run("ก") + twice) + paragraph(old) + paragraph(only_for_older)
    read = read_docx(word_file(body), "plan.docx")
    assert read.blocks == (
        Paragraph("ก"),
        Paragraph("ข"),
        Table(1, (("ค", "ง"),)),
        Paragraph("จ"),
        Paragraph("ฉ"),
    )


def test_content_controls_may_stand_around_rows_and_cells() -> None:
    def control(content: str) -> str:
        return f"<w:sdt><w:sdtContent>{content}</w:sdtContent></w:sdt>"

    body = control(table(row("ก", "ข"), control(row("ค", "ง"))) + paragraph("จ"))
    around_cell = table(f"<w:tr>{cell('ฉ')}{control(cell('ช'))}</w:tr>")
    read = read_docx(word_file(body + around_cell), "plan.docx")
    assert [one.rows for one in read.tables] == [(("ก", "ข"), ("ค", "ง")), (("ฉ", "ช"),)]


def test_deleted_and_hidden_rows_are_gone() -> None:
    read = only_table(
        table(row("ก", "ข"), row("ค", "ง", properties="<w:del/>"), row("จ", "ฉ", properties="<w:hidden/>"))
    )
    assert read.rows == (("ก", "ข"),)


def test_a_cell_that_goes_on_downwards_is_merged_even_when_rows_begin_later() -> None:
    read = only_table(
        table(
            row(cell("ก", '<w:vMerge w:val="restart"/>'), "ข"),
            row(cell("ไม่พิมพ์", "<w:vMerge/>"), "ค"),
            row("ง", properties='<w:gridBefore w:val="1"/>'),
        )
    )
    assert read.rows == (("ก", "ข"), ("", "ค"), ("", "ง"))
    assert read.spans == (Span(0, 0, 2, 1),)


def test_a_cell_does_not_go_on_below_one_of_another_width() -> None:
    wide = '<w:gridSpan w:val="2"/><w:vMerge w:val="restart"/>'
    read = only_table(table(row(cell("ก", wide), "ข"), row(cell("ค", "<w:vMerge/>"), "ง", "จ")))
    assert read == Table(1, (("ก", "", "ข"), ("ค", "ง", "จ")), (Span(0, 0, 1, 2),))


def test_edges_that_are_a_hair_off_are_one() -> None:
    read = only_table(
        table(
            row(cell("ที่", '<w:gridSpan w:val="2"/>'), "มาตรการ"),
            row("๑", cell("ก", '<w:gridSpan w:val="2"/>')),
            widths=(700, 40, 3000),
        )
    )
    assert read == Table(1, (("ที่", "มาตรการ"), ("๑", "ก")))


def test_a_column_that_no_row_uses_alone_is_none() -> None:
    wide = '<w:gridSpan w:val="3"/>'
    assert only_table(table(row("ก", cell("ข", wide)), row("ค", cell("ง", wide)))).rows == (("ก", "ข"), ("ค", "ง"))


def test_a_small_table_in_a_cell_becomes_lines_of_the_cell() -> None:
    inner = table(row("ก", "ข"), row("ค", "")) + paragraph("ง")
    read = only_table(table(row(cell(inner), "จ"), row("ฉ", "ช"), row("ซ", "ฌ"), row("ญ", "ฎ")))
    assert read.rows[0] == ("ก ข\nค\nง", "จ")


def test_a_table_that_frames_the_page_is_taken_apart() -> None:
    inner = paragraph("หัวเรื่อง") + table(row("ก", "ข"), row("ค", "ง"))
    read = read_docx(word_file(table(row(cell(inner), "ท้าย"))), "plan.docx")
    assert read.blocks == (Paragraph("หัวเรื่อง"), Table(1, (("ก", "ข"), ("ค", "ง"))), Paragraph("ท้าย"))
    framed = read_docx(word_file(table(row(cell(paragraph("ก") + paragraph("ข"))), row("ค"))), "plan.docx")
    assert framed.paragraphs == ["ก", "ข", "ค"]


def test_headers_footers_and_the_table_of_contents_are_not_of_the_plan() -> None:
    document = docx.Document()
    document.sections[0].header.paragraphs[0].text = "หัวกระดาษ"
    document.sections[0].footer.paragraphs[0].text = "หน้า ๑"
    document.add_paragraph("ก")
    assert made_by_library(document).paragraphs == ["ก"]
    styles = '<w:style w:styleId="11"><w:name w:val="toc 1"/></w:style>'
    body = paragraph("๑. มาตรการ ๓", '<w:pStyle w:val="11"/>') + paragraph("ก")
    assert lines(body, styles) == ["ก"]


def test_a_table_continued_on_a_new_page_stays_two() -> None:
    body = table(row("ก", "ข")) + paragraph('<w:r><w:br w:type="page"/></w:r>') + table(row("ค", "ง"))
    assert [one.number for one in read_docx(word_file(body), "plan.docx").tables] == [1, 2]


def test_the_main_part_is_found_under_any_name_and_in_the_strict_form() -> None:
    for data in (
        word_file(paragraph("ก"), main="word/document2.xml"),
        word_file(paragraph("ก"), namespace=STRICT_WORD),
    ):
        assert read_docx(data, "plan.docx").paragraphs == ["ก"]


def test_a_document_with_deep_layers_is_read_or_refused() -> None:
    for depth in (10, 120):
        control = "<w:sdt><w:sdtContent>" * depth + paragraph("ก") + "</w:sdtContent></w:sdt>" * depth
        assert lines(control) == ["ก"]
    boxes = "<w:p><w:r><w:t>ก</w:t></w:r><w:txbxContent>" * 120 + "</w:txbxContent></w:p>" * 120
    assert len(lines(boxes)) == 120
