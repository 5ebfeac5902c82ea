from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from flask import Flask
from werkzeug.datastructures import MultiDict
from wtforms import Form

from tests.support.databases import environment_for
from tracker import create_app
from tracker.config import Config
from tracker.domain.progress import Answer
from tracker.web.form_fields import DateField, MonthField, PercentField, WordField


class OneOfEach(Form):
    day = DateField("Day")
    month = MonthField("Month")
    percent = PercentField("Percent")
    answer = WordField("Answer", words=(Answer.NO_CHANGE, Answer.DONE))


@pytest.fixture
def plain_app(tmp_path: Any) -> Flask:
    """Without a database: fields need only the language of a request."""
    return create_app(Config.from_environment(environment_for("sqlite://", tmp_path)))


def sent(app: Flask, **fields: str) -> OneOfEach:
    with app.test_request_context():
        form = OneOfEach(MultiDict(fields))
        form.validate()
        return form


@pytest.mark.parametrize(
    "name, text, value",
    [
        ("day", "๔ ก.พ. ๖๙", date(2026, 2, 4)),
        ("day", " 4/2/2569 ", date(2026, 2, 4)),
        ("day", "2026-02-04", date(2026, 2, 4)),
        ("day", "4 February 2026", date(2026, 2, 4)),
        ("day", "  ", None),
        ("month", "ม.ค. 69", date(2026, 1, 1)),
        ("month", "January 2026", date(2026, 1, 1)),
        ("percent", "๔๐", 40),
        ("percent", "40 %", 40),
        ("percent", "", None),
        ("answer", "done", Answer.DONE),
        ("answer", "progress", None),
        ("answer", "nonsense", None),
    ],
)
def test_it_reads_what_an_office_writes(plain_app: Flask, name: str, text: str, value: object) -> None:
    form = sent(plain_app, **{name: text})
    assert form[name].data == value
    assert not form.errors


@pytest.mark.parametrize(
    "name, text",
    [
        ("day", "31 ก.พ. 2569"),
        ("day", "พรุ่งนี้"),
        ("month", "13/2569"),
        ("percent", "สี่สิบ"),
        ("percent", "4.5"),
        ("percent", "-1"),
        ("percent", "²"),
        ("percent", "99999"),
    ],
)
def test_it_shows_again_what_it_could_not_read(plain_app: Flask, name: str, text: str) -> None:
    form = sent(plain_app, **{name: text})
    assert len(form.errors[name]) == 1
    assert form[name]._value() == text


def test_it_writes_dates_for_the_reader(plain_app: Flask) -> None:
    with plain_app.test_request_context():
        form = OneOfEach(data={"day": date(2026, 2, 4), "month": date(2026, 1, 1), "percent": 40})
        assert form.day._value() == "4 กุมภาพันธ์ 2569"
        assert form.month._value() == "มกราคม 2569"
        assert form.percent._value() == "40"


def test_it_marks_the_chosen_word(plain_app: Flask) -> None:
    with plain_app.test_request_context():
        form = OneOfEach(data={"answer": Answer.DONE})
        assert [(option._value(), option.checked) for option in form.answer] == [("no_change", False), ("done", True)]
        assert set(form.answer.icons) == {"no_change", "done"}
