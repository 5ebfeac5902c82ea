"""The plan's own workbook: written, edited as people do, brought back with only the true changes."""

from __future__ import annotations

from datetime import date

import pytest
from openpyxl.worksheet.worksheet import Worksheet

from tests.factories import create_measure, moment
from tests.support.office import TODAY, Office
from tests.support.plan_books import (
    Edit,
    brought_back,
    cell_of,
    create_odd_measure,
    edited,
    exported,
    fields_of,
    heading_row,
    in_order,
    place_of,
    typing,
)
from tracker.domain.cadence import Cadence
from tracker.domain.permissions import Actor
from tracker.domain.plan_book import NO, YES, BookColumn
from tracker.extensions import db
from tracker.models import DivisionAlias, Measure
from tracker.plan_reading.differences import Caution, Change, Divisions, Field

NOW = moment(TODAY)


@pytest.fixture
def odd(office: Office) -> Measure:
    return create_odd_measure(office)


def test_nothing_differs_when_nobody_edited_it(office: Office, secretary: Actor, odd: Measure) -> None:
    compared = brought_back(secretary, exported(office))
    assert compared.rows == ()
    assert compared.questions == ()
    assert compared.row.row_ids == [office.own.id, office.shared.id, odd.id]


def who(*names: str, lead: str | None = None, everyone: bool = False) -> Divisions:
    return Divisions(everyone, names, lead)


FINANCE, BOTH = who("กองคลัง"), who("กองคลัง", "กองช่าง")
LED_BY_FINANCE, LED_BY_WORKS = (who("กองคลัง", "กองช่าง", lead=lead) for lead in ("กองคลัง", "กองช่าง"))
END = date(2026, 9, 30)

ONE_EDIT: list[tuple[int, BookColumn, object, Field, object, object]] = [
    (1, BookColumn.NUMBER, 7, Field.NUMBER, "1", "7"),
    (1, BookColumn.TITLES, "ชื่อใหม่", Field.TITLES, ("เปิดเผยแผนและผลการใช้จ่ายงบประมาณ",), ("ชื่อใหม่",)),
    (2, BookColumn.INDICATORS, "๘, ๗", Field.INDICATORS, ("6", "8"), ("7", "8")),
    (1, BookColumn.ISSUE, "พบว่าล่าช้า", Field.ISSUE, "", "พบว่าล่าช้า"),
    (1, BookColumn.STEPS, "1. สำรวจ\n2. จัดทำ", Field.STEPS, ("ขั้นตอนแรก",), ("สำรวจ", "จัดทำ")),
    (1, BookColumn.DIVISIONS, "กอง ช่าง", Field.DIVISIONS, FINANCE, who("กองช่าง")),
    (1, BookColumn.DIVISIONS, "กองช่าง\nกองคลัง", Field.DIVISIONS, FINANCE, BOTH),
    (1, BookColumn.DIVISIONS, "ทุกส่วนราชการ", Field.DIVISIONS, FINANCE, who(everyone=True)),
    (1, BookColumn.EVERYONE, YES, Field.DIVISIONS, FINANCE, who(everyone=True)),
    (1, BookColumn.LEAD, "กองช่าง", Field.DIVISIONS, FINANCE, LED_BY_WORKS),
    (2, BookColumn.LEAD, None, Field.DIVISIONS, LED_BY_FINANCE, BOTH),
    (2, BookColumn.DIVISIONS, "กองช่าง", Field.DIVISIONS, LED_BY_FINANCE, who("กองช่าง")),
    (1, BookColumn.START, "๑/๑/๒๕๖๙", Field.START, date(2025, 10, 1), date(2026, 1, 1)),
    (1, BookColumn.END, moment(date(2026, 3, 31)).replace(tzinfo=None), Field.END, END, date(2026, 3, 31)),
    (1, BookColumn.END, date(2569, 3, 31), Field.END, END, date(2026, 3, 31)),
    (1, BookColumn.CADENCES, "ทุกไตรมาส", Field.CADENCES, (Cadence.MONTHLY,), (Cadence.QUARTERLY,)),
    (1, BookColumn.CADENCES, None, Field.CADENCES, (Cadence.MONTHLY,), ()),
]


