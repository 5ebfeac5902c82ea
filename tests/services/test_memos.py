"""Memos to the divisions of the fixed cast, with figures worked out by hand."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest

from tests import factories
from tests.support.month import open_reports, report_on, submit
from tests.support.office import MONTH, TODAY, Office
from tracker.domain.errors import Refusal
from tracker.domain.memos import MATTERS, TO_ALL, MemoMatter
from tracker.domain.papers import Asked, MemoPurpose, PaperKind
from tracker.domain.permissions import Role
from tracker.extensions import db
from tracker.models import PaperSettings
from tracker.models.isolation import agency_scope
from tracker.reports.kinds.memo import Memo, paper_of
from tracker.reports.paper import Facts
from tracker.services.paper_values import memo

#: The meeting is on Wednesday the 4th, so the reports are due on Monday the 2nd.
DUE_ON, A_DAY_LATE = date(2026, 2, 2), date(2026, 2, 3)
YEAR_END = date(2026, 9, 30)


@pytest.fixture(autouse=True)
def _in_the_office(office: Office) -> Iterator[None]:
    open_reports(office)
    with agency_scope(office.agency.id):
        yield


def printed(office: Office, purpose: MemoPurpose | None, today: date = TODAY, **asked: object) -> Memo:
    return memo.value_of(office.agency.id, today, Asked(PaperKind.MEMO, purpose=purpose, **asked))  # type: ignore[arg-type]


def told(value: Memo) -> list[tuple[str, str, MemoMatter, date | None, int | None]]:
    return [(line.division, line.measure, line.matter, line.due_on, line.days_late) for line in value.lines]


def test_the_distribution_gives_each_division_its_measures(office: Office) -> None:
    value = printed(office, MemoPurpose.DISTRIBUTION)
    assert told(value) == [
        ("กองคลัง", "1", MemoMatter.ANSWERS_ALONE, YEAR_END, None),
        ("กองคลัง", "2", MemoMatter.LEADS, YEAR_END, None),
        ("กองช่าง", "2", MemoMatter.JOINS, YEAR_END, None),
    ]
    assert "จำนวน 2 มาตรการ" in value.body[0]
    assert "จำนวน 2 ส่วนราชการ" in value.body[0]


def test_the_distribution_counts_the_whole_plan_whomever_it_is_sent_to(office: Office) -> None:
    factories.create_measure(office.plan, [], number="3", position=3)
    factories.create_measure(office.plan, [office.works], number="4", position=4, cancelled_on=date(2026, 1, 5))
    assert "จำนวน 3 มาตรการ" in printed(office, MemoPurpose.DISTRIBUTION).body[0]
    to_works = printed(office, MemoPurpose.DISTRIBUTION, division_id=office.works.id).body[0]
    assert "จำนวน 3 มาตรการ" in to_works
    assert to_works.endswith("โดยกองช่างรับผิดชอบ จำนวน 1 มาตรการ")


def test_a_measure_of_an_earlier_plan_is_named_with_its_year(office: Office) -> None:
    before = factories.create_plan(office.agency, 2568)
    factories.create_measure(before, [office.works], starts_on=date(2024, 10, 1), ends_on=date(2025, 9, 30))
    table = paper_of(printed(office, MemoPurpose.LATE)).tables[0]
    assert [row[1:3] for row in table.rows] == [("1", "มาตรการทดสอบ\n(แผนปีงบประมาณ พ.ศ. 2568)")]


def test_a_memo_without_a_purpose_is_the_distribution(office: Office) -> None:
    assert printed(office, None) == printed(office, MemoPurpose.DISTRIBUTION)


def test_the_request_asks_for_every_report_that_is_owed_also_for_those_that_came(office: Office) -> None:
    submit(office, report_on(office.own, office.finance), office.head)
    assert told(printed(office, MemoPurpose.REQUEST)) == [
        ("กองคลัง", "1", MemoMatter.IS_ASKED, DUE_ON, None),
        ("กองคลัง", "2", MemoMatter.IS_ASKED, DUE_ON, None),
        ("กองช่าง", "2", MemoMatter.IS_ASKED, DUE_ON, None),
    ]


def test_the_late_memo_names_divisions_measures_and_days(office: Office) -> None:
    submit(office, report_on(office.own, office.finance), office.head)
    ended = factories.create_measure(
        office.plan, [office.works], number="3", ends_on=date(2026, 1, 31), cadences=["once"], position=3
    )
    value = printed(office, MemoPurpose.LATE, A_DAY_LATE)
    assert told(value) == [
        ("กองคลัง", "2", MemoMatter.NOT_REPORTED, DUE_ON, 1),
        ("กองช่าง", "2", MemoMatter.NOT_REPORTED, DUE_ON, 1),
        ("กองช่าง", "3", MemoMatter.NOT_REPORTED, DUE_ON, 1),
        ("กองช่าง", "3", MemoMatter.PAST_ITS_END, ended.ends_on, 3),
    ]
    assert "ยังไม่ได้รับรายงาน จำนวน 3 รายการ และมีมาตรการที่พ้นระยะเวลาดำเนินการแต่ยังไม่แล้วเสร็จ จำนวน 1 รายการ" in value.body[1]
    assert [line.month for line in value.lines] == [MONTH, MONTH, MONTH, None]


@pytest.mark.parametrize("today", [TODAY, DUE_ON])
def test_a_report_is_not_late_before_its_day_is_over(office: Office, today: date) -> None:
    with pytest.raises(Refusal, match="No report is late"):
        printed(office, MemoPurpose.LATE, today)


def test_what_is_past_its_end_is_told_before_the_reports_are_due(office: Office) -> None:
    factories.create_measure(office.plan, [office.works], number="3", ends_on=date(2026, 1, 20), position=3)
    assert told(printed(office, MemoPurpose.LATE)) == [
        ("กองช่าง", "3", MemoMatter.PAST_ITS_END, date(2026, 1, 20), 9),
    ]


def test_nobody_is_written_to_when_nothing_is_late(office: Office) -> None:
    submit(office, report_on(office.own, office.finance), office.head)
    submit(office, report_on(office.shared, office.finance), office.head)
    submit(office, report_on(office.shared, office.works), office.other_head)
    with pytest.raises(Refusal, match="No report is late"):
        printed(office, MemoPurpose.LATE, A_DAY_LATE)


def test_without_a_plan_there_is_nothing_to_distribute(app: object, foreign_office: Office) -> None:
    empty = factories.create_agency()
    with agency_scope(empty.id), pytest.raises(Refusal, match="nobody to write to"):
        memo.value_of(empty.id, TODAY, Asked(PaperKind.MEMO))


def test_a_memo_to_one_division_goes_to_its_head_and_tells_only_its_own(office: Office) -> None:
    value = printed(office, MemoPurpose.REQUEST, division_id=office.works.id)
    assert value.to == "ผู้อำนวยการกองช่าง"
    assert {line.division for line in value.lines} == {"กองช่าง"}
    assert "จำนวน 1 ส่วนราชการ รายงานผล" in value.body[1]


def test_a_memo_is_addressed_to_the_post_also_where_somebody_acts(office: Office) -> None:
    factories.create_person(office.agency, Role.DIVISION_HEAD, office.works, title="วิศวกรโยธา", is_acting=True)
    assert printed(office, MemoPurpose.REQUEST, division_id=office.works.id).to == "หัวหน้ากองช่าง"


def test_a_month_that_is_named_is_the_one_asked_about(office: Office) -> None:
    value = printed(office, MemoPurpose.LATE, A_DAY_LATE, month=date(2025, 12, 1))
    assert "ประจำเดือนธันวาคม 2568" in value.body[0]
    assert told(value)[0] == ("กองคลัง", "1", MemoMatter.NOT_REPORTED, None, None)


def test_the_head_of_the_memo_is_the_offices_own_and_its_number_is_left_to_be_written(office: Office) -> None:
    db.session.add(
        PaperSettings(memo_office="สำนักปลัด โทร. 0 2123 4567", memo_number="บท 52001/ว", memo_to="ผู้อำนวยการทุกกอง")
    )
    db.session.commit()
    [head, _body, table, _closing] = paper_of(printed(office, MemoPurpose.LATE, A_DAY_LATE)).parts
    assert isinstance(head, Facts)
    lines = {line.key: line.text for line in head.lines}
    assert lines["ส่วนราชการ"] == "สำนักปลัด โทร. 0 2123 4567"
    assert lines["ที่"].startswith("บท 52001/ว ....")
    assert lines["วันที่"] == "3 กุมภาพันธ์ 2569"
    assert lines["เรียน"] == "ผู้อำนวยการทุกกอง"
    assert table.key == "รายการ"


def test_an_office_that_has_decided_nothing_writes_under_its_name_to_all(office: Office) -> None:
    head = paper_of(printed(office, MemoPurpose.REQUEST)).parts[0]
    assert isinstance(head, Facts)
    lines = {line.key: line.text for line in head.lines}
    assert (lines["ส่วนราชการ"], lines["เรียน"]) == ("เทศบาลตำบลบ้านทดสอบ", TO_ALL)
    assert not lines["ที่"].strip(".")


def test_a_line_says_its_matter_and_month_in_words(office: Office) -> None:
    table = paper_of(printed(office, MemoPurpose.LATE, A_DAY_LATE)).tables[0]
    assert table.rows[0][4] == f"{MATTERS[MemoMatter.NOT_REPORTED]}เดือน ม.ค. 2569"
    assert table.rows[0][5:] == (DUE_ON, 1)
