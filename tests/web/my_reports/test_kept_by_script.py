from __future__ import annotations

import re
from typing import Any

from tests.support.month import stored
from tests.support.pages import Visitor
from tests.web.my_reports.cards import named
from tracker.models import ProgressReport


def saved_by_script(visitor: Visitor, report: ProgressReport, version: int, **fields: str) -> tuple[int, Any]:
    token = visitor.page.all("input", name="csrf_token")[0]["value"]
    data = named(report, version=str(version), **fields) | {"csrf_token": token}
    answer = visitor.client.post(f"/my-reports/{report.id}/draft", data=data, headers={"Accept": "application/json"})
    return answer.status_code, answer.json


def test_the_script_keeps_a_card_and_tells_the_time(visitor: Visitor, own: ProgressReport) -> None:
    visitor.get("/my-reports")
    status, said = saved_by_script(visitor, own, 1, answer="progress", done_text="ครึ่งทาง")
    assert (status, said["version"]) == (200, 2)
    assert re.fullmatch(r"Draft saved at \d\d:\d\d", said["saved"])
    assert stored(own).done_text == "ครึ่งทาง"


def test_the_script_is_told_what_the_other_device_wrote(visitor: Visitor, own: ProgressReport) -> None:
    visitor.get("/my-reports")
    saved_by_script(visitor, own, 1, done_text="จากโทรศัพท์")
    status, said = saved_by_script(visitor, own, 1, done_text="จากคอมพิวเตอร์")
    assert (status, said["version"]) == (409, 2)
    assert "จากโทรศัพท์" in said["stored"]
    assert stored(own).done_text == "จากโทรศัพท์"
    assert saved_by_script(visitor, own, 2, done_text="จากคอมพิวเตอร์")[0] == 200


def test_the_script_is_told_what_cannot_be_read(visitor: Visitor, own: ProgressReport) -> None:
    visitor.get("/my-reports")
    status, said = saved_by_script(visitor, own, 1, percent="สี่สิบ", done_text="ประชุม")
    assert (status, said) == (400, {"error": "Write the percentage as a whole number, for example 40."})
