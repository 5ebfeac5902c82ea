"""The agenda item of the minutes, in the words of form 11 and in no others."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from tracker.domain.minutes import (
    Detail,
    EarlierOrder,
    Heading,
    Late,
    MinutesFacts,
    Ordered,
    Silent,
    Standing,
    changed_since,
    detail_in,
    has_thai_digits,
    heading_in,
    in_thai_digits,
    minutes_of,
)
from tracker.domain.progress import Progress

#: What the rules of correspondence do not call these things.
WRONG_TERMS = ("บันทึกการประชุม", "เปิดประชุม", "ปิดประชุม", "ผู้บันทึก", "วาระการประชุม")

HURRY = Ordered("มาตรการที่ 3", "ปรับปรุงจุดบริการ", "ให้เร่งรัด", ("กองช่าง",), is_to_all=False, due_on=date(2026, 3, 4))
FACTS = MinutesFacts(
    month=date(2026, 1, 1),
    fiscal_year=2569,
    as_of=date(2026, 2, 4),
    measures=12,
    progress={Progress.NOT_STARTED: 1, Progress.IN_PROGRESS: 9, Progress.DONE: 2, Progress.CANCELLED: 0},
    percent=35.5,
    reports_owed=20,
    reports_received=18,
    standings=(Standing("ตัวชี้วัดที่ 1 การปฏิบัติหน้าที่", "2 มาตรการ", 45.0, 1),),
    late=(Late("มาตรการที่ 6 ของแผนปี 2568 ทางลาด", "กองช่าง", 36, 70),),
    silent=(Silent("กองคลัง", 2),),
    earlier=(
        EarlierOrder("มาตรการที่ 4", "ให้ตรวจสอบเหตุ", "กองช่าง", ""),
        EarlierOrder("มาตรการที่ 8", "ให้ทำหนังสือ", "กองคลัง", "ส่งแล้ว\nอยู่ลำดับที่ 41"),
    ),
    ordered=(HURRY,),
)


def written(facts: MinutesFacts = FACTS, *, thai_digits: bool = True) -> str:
    return minutes_of(Heading(), facts, Detail.INDICATORS, thai_digits=thai_digits)


def test_the_whole_item_reads_as_a_secretary_writes_it() -> None:
    assert written().split("\n") == [
        "ระเบียบวาระที่ ๓\tเรื่องที่เสนอให้ที่ประชุมทราบ",
        "๓.๑\tรายงานผลการดำเนินการตามมาตรการส่งเสริมคุณธรรมและความโปร่งใสภายในหน่วยงาน (ITA) ประจำเดือนมกราคม ๒๕๖๙",
        "ฝ่ายเลขานุการ\tรายงานต่อที่ประชุมว่า แผนประจำปีงบประมาณ พ.ศ. ๒๕๖๙ มี ๑๒ มาตรการ ยังไม่ได้ดำเนินการ ๑ มาตรการ "
        "อยู่ระหว่างดำเนินการ ๙ มาตรการ ดำเนินการแล้วเสร็จ ๒ มาตรการ ความก้าวหน้าเฉลี่ยร้อยละ ๓๕.๕ "
        "ส่วนราชการต้องรายงานประจำเดือนมกราคม ๒๕๖๙ รวม ๒๐ เรื่อง รายงานแล้ว ๑๘ เรื่อง ข้อมูล ณ วันที่ ๔ กุมภาพันธ์ ๒๕๖๙",
        "\tผลการดำเนินการรายตัวชี้วัด",
        "\t(๑) ตัวชี้วัดที่ ๑ การปฏิบัติหน้าที่ ๒ มาตรการ ความก้าวหน้าร้อยละ ๔๕ เกินกำหนด ๑ มาตรการ",
        "\tมาตรการที่เกินกำหนด",
        "\t(๑) มาตรการที่ ๖ ของแผนปี ๒๕๖๘ ทางลาด (กองช่าง) เกินกำหนด ๓๖ วัน ความก้าวหน้าร้อยละ ๗๐",
        "\tส่วนราชการที่ยังไม่ส่งรายงาน",
        "\t(๑) กองคลัง ๒ เรื่อง",
        "\tข้อสั่งการของการประชุมครั้งก่อน",
        "\t(๑) มาตรการที่ ๔ ให้ตรวจสอบเหตุ กองช่างยังไม่ได้รายงานผล",
        "\t(๒) มาตรการที่ ๘ ให้ทำหนังสือ กองคลังรายงานว่า ส่งแล้ว อยู่ลำดับที่ ๔๑",
        "ประธาน\tมีข้อสั่งการ ดังนี้",
        "\t(๑) มาตรการที่ ๓ ปรับปรุงจุดบริการ มอบหมายกองช่าง ให้เร่งรัด ภายในวันที่ ๔ มีนาคม ๒๕๖๙",
        "มติที่ประชุม\tที่ประชุมรับทราบ และให้ส่วนราชการที่เกี่ยวข้องปฏิบัติตามข้อสั่งการของประธาน",
    ]


def test_only_the_terms_of_the_form_are_used() -> None:
    assert not [term for term in WRONG_TERMS if term in written()]


def test_without_orders_the_meeting_takes_note() -> None:
    text = written(replace(FACTS, ordered=()))
    assert text.endswith("มติที่ประชุม\tที่ประชุมรับทราบ")
    assert "ประธาน" not in text


def test_words_that_ask_nobody_bind_nobody() -> None:
    praise = replace(HURRY, text="ชมเชยการดำเนินงาน", divisions=(), due_on=None)
    text = written(replace(FACTS, ordered=(praise,)))
    assert "มาตรการที่ ๓ ปรับปรุงจุดบริการ ชมเชยการดำเนินงาน" in text
    assert text.endswith("\tที่ประชุมรับทราบ")


def test_an_order_about_several_measures_is_written_once() -> None:
    other = replace(HURRY, measure="มาตรการที่ 7", title="สื่อประชาสัมพันธ์")
    text = written(replace(FACTS, ordered=(HURRY, other)))
    assert "(๑) มาตรการที่ ๓, มาตรการที่ ๗ มอบหมายกองช่าง ให้เร่งรัด ภายในวันที่ ๔ มีนาคม ๒๕๖๙" in text


@pytest.mark.parametrize(
    ("divisions", "is_to_all", "said"),
    [
        (("กองช่าง", "กองคลัง"), False, "มอบหมายกองช่างและกองคลัง "),
        (("กองช่าง", "กองคลัง", "กองการศึกษา"), False, "มอบหมายกองช่าง, กองคลัง, กองการศึกษา "),
        (("กองช่าง", "กองคลัง", "กองการศึกษา"), True, "มอบหมายทุกส่วนราชการ "),
    ],
)
def test_divisions_are_named_together(divisions: tuple[str, ...], *, is_to_all: bool, said: str) -> None:
    assert said in written(replace(FACTS, ordered=(replace(HURRY, divisions=divisions, is_to_all=is_to_all),)))


def test_what_is_empty_says_so() -> None:
    text = written(replace(FACTS, late=(), silent=(), earlier=()))
    assert "\tมาตรการที่เกินกำหนด - ไม่มี -\n" in text
    assert "\tส่วนราชการที่ยังไม่ส่งรายงาน - ไม่มี -\n" in text
    nothing = written(replace(FACTS, measures=0, late=()))
    assert nothing.split("\n")[2:] == ["\t- ไม่มี -"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("ข้อ 3.1 ร้อยละ 35.5", "ข้อ ๓.๑ ร้อยละ ๓๕.๕"),
        ("(ครั้งที่ 2/2569)", "(ครั้งที่ ๒/๒๕๖๙)"),
        ("เผยแพร่ O12 และ e-Plan2", "เผยแพร่ O12 และ e-Plan2"),
        ("https://example.go.th/69 แล้ว 4 เรื่อง", "https://example.go.th/69 แล้ว ๔ เรื่อง"),
        ("มี12เรื่อง", "มี๑๒เรื่อง"),
    ],
)
def test_figures_are_thai_but_not_those_of_codes(text: str, expected: str) -> None:
    assert in_thai_digits(text) == expected


def test_arabic_digits_by_a_switch() -> None:
    text = written(thai_digits=False)
    assert text.startswith("ระเบียบวาระที่ 3\t")
    assert not any(digit in text for digit in "๐๑๒๓๔๕๖๗๘๙")


def test_the_heading_is_remembered_from_what_was_kept() -> None:
    heading = Heading("4", "เรื่องเพื่อทราบ", "4.2", "ผลการติดตามมาตรการ ITA")
    text = minutes_of(heading, FACTS, Detail.MEASURES)
    assert heading_in(text) == heading
    assert heading_in(text.replace("\t", "  ")) == heading, "as somebody retypes it"
    assert heading_in("ที่ประชุมรับทราบ") == Heading()
    assert heading_in("") == Heading()


def test_detail_and_digits_are_remembered_too() -> None:
    assert detail_in(minutes_of(Heading(), FACTS, Detail.MEASURES)) is Detail.MEASURES
    assert detail_in(written()) is detail_in("") is Detail.INDICATORS
    assert (has_thai_digits(written()), has_thai_digits(written(thai_digits=False)), has_thai_digits("")) == (
        True,
        False,
        True,
    )


def test_changed_figures_are_found_whatever_the_digits() -> None:
    later = replace(FACTS, reports_received=20, silent=())
    assert not changed_since(written(), written(thai_digits=False))
    changes = changed_since(written(), written(later))
    assert [line for line in changes.new if "รายงานแล้ว 20 เรื่อง" in line]
    assert "(1) กองคลัง 2 เรื่อง" in changes.gone
    assert "ส่วนราชการที่ยังไม่ส่งรายงาน - ไม่มี -" in changes.new