@pytest.mark.parametrize(("measure", "column", "typed", "field", "before", "after"), ONE_EDIT)
def test_one_cell_edited_is_one_difference(
    office: Office,
    secretary: Actor,
    measure: int,
    column: BookColumn,
    typed: object,
    field: Field,
    before: object,
    after: object,
) -> None:
    compared = brought_back(secretary, edited(exported(office), typing(measure, column, typed)))
    assert fields_of(compared) == [(str(measure), field, before, after)]
    assert compared.rows[0].fields[0].caution is None
    assert compared.questions == ()


def test_divisions_typed_beside_all_of_them_stand_in_their_place(office: Office, secretary: Actor) -> None:
    create_measure(office.plan, [office.finance, office.works], number="3", is_for_all=True, position=3)
    compared = brought_back(secretary, edited(exported(office), typing(3, BookColumn.DIVISIONS, "กองช่าง")))
    [(_, field, before, after)] = fields_of(compared)
    assert (field, before, after) == (Field.DIVISIONS, who(lead="กองคลัง", everyone=True), who("กองช่าง"))


def test_a_division_by_another_of_its_names_is_no_difference(office: Office, secretary: Actor) -> None:
    db.session.add(DivisionAlias(division_id=office.finance.id, name="สำนักคลัง", key="สำนักคลัง"))
    db.session.commit()
    for name in ("กอง  คลัง", "สำนักคลัง"):
        assert brought_back(secretary, edited(exported(office), typing(1, BookColumn.DIVISIONS, name))).rows == ()


def test_a_division_that_nobody_knows_is_not_proposed(office: Office, secretary: Actor) -> None:
    compared = brought_back(secretary, edited(exported(office), typing(1, BookColumn.DIVISIONS, "กองการประปา")))
    [difference] = compared.rows[0].fields
    assert difference.caution is Caution.NEW_DIVISION


@pytest.mark.parametrize(
    ("column", "typed", "code"),
    [
        (BookColumn.END, "สิ้นปีหน้า", "not_understood"),
        (BookColumn.END, "31/2/2569", "not_understood"),
        (BookColumn.END, "1/1/2560", "end_before_start"),
        (BookColumn.END, None, "no_end"),
        (BookColumn.CADENCES, "ตามสมควร", "not_understood"),
        (BookColumn.INDICATORS, "99", "not_understood"),
        (BookColumn.DIVISIONS, "ท่านนายก", "not_understood"),
        (BookColumn.EVERYONE, "อาจจะ", "not_understood"),
        (BookColumn.NUMBER, "ยาว" * 20, "not_understood"),
        (BookColumn.TITLES, None, "no_title"),
        (BookColumn.RESPONSIBLE, "กองอื่น", "as_adopted_changed"),
        (BookColumn.PERIOD, "ปีหน้า", "as_adopted_changed"),
    ],
)
def test_what_has_no_meaning_is_asked_and_changes_nothing(
    office: Office, secretary: Actor, column: BookColumn, typed: object, code: str
) -> None:
    compared = brought_back(secretary, edited(exported(office), typing(1, column, typed)))
    assert compared.rows == ()
    assert [question.code for question in compared.questions] == [code]


@pytest.mark.parametrize("with_ids", [True, False], ids=["sorted", "sorted without the hidden column"])
def test_sorting_is_no_difference(office: Office, secretary: Actor, odd: Measure, with_ids: bool) -> None:
    edits = in_order([3, 1, 2], with_ids=with_ids)
    assert brought_back(secretary, edited(exported(office), edits)).rows == ()
    compared = brought_back(secretary, edited(exported(office), edits, typing(2, BookColumn.ISSUE, "ล่าช้า")))
    assert fields_of(compared) == [("1", Field.ISSUE, "", "ล่าช้า")]


