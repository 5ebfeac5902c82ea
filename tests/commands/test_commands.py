"""The commands other programs rely on: what they print, what they write, how they refuse."""

from __future__ import annotations

import json
import re
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from openpyxl import Workbook, load_workbook
from sqlalchemy import select

from tests.commands.conftest import Command
from tests.factories import create_meeting
from tests.support.requirements import ROOT
from tracker import create_app
from tracker.config import Config
from tracker.extensions import db
from tracker.models import Agency
from tracker.models.isolation import all_agencies

SAMPLE = next((ROOT / "tests" / "samples").glob("*.txt"))


def one_line(text: str) -> bool:
    return text.count("\n") == 1 and bool(text.strip())


def test_init_makes_the_office_and_prints_the_password_once(office_of_one_plan: Command) -> None:
    tracker = office_of_one_plan
    listed = json.loads(tracker("users", "list", "--agency", "town", "--json").out)
    assert [(user["email"], user["role"]) for user in listed] == [("admin@example.go.th", "administrator")]


@pytest.mark.parametrize(
    ("option", "value"),
    [("--agency", "เทศบาลเมืองตัวอย่าง"), ("--kind", "กระทรวง"), ("--admin", "ไม่ใช่อีเมล"), ("--slug", "Town Hall")],
)
def test_init_refuses_in_one_line_and_leaves_nothing_behind(
    office_of_one_plan: Command, option: str, value: str
) -> None:
    tracker = office_of_one_plan
    given = {"--agency": "เทศบาลตำบลอื่น", "--kind": "เทศบาลตำบล", "--admin": "a@example.go.th", "--slug": "other"}
    ended = tracker("init", *(word for pair in (given | {option: value}).items() for word in pair))
    assert ended.code == 1
    assert one_line(ended.err), ended.err
    assert tracker("users", "list").code == 0, "one agency only"


