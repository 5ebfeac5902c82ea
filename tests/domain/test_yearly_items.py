"""The items of the OIT that ask for a year's measures and for what they came to."""

from __future__ import annotations

import pytest

from tracker.domain.yearly_items import YearlyItem, measures_item, report_item

MEASURES = "มาตรการส่งเสริมคุณธรรมและความโปร่งใสภายในหน่วยงาน"
REPORT = "รายงานผลการดำเนินการเพื่อส่งเสริมคุณธรรมและความโปร่งใสภายในหน่วยงาน"
REPORT_OF_2564 = "การดำเนินการตามมาตรการส่งเสริมคุณธรรมและความโปร่งใสภายในหน่วยงาน"


@pytest.mark.parametrize(
    ("plan_year", "item"),
    [
        (2564, YearlyItem(2564, "O42", MEASURES)),
        (2567, YearlyItem(2567, "O34", MEASURES)),
        (2568, YearlyItem(2568, "O27", MEASURES)),
        (2569, YearlyItem(2569, "O25", "การนำผลการประเมิน ITA ไปสู่การพัฒนาองค์กร")),
        (2570, YearlyItem(2570, "", "การนำผลการประเมิน ITA ไปสู่การพัฒนาองค์กร")),
        (2561, YearlyItem(2561, "", MEASURES)),
    ],
)
def test_the_measures_of_a_year_stand_in_the_list_of_that_year(plan_year: int, item: YearlyItem) -> None:
    assert measures_item(plan_year) == item


@pytest.mark.parametrize(
    ("plan_year", "item"),
    [
        (2563, YearlyItem(2564, "O43", REPORT_OF_2564)),
        (2566, YearlyItem(2567, "O35", REPORT_OF_2564)),
        (2567, YearlyItem(2568, "O28", REPORT)),
        (2568, YearlyItem(2569, "O26", REPORT)),
        (2569, YearlyItem(2570, "", REPORT)),
    ],
)
def test_what_they_came_to_stands_in_the_list_of_the_year_after(plan_year: int, item: YearlyItem) -> None:
    assert report_item(plan_year) == item
