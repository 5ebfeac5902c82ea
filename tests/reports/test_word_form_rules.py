"""What an office may write into its form, and what is told instead of being kept."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest
from docx.document import Document as OpenDocument
from docx.oxml.ns import qn

from tests.support.changed_forms import (
    MAIN,
    TYPES,
    changed,
    split_into_runs,
    with_end,
    with_lines,
    with_part,
    with_relationship,
    with_words,
)
from tests.support.office_programs import saved_by_libreoffice
from tests.support.paper_examples import ORDINARY, example, hostile, large
from tests.support.word_papers import as_written, lines_of, opened, parts_of, rows_of, tables_headed
from tracker.domain.errors import Refusal
from tracker.domain.papers import Digits, PaperKind
from tracker.reports.paper import Dress
from tracker.reports.word.drawing import document
from tracker.reports.word.field_list import field_groups
from tracker.reports.word.form_pieces import MOST_LOOPS
from tracker.reports.word.form_rules import check_form
from tracker.reports.word.forms import own_form
from tracker.reports.word.template import FormEnvironment

KIND = PaperKind.MEETING
ROW = "{%tr for แถว in เกินกำหนด %}"


def refusal_of(form: bytes, kind: PaperKind = KIND) -> str:
    with pytest.raises(Refusal) as refused:
        check(form, kind)
    assert refused.value.field == "file"
    assert "แบบ.docx" in str(refused.value)
    return str(refused.value)


def check(form: bytes, kind: PaperKind = KIND) -> None:
    parts = {name: content for name, content in parts_of(form).items() if re.search(r"\.(xml|rels)$", name)}
    check_form(form, parts, kind, "แบบ.docx")


@pytest.mark.parametrize("kind", list(ORDINARY))
def test_the_programs_own_forms_may_be_uploaded(kind: PaperKind) -> None:
    check(own_form(kind), kind)


@pytest.mark.parametrize(
    "lines",
    [
        ["{{ หน่วยงาน }}"],
        ["{{ชื่อเอกสาร}}{# ไม่พิมพ์ #}"],
        ["{% for บรรทัด in หัวเรื่อง %}{{ บรรทัด }}{% if not loop.last %}, {% endif %}{% endfor %}"],
        ["{%p for แถว in เกินกำหนด %}", "{{ loop.index }}. {{ แถว.มาตรการ }}", "{%p else %}", "ไม่มี", "{%p endfor %}"],
        ["{%p for แถว in เกินกำหนด if แถว.ร้อยละ < 50 %}", "{{ แถว.มาตรการ }}", "{%p endfor %}"],
        ["{%p for กลุ่ม in มาตรการ %}", "{% for x in กลุ่ม.แถว %}{{ x.ส่วนราชการ }} {% endfor %}", "{%p endfor %}"],
        ["{%p if รหัสตรวจสอบ and not (ตรา or ผู้ลงนาม) %}", "ไม่มีตรา", "{%p elif สถานะเอกสาร %}", "{%p endif %}"],
        ["{% for แถว in เกินกำหนด %}{% if แถว.ส่วนราชการ == “กองคลัง” %}{{ แถว.ที่ }}{% endif %}{% endfor %}"],
        ["{{ เกินกำหนด|length }} รายการ", "{{ รหัสตรวจสอบ if รหัสตรวจสอบ else 'ไม่มี' }}"],
    ],
)
def test_a_form_may_have_fields_lists_and_conditions(lines: list[str]) -> None:
    check(form := with_lines(*lines))
    for paper in (example(KIND), hostile(KIND), large(KIND)):
        opened(paper, Dress(word_form=form))


def test_what_the_office_changed_is_what_is_printed() -> None:
    def change(word: OpenDocument) -> None:
        word.add_paragraph("ฝ่ายเลขานุการ")
        split_into_runs(word.add_paragraph(), "รวม {{ เกินกำหนด|length }} เรื่อง")
        word.sections[0].footer.paragraphs[0].add_run("{{ ชื่อเอกสาร }}")

    check(form := changed(change))
    paper = replace(example(KIND), title="ชื่อ {{ หน่วยงาน }}")
    [overdue] = [len(table.rows) for table in paper.tables if table.key == "เกินกำหนด"]
    word = opened(paper, Dress(word_form=form))
    assert lines_of(word)[-2:] == ["ฝ่ายเลขานุการ", f"รวม {overdue} เรื่อง"]
    assert word.sections[0].footer.paragraphs[0].text.endswith("ชื่อ {{ หน่วยงาน }}")


def test_what_the_office_wrote_itself_takes_its_digits_too() -> None:
    form = with_lines("โทร 0 2123 ต่อ O2")
    assert lines_of(opened(example(KIND), Dress(digits=Digits.THAI, word_form=form)))[-1] == "โทร ๐ ๒๑๒๓ ต่อ O2"


def test_what_is_called_at_print_time_is_a_field_or_nothing() -> None:
    """Also in a form that was kept when the paper had other fields."""
    printed = FormEnvironment().from_string("{{ a.items }}{{ a.b }}{{ c.d.e }}{{ a.__class__ }}")
    assert printed.render(a={"b": "1"}) == "1"


def test_a_cell_whose_lines_are_all_left_out_is_still_whole() -> None:
    def change(word: OpenDocument) -> None:
        cell = word.add_table(1, 1).cell(0, 0)
        cell.paragraphs[0].text = "{%p if not หน่วยงาน %}"
        cell.add_paragraph("ไม่มีชื่อ")
        cell.add_paragraph("{%p endif %}")

    check(form := changed(change))
    *_, cell = opened(example(KIND), Dress(word_form=form)).element.body.iter(qn("w:tc"))
    assert [one.tag for one in cell][-1] == qn("w:p")


def test_what_the_office_wrote_into_the_properties_is_not_run() -> None:
    def change(word: OpenDocument) -> None:
        word.core_properties.comments = "{{ 7 * 7 }}{% for %}"

    check(form := changed(change))
    assert opened(example(KIND), Dress(word_form=form)).core_properties.comments == ""


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ("{{ หน่วงาน }}", "“หน่วงาน” (“หน่วยงาน”)"),
        ("{{ qwerty }}", "“qwerty”"),
        ("{% for แถว in เกินกำหนด %}{{ แถว.มาตการ }}{% endfor %}", "“แถว.มาตการ” (“แถว.มาตรการ”)"),
        ("{% for แถว in เกินกำหน %}{{ แถว.ไม่มี }}{% endfor %}", "“เกินกำหน” (“เกินกำหนด”)"),
        ("{{ ก }}{{ ข }}{% if ค == 1 %}{% endif %}", "“ก”, “ข”, “ค”"),
        ("{{ loop.index }}", "“loop”"),
        ("{{ self }}", "“self”"),
        ("{{ หน่วยงาน.__class__ }}", "“หน่วยงาน.__class__”"),
        ("{% for แถว in เกินกำหนด %}{{ แถว.items }}{{ loop.cycle }}{% endfor %}", "“แถว.items”, “loop.cycle”"),
    ],
)
def test_a_field_that_is_not_there_is_named_with_the_nearest_one(written: str, told: str) -> None:
    assert told in refusal_of(with_lines(written))


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ("{{ เกินกำหนด }}", "“เกินกำหนด” is a list"),
        ("{{ เกินกำหนด.มาตรการ }}", "“เกินกำหนด” is a list"),
        ("{{ ตัวชี้วัด_รวม }}", "“ตัวชี้วัด_รวม” has several parts"),
        ("{{ 1 + 1 }}", "without reckoning"),
        ("{{ หน่วยงาน * 1000000000 }}", "without reckoning"),
        ("{{ range(1000000000) }}", "without reckoning"),
        ("{{ หน่วยงาน.upper() }}", "without reckoning"),
        ("{{ หน่วยงาน[0] }}", "without reckoning"),
        ("{{ หน่วยงาน|safe }}", "without reckoning"),
        ("{{ หน่วยงาน|length }}", "without reckoning"),
        ("{{ หน่วยงาน ~ หน่วยงาน }}", "without reckoning"),
        ("{{ [1, 2] }}", "without reckoning"),
        ("{% set x = 1 %}", "without reckoning"),
        ("{% macro m() %}{% endmacro %}", "without reckoning"),
        ("{% include 'a' %}", "without reckoning"),
        ("{% import 'a' as b %}", "without reckoning"),
        ("{% extends 'a' %}", "without reckoning"),
        ("{% block a %}{% endblock %}", "without reckoning"),
        ("{% filter upper %}{% endfilter %}", "without reckoning"),
        ("{% autoescape false %}{{ หน่วยงาน }}{% endautoescape %}", "without reckoning"),
        ("{% for a, b in เกินกำหนด %}{% endfor %}", "without reckoning"),
        ("{% for a in เกินกำหนด recursive %}{% endfor %}", "without reckoning"),
        ("{% for a in เกินกำหนด if a.ร้อยละ < '5' %}{% endfor %}", "compare a field of figures"),
        ("{% if หน่วยงาน > 5 %}{% endif %}", "compare a field of figures"),
        ("{% if หน่วยงาน > 'ก' %}{% endif %}", "compare a field of figures"),
        ("{% if หน่วยงาน == ชื่อเอกสาร %}{% endif %}", "without reckoning"),
        ("{% if 1 < 2 < 3 %}{% endif %}", "without reckoning"),
        ("{% if 'ก' in หน่วยงาน %}{% endif %}", "without reckoning"),
        ("{% for x in หน่วยงาน %}{% endfor %}", "a list may be repeated by itself"),
        ("{% for x in 'กขค' %}{% endfor %}", "a list may be repeated by itself"),
        ("{% for x in มาตรการ %}{% for y in มาตรการ %}{% endfor %}{% endfor %}", "a list may be repeated by itself"),
        ("{% for x in มาตรการ %}{% for y in หัวเรื่อง %}{% endfor %}{% endfor %}", "a list may be repeated by itself"),
        (
            "{% for x in มาตรการ %}{% for y in x.แถว %}{% for z in x.แถว %}{% endfor %}{% endfor %}{% endfor %}",
            "a list may be repeated by itself",
        ),
        ("{% for x in มาตรการ %}", "cannot be filled in near “{% for x in มาตรการ %}”"),
        ("{% endif %}", "cannot be filled in near"),
        ("{% fro x in มาตรการ %}", "cannot be filled in near"),
        ("{%tr if หน่วยงาน %}", "cannot be filled in near"),
        ("{{ หน่วยงาน ", "is not closed near “{{ หน่วยงาน”"),
        ("หน่วยงาน }}", "is not closed near"),
        ("{{r หน่วยงาน }}", "must begin and end"),
    ],
)
def test_anything_else_is_told_with_the_place_where_it_stands(written: str, told: str) -> None:
    assert told in refusal_of(with_lines(written))


@pytest.mark.parametrize(
    "lines",
    [
        ["{% for x in มาตรการ %}" * 12 + "{{ x.ที่ }}" + "{% endfor %}" * 12],
        ["{% for x in เกินกำหนด %}{{ x.ที่ }}{% endfor %}"] * (MOST_LOOPS + 1),
        ["{% for x in เกินกำหนด %}" + "x" * 400_000 + "{% endfor %}"],
        ["{% if หน่วยงาน %}" * 40 + "{% endif %}" * 40],
        ["{{ " + "(" * 3000 + "หน่วยงาน" + ")" * 3000 + " }}"],
        ["{{ " + "not " * 9000 + "หน่วยงาน }}"],
        ["{{ หน่วยงาน }}" * 5000],
        ["{% if หน่วยงาน %}" * 1500],
    ],
)
def test_a_bomb_is_refused(lines: list[str]) -> None:
    refusal_of(with_lines(*lines))


@pytest.mark.parametrize(
    "xml",
    [
        # Begins in one cell and ends in the next.
        "<w:tbl><w:tr><w:tc><w:p><w:r><w:t>{% for x in หัวเรื่อง %}</w:t></w:r></w:p></w:tc>"
        "<w:tc><w:p><w:hyperlink><w:r><w:t>{% endfor %}</w:t></w:r></w:hyperlink></w:p></w:tc></w:tr></w:tbl>",
        # Begins outside a table and ends inside.
        "<w:p><w:r><w:t>{%p if หน่วยงาน %}</w:t></w:r></w:p>"
        "<w:tbl><w:tr><w:tc><w:p><w:r><w:t>{%p endif %}</w:t></w:r></w:p><w:p/></w:tc></w:tr></w:tbl>",
    ],
)
def test_what_is_repeated_stays_within_its_elements(xml: str) -> None:
    assert "must begin and end" in refusal_of(with_end(xml))


@pytest.mark.parametrize(
    "code",
    [
        "DDEAUTO c:\\a.exe",
        "dde a b",
        "INCLUDETEXT x",
        'INCLUDEPICTURE "http://x"',
        "MACROBUTTON a b",
        "LINK a",
        "",
        "QUOTE 68",
    ],
)
def test_word_works_out_page_numbers_and_the_like_alone(code: str) -> None:
    marks = '<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r>{}<w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>'
    halves = "".join(f"<w:r><w:instrText>{half}</w:instrText></w:r>" for half in (code[:2], code[2:]))
    for xml in (marks.format(halves), f"<w:p><w:fldSimple w:instr='{code}'/></w:p>"):
        assert "the Word field" in refusal_of(with_end(xml))


def test_dates_and_numbers_of_pages_are_welcome() -> None:
    check(with_end('<w:p><w:fldSimple w:instr=" PAGE \\* ThaiArabic "><w:r><w:t>1</w:t></w:r></w:fldSimple></w:p>'))


@pytest.mark.parametrize(
    "xml",
    [
        "<w:p><w:fldSimple w:instr='PAGE {{ หน่วยงาน }}'/></w:p>",
        '<w:p><w:bookmarkStart w:id="9" w:name="{{ หน่วยงาน }}"/></w:p>',
    ],
)
def test_fields_stand_in_the_text_alone(xml: str) -> None:
    assert "cannot be filled in (" in refusal_of(with_end(xml))


@pytest.mark.parametrize(
    ("form", "told"),
    [
        (with_relationship("attachedTemplate", "http://example.org/t.dotm"), "takes its template from another place"),
        (with_relationship("image", "http://example.org/x.png"), "from outside (http://example.org/x.png)"),
        (with_relationship("hyperlink", "file:///c:/a.exe"), "from outside"),
        (with_relationship("oleObject", "embeddings/a.bin", is_outside=False), "(oleObject)"),
        (with_relationship("aFChunk", "a.html", is_outside=False), "(aFChunk)"),
        (with_relationship("subDocument", "a.docx"), "(subDocument)"),
        (with_relationship("vbaProject", "a.bin", is_outside=False), "(vbaProject)"),
        (
            with_part("word/settings.xml", lambda xml: xml.replace("<w:compat>", "<w:mailMerge/><w:compat>")),
            "mail merge",
        ),
        (with_part(TYPES, lambda xml: xml.replace("document.main+xml", "template.main+xml")), "not a Word document"),
        (with_part(MAIN, lambda xml: xml[:-20]), "not a Word document"),
        (with_part(MAIN, lambda xml: xml.replace("<w:body>", "<w:body><!-- a -->")), "not a Word document"),
        (with_words("main", "other"), "cannot be filled in"),
    ],
)
def test_nothing_but_the_form_comes_in(form: bytes, told: str) -> None:
    assert told in refusal_of(form)


@pytest.mark.parametrize(
    "xml",
    [
        "<w:p><w:r><w:delText>{{ หน่วยงาน }}</w:delText></w:r></w:p>",
        "<w:p><w:r><w:t>{</w:t></w:r><w:r><w:delText>{ หน่วยงาน }}</w:delText></w:r></w:p>",
        '<w:p><w:del w:id="1" w:author="a"><w:r><w:delText>{{ หนวยงาน }}</w:delText></w:r></w:del></w:p>',
    ],
)
def test_what_was_struck_out_with_its_changes_tracked_is_to_be_accepted_first(xml: str) -> None:
    assert "Accept All Changes" in refusal_of(with_end(xml))


def test_a_document_without_fields_is_none() -> None:
    def change(word: OpenDocument) -> None:
        for child in list(word.element.body)[:-1]:
            word.element.body.remove(child)
        for story in (word.sections[0].header, word.sections[0].footer, word.sections[0].first_page_footer):
            story.paragraphs[0].clear()

    assert "There is no field" in refusal_of(changed(change))


def test_the_address_of_the_office_may_be_a_link() -> None:
    check(with_relationship("hyperlink", "https://www.example.go.th"))


def test_a_form_that_another_program_saved_prints_the_same_rows(tmp_path: Path) -> None:
    form = saved_by_libreoffice(own_form(KIND), "form.docx", "docx", tmp_path)
    check(form)
    paper = large(KIND)
    drawn = tables_headed(
        opened(paper, Dress(word_form=form)).element.body,
        [[column.heading for column in table.columns] for table in paper.tables],
    )
    assert [rows_of(one) for one in drawn] == [as_written(table) for table in paper.tables]


def test_the_properties_of_a_form_stand_in_its_papers_once() -> None:
    """LibreOffice gives them another name where it saves by its filter “Office Open XML Text”."""
    kind = "2006/relationships/metadata"
    form = with_part("_rels/.rels", lambda xml: xml.replace(f"package/{kind}", f"officedocument/{kind}"))
    check(form)
    printed = Dress(word_form=form)
    assert parts_of(document(example(KIND), printed))["_rels/.rels"].count(b"docProps/core.xml") == 1
    assert opened(example(KIND), printed).core_properties.title == example(KIND).title


@pytest.mark.parametrize("kind", list(ORDINARY))
def test_every_field_that_is_listed_can_be_written(kind: PaperKind) -> None:
    for group in field_groups(kind):
        inside = [re.sub(r"^\{%tr", "{%p", one) for one in group.before]
        after = [re.sub(r"^\{%tr", "{%p", one) for one in reversed(group.after)]
        check(with_lines(*inside, *(one.written for one in group.fields), *after, kind=kind), kind)