def test_a_dry_run_needs_no_database(tracker: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TRACKER_DATABASE_URL", "postgresql://nobody@127.0.0.1:1/nothing")
    ended = tracker("import", SAMPLE, "--dry-run", "--json")
    assert ended.code == 0
    draft = json.loads(ended.out)
    assert draft.keys() == {"agency", "plan_fiscal_year", "assessment", "measures", "questions"}
    assert draft["measures"]


def test_a_plan_comes_in_and_is_followed(office_of_one_plan: Command) -> None:
    tracker = office_of_one_plan
    draft = json.loads(tracker("import", SAMPLE, "--dry-run", "--json", "--fiscal-year", 2569).out)
    ended = tracker("import", SAMPLE, "--agency", "town", "--fiscal-year", 2569)
    assert ended.code == 0, ended.err
    status = json.loads(tracker("status", "--agency", "เทศบาลเมืองตัวอย่าง", "--date", "1 ก.พ. 69", "--json").out)
    assert (status["agency"], status["date"], status["fiscal_year"]) == ("town", "2026-02-01", 2569)
    assert status["plan"]["measures"] == len(draft["measures"])
    assert [one["code"] for one in status["indicators"]] == [str(number) for number in range(1, 11)]
    owed = status["plan"]["reports_owed"] - status["plan"]["reports_received"]
    assert owed == len(status["missing_reports"])
    again = tracker("import", SAMPLE, "--fiscal-year", 2569)
    assert (again.code, one_line(again.err)) == (1, True)


@pytest.mark.parametrize(
    "content", [b"", b"\x00\x01\x02\xff" * 100, "ข่าวประชาสัมพันธ์ธรรมดา".encode()], ids=["empty", "binary", "prose"]
)
def test_a_file_that_is_no_plan_is_refused(tracker: Command, tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "plan.txt"
    file.write_bytes(content)
    ended = tracker("import", file, "--dry-run", "--json")
    assert (ended.code, ended.out) == (1, "")
    assert one_line(ended.err)


@pytest.mark.parametrize(
    "arguments",
    [
        ("import", "there-is-no-such-file.txt"),
        ("status", "--date", "31 กุมภาพันธ์ 2569"),
        ("report", "poem", "-o", "out.xlsx"),
        ("report", "meeting", "-f", "odt", "-o", "out.odt"),
        ("run", "--port", "99999"),
        ("dance",),
    ],
)
def test_wrong_usage_ends_with_2(tracker: Command, arguments: tuple[str, ...]) -> None:
    assert tracker(*arguments).code == 2


def test_an_agency_that_is_not_there_is_refused(office_of_one_plan: Command) -> None:
    ended = office_of_one_plan("status", "--agency", "nowhere", "--json")
    assert ended.code == 1
    assert "nowhere" in ended.err


def test_a_database_without_tables_is_refused_with_the_remedy(
    tracker: Command, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("TRACKER_DATABASE_URL", f"sqlite:///{tmp_path / 'empty.db'}")
    ended = tracker("status", "--json")
    assert ended.code == 1
    assert one_line(ended.err)
    assert "tracker init" in ended.err


def test_a_bad_setting_is_refused(tracker: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TRACKER_TODAY", "tomorrow")
    ended = tracker("status")
    assert (ended.code, one_line(ended.err)) == (1, True)
    assert "TRACKER_TODAY" in ended.err


@pytest.mark.parametrize("kind", ["meeting", "indicators"])
def test_the_workbook_has_the_figures_of_the_status(office_of_one_plan: Command, tmp_path: Path, kind: str) -> None:
    tracker = office_of_one_plan
    tracker("import", SAMPLE, "--fiscal-year", 2569)
    status = json.loads(tracker("status", "--json").out)
    book, value = tmp_path / "report.xlsx", tmp_path / "report.json"
    for form, file in (("xlsx", book), ("json", value)):
        assert tracker("report", kind, "--agency", "town", "--month", "2026-01", "-f", form, "-o", file).code == 0
    assert json.loads(value.read_bytes())["plan"] == status["plan"]
    sheet = load_workbook(BytesIO(book.read_bytes()))["ตัวชี้วัด"]
    total = next(row for row in sheet.iter_rows(values_only=True) if row[0] == "รวม")
    assert total[4] == status["plan"]["measures"]
    assert total[-2:] == (status["plan"]["reports_owed"], status["plan"]["reports_received"])


def test_a_paper_that_cannot_be_printed_or_kept_is_one_line(office_of_one_plan: Command, tmp_path: Path) -> None:
    tracker = office_of_one_plan
    tracker("import", SAMPLE, "--fiscal-year", 2569)
    nowhere = tracker("report", "indicators", "--agency", "town", "-o", tmp_path / "no-folder" / "a.xlsx")
    no_plan = tracker("report", "result", "--agency", "town", "--fiscal-year", 2590, "-o", tmp_path / "a.xlsx")
    nobody = tracker("report", "division", "--agency", "town", "--division", "กองดนตรี", "-o", tmp_path / "a.xlsx")
    assert [(ended.code, one_line(ended.err)) for ended in (nowhere, no_plan, nobody)] == [(1, True)] * 3
    assert "no-folder" in nowhere.err
    assert tracker("report", "meeting", "--fiscal-year", 99_999, "-o", tmp_path / "a.xlsx").code == 2
    assert not list(tmp_path.glob("a.xlsx"))


def test_people_are_added_closed_and_given_a_new_password(office_of_one_plan: Command) -> None:
    tracker = office_of_one_plan
    added = tracker("users", "add", "--email", "finance@example.go.th", "--role", "division_head",
                    "--title", "ผู้อำนวยการกองคลัง", "--division", "กองคลัง")  # fmt: skip
    assert added.code == 0, added.err
    first = re.search(r"[a-z0-9]{4}(-[a-z0-9]{4}){3}", added.out)
    again = tracker("users", "reset-password", "finance@example.go.th")
    second = re.search(r"[a-z0-9]{4}(-[a-z0-9]{4}){3}", again.out)
    assert first
    assert second
    assert first[0] != second[0]
    assert tracker("users", "disable", "finance@example.go.th").code == 0
    rows = {row["email"]: row for row in json.loads(tracker("users", "list", "--json").out)}
    assert rows["finance@example.go.th"]["active"] is False
    assert rows["finance@example.go.th"]["division"] == "กองคลัง"
    assert tracker("users", "disable", "nobody@example.go.th").code == 1


def test_what_would_be_sent_is_shown_before_it_is_queued(office_of_one_plan: Command) -> None:
    """Without a meeting there is nothing to remind of."""
    tracker = office_of_one_plan
    tracker("import", SAMPLE, "--fiscal-year", 2569)
    assert json.loads(tracker("remind", "--date", "2026-01-30", "--dry-run", "--json").out) == []


@pytest.fixture
def office_that_meets(office_of_one_plan: Command, settings: dict[str, str]) -> Command:
    """With a meeting on 4 February; nobody has a post but the administrator, and every division has something to do."""
    tracker = office_of_one_plan
    tracker("import", SAMPLE, "--fiscal-year", 2569)
    with create_app(Config.from_environment(settings)).app_context(), all_agencies():
        create_meeting(db.session.scalars(select(Agency)).one())
        db.session.remove()
        db.engine.dispose()
    return tracker


def test_what_is_shown_by_a_dry_run_is_what_is_queued(office_that_meets: Command) -> None:
    tracker = office_that_meets
    shown = json.loads(tracker("remind", "--date", "2026-01-30", "--dry-run", "--json").out)
    [notice] = shown
    assert notice.keys() == {"to", "name", "post", "division", "channel", "kind", "meeting", "measures", "why"}
    assert (notice["to"], notice["channel"], notice["kind"]) == ("admin@example.go.th", "email", "reminder")
    assert notice["meeting"] == "2026-02-04"
    assert "จึงแจ้งผู้ดูแลระบบ" in notice["why"]
    assert json.loads(tracker("remind", "--date", "2026-01-30", "--dry-run", "--json").out) == shown
    assert json.loads(tracker("remind", "--date", "2026-01-30", "--agency", "town", "--json").out) == shown
    assert json.loads(tracker("remind", "--date", "2026-01-30", "--json").out) == []


def test_on_a_day_off_nobody_is_reminded(office_that_meets: Command) -> None:
    assert json.loads(office_that_meets("remind", "--date", "2026-01-31", "--dry-run", "--json").out) == []


def test_what_a_library_says_of_a_broken_workbook_is_not_printed(tracker: Command, tmp_path: Path) -> None:
    whole, broken = BytesIO(), tmp_path / "plan.xlsx"
    Workbook().save(whole)
    with ZipFile(whole) as old, ZipFile(broken, "w") as new:
        for part in old.namelist():
            new.writestr(part, old.read(part).replace(b'xfId="0"', b'xfId="77"'))
    ended = tracker("import", broken, "--dry-run", "--json")
    assert (ended.code, ended.out) == (1, "")
    assert one_line(ended.err)


@pytest.mark.parametrize(
    "arguments",
    [
        ("indicators", "--division", "กองคลัง"),
        ("follow-up", "--month", "2025-12"),
        ("nacc", "--span", "q1"),
        ("result", "--round", "6"),
        ("meeting", "--purpose", "late"),
        ("division", "--division", "กองคลัง", "--person", "admin@example.go.th"),
        ("ledger", "--fiscal-year", "2569"),
    ],
)
def test_an_option_that_says_nothing_about_a_paper_is_wrong_usage(
    office_of_one_plan: Command, tmp_path: Path, arguments: tuple[str, ...]
) -> None:
    """It would be printed as if it had not been given, and be taken for what it is not."""
    file = tmp_path / "paper.json"
    ended = office_of_one_plan("report", *arguments, "-f", "json", "-o", file)
    assert ended.code == 2
    assert arguments[-2] in ended.err
    assert not file.exists()


@pytest.mark.parametrize("kind", ["meeting", "indicators", "result", "plan", "memo"])
def test_every_paper_of_old_takes_a_month_and_a_year(office_of_one_plan: Command, tmp_path: Path, kind: str) -> None:
    tracker, file = office_of_one_plan, tmp_path / "paper.json"
    tracker("import", SAMPLE, "--fiscal-year", 2569)
    for asked in (("--month", "2026-01"), ("--fiscal-year", "2569"), ("--month", "2026-01", "--fiscal-year", "๒๕๖๙")):
        ended = tracker("report", kind, "--agency", "town", *asked, "-f", "json", "-o", file)
        assert ended.code == 0, ended.err
        assert json.loads(file.read_bytes())["fiscal_year"] == 2569


def test_a_paper_says_what_was_asked_for(office_of_one_plan: Command, tmp_path: Path) -> None:
    tracker, file = office_of_one_plan, tmp_path / "paper.json"
    tracker("import", SAMPLE, "--fiscal-year", 2569)
    assert tracker("report", "meeting", "--date", "2025-11-15", "-f", "json", "-o", file).code == 0
    assert json.loads(file.read_bytes())["date"] == "2025-11-15"
    old_month = tracker("report", "result", "--month", "2025-03", "-f", "json", "-o", file)
    assert (old_month.code, one_line(old_month.err)) == (1, True)
    assert "2568" in old_month.err
    assert tracker("report", "person", "--person", "Admin@Example.go.th", "-f", "json", "-o", file).code == 0