def test_columns_may_be_moved_hidden_and_taken_out(office: Office, secretary: Actor) -> None:
    def change(sheet: Worksheet) -> None:
        sheet.delete_cols(place_of(sheet, BookColumn.ISSUE))
        sheet.insert_cols(3)
        sheet.insert_rows(1, 2)
        sheet.column_dimensions["F"].hidden = True

    compared = brought_back(secretary, edited(exported(office), change))
    assert compared.rows == ()


def test_rows_inserted_between_are_new_measures(office: Office, secretary: Actor) -> None:
    def insert(sheet: Worksheet) -> None:
        sheet.insert_rows(heading_row(sheet) + 2)

    compared = brought_back(
        secretary,
        edited(
            exported(office),
            insert,
            typing(2, BookColumn.TITLES, "จัดทำคู่มือประชาชน"),
            typing(2, BookColumn.RESPONSIBLE, "กองช่าง"),
            typing(2, BookColumn.PERIOD, "ภายในมีนาคม 2569"),
            typing(2, BookColumn.MONITORING, "รายงานทุกไตรมาส"),
        ),
    )
    [added] = compared.rows
    assert added.change is Change.ADDED
    assert added.measure.titles == ("จัดทำคู่มือประชาชน",)
    assert added.measure.responsible.divisions == ("กองช่าง",)
    assert added.measure.period.end == date(2026, 3, 31)
    assert added.measure.monitoring.cadences == (Cadence.QUARTERLY,)
    assert added.measure.number == "3", "a number is given where none is typed"


def test_a_row_copied_to_begin_another_is_new(office: Office, secretary: Actor) -> None:
    """The copy carries the hidden id of the row it was copied from."""

    def copy(sheet: Worksheet) -> None:
        for column in BookColumn:
            cell_of(sheet, 3, column).value = cell_of(sheet, 1, column).value

    compared = brought_back(secretary, edited(exported(office), copy, typing(3, BookColumn.TITLES, "อีกมาตรการ")))
    [added] = compared.rows
    assert (added.change, added.measure.titles) == (Change.ADDED, ("อีกมาตรการ",))


def deleting(sheet: Worksheet) -> None:
    sheet.delete_rows(heading_row(sheet) + 1)


@pytest.mark.parametrize("edit", [deleting, typing(1, BookColumn.CANCELLED, YES)], ids=["row deleted", "said"])
def test_a_measure_that_is_gone_is_offered_to_be_cancelled(office: Office, secretary: Actor, edit: Edit) -> None:
    [removed] = brought_back(secretary, edited(exported(office), edit)).rows
    assert (removed.change, removed.measure_id, removed.caution) == (Change.REMOVED, office.own.id, None)


def test_a_cancelled_measure_is_followed_again_when_it_says_so(office: Office, secretary: Actor) -> None:
    db.session.get_one(Measure, office.own.id).cancelled_on = TODAY
    db.session.commit()
    data = exported(office)
    assert brought_back(secretary, data).rows == ()
    assert brought_back(secretary, edited(data, deleting)).rows == ()
    compared = brought_back(secretary, edited(data, typing(1, BookColumn.CANCELLED, NO)))
    assert fields_of(compared) == [("1", Field.CANCELLED, True, False)]


def test_what_the_program_changed_since_is_left_alone(office: Office, secretary: Actor) -> None:
    data = exported(office)
    db.session.get_one(Measure, office.own.id).issue = "แก้ในระบบ"
    create_measure(office.plan, [office.works], number="9", titles=["ใหม่กว่าแฟ้ม"])
    assert brought_back(secretary, data).rows == ()
    assert brought_back(secretary, edited(data, typing(1, BookColumn.ISSUE, "แก้ในระบบ"))).rows == ()
    [row] = brought_back(secretary, edited(data, typing(1, BookColumn.ISSUE, "แก้ในแฟ้ม"))).rows
    [conflict] = row.fields
    assert (conflict.before, conflict.after, conflict.exported) == ("แก้ในระบบ", "แก้ในแฟ้ม", "")
    assert conflict.caution is Caution.CHANGED_SINCE
    [removed] = brought_back(secretary, edited(data, deleting)).rows
    assert removed.caution is Caution.CHANGED_SINCE
