"""The components that pages are arranged with: each renders with the least it needs, escapes, and ties its parts."""

from __future__ import annotations

from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

import pytest
from flask import Flask
from flask_babel import Babel
from flask_bootstrap import Bootstrap5
from flask_wtf import CSRFProtect, FlaskForm
from jinja2 import UndefinedError
from werkzeug.datastructures import MultiDict
from wtforms import BooleanField, FileField, IntegerField, RadioField, SelectField, StringField, TextAreaField
from wtforms.fields import SelectChoice
from wtforms.validators import InputRequired

from tests.support.html import Element, parse
from tests.support.pages import check
from tracker.config import ROOT
from tracker.web import badges, filters
from tracker.web.labels import label_if_any
from tracker.web.paper_pages import paper_forms

EVIL = "<b>\"'&{{ 1 }}"
COMPONENTS = sorted(path.stem for path in (ROOT / "templates/components").glob("[!_]*.html"))
STATE = SimpleNamespace(label=EVIL, icon="check", tone="ok")
ITEM = SimpleNamespace(label=EVIL, url="/x?a=1&b=2", is_current=True, count=3, name=EVIL, note=EVIL, icon="file")


class ReportForm(FlaskForm):
    answer = RadioField(
        "This month",
        choices=[SelectChoice("same", "No change"), SelectChoice("done", EVIL)],
        validators=[InputRequired(EVIL)],
    )
    text = TextAreaField(EVIL)
    percent = IntegerField("Percent", validators=[InputRequired("How far?")])
    day = StringField("Day")
    division = SelectField("Division", choices=[SelectChoice("1", EVIL)])
    proof = FileField("Proof")
    is_sure = BooleanField("Sure", validators=[InputRequired("Say so.")])


@pytest.fixture(scope="module")
def components() -> Iterator[Flask]:
    app = Flask("components", template_folder=str(ROOT / "templates"))
    app.config.update(SECRET_KEY="for the tokens of this test", TESTING=True)
    Babel(app)
    Bootstrap5(app)
    CSRFProtect(app)
    filters.register(app)
    badges.register(app)
    app.jinja_env.globals["paper_forms"] = paper_forms
    app.jinja_env.filters["label"] = label_if_any
    app.add_url_rule("/list", "things.index", lambda: "")
    with app.test_request_context("/list"):
        yield app


def render(app: Flask, source: str, **values: Any) -> Element:
    """What the source makes of all components, each imported under its file's name."""
    imports = "".join(f'{{% import "components/{name}.html" as {name} %}}' for name in COMPONENTS)
    return parse(app.jinja_env.from_string(imports + source).render(values))


def sent(**answers: str) -> ReportForm:
    form = ReportForm(MultiDict(answers), prefix="m3", meta={"csrf": False})
    form.validate()
    return form


LEAST = [
    "{{ alert.alert(evil) }}",
    "{% call alert.alert(title=evil, tone='danger', live='alert') %}<p>{{ evil }}</p>{% endcall %}",
    "{{ breadcrumbs.trail([(evil, '/up')]) }}",
    "{{ buttons.button(evil) }}{{ buttons.button(evil, name='do', value=evil, icon='send', form='f') }}",
    "{{ buttons.link(evil, '/x', icon='edit') }}{{ buttons.download(evil, '/x.xlsx', 'Excel') }}",
    "{{ buttons.post(evil, '/x', fields={'who': evil}) }}",
    "{{ buttons.copy(evil, of='a') }}",
    "{% call buttons.action_bar(note=evil) %}{% call buttons.row() %}{{ evil }}{% endcall %}{% endcall %}",
    "{% call cards.card(evil, href='/x', number='1', meta=evil, tone='danger', id='c') %}"
    "{% call cards.foot() %}{{ evil }}{% endcall %}{% endcall %}",
    "{% call cards.card() %}{{ evil }}{% endcall %}",
    "{% call cards.section(evil, lead=evil, id='s', count=3) %}{{ evil }}{% endcall %}",
    "{% call cards.grid('wide') %}{% call cards.stack() %}{% call cards.split() %}{{ evil }}{% endcall %}{% endcall %}"
    "{% endcall %}",
    "{{ cards.quote(evil, evil, tone='warning', who=evil, id='q') }}",
    "{{ comparison.comparison([{'label': evil, 'before': [], 'after': [[{'text': evil, 'is_other': true}]]}]) }}",
    "{{ description.facts([(evil, evil), ('nothing', none)]) }}",
    "{% call description.facts() %}{% call description.fact(evil) %}{{ evil }}{% endcall %}{% endcall %}",
    "{% call disclosure.disclosure(evil, count=2, id='d') %}{{ evil }}{% endcall %}",
    "{{ empty_state.empty(evil) }}{% call empty_state.empty(evil, text=evil) %}{{ evil }}{% endcall %}",
    "{{ files.list([item], evil) }}",
    "{% call filters.bar('/list', clear_url='/list') %}{{ filters.select('division', evil, [(evil, evil)], evil) }}"
    "{{ filters.search('q', evil, evil) }}{% endcall %}",
    "{{ papers.files(evil, 'things.index') }}{{ papers.files(evil, 'things.index', page='/x', what=evil) }}",
    "{{ progress.bar(12.345, evil) }}{{ progress.bar(0, evil, quiet=true) }}",
    "{{ progress.share([{'label': evil, 'count': 2, 'tone': 'ok'}], evil) }}",
    "{{ progress.months([{'short': evil, 'label': evil, 'icon': 'check', 'tone': 'ok', 'is_current': true}], evil) }}",
    "{{ stats.figure(evil, evil) }}{{ stats.figure(evil, 3, href='/x', icon='flag', note=evil, unit=evil) }}",
    "{% call status.group() %}{{ status.progress_badge(state) }}{{ status.badge(evil) }}{% endcall %}",
    "{{ stepper.stepper([{'label': evil, 'when': evil, 'state': 'current', 'note': evil}], evil) }}",
    "{{ tabs.tabs([item], evil) }}",
    "{% call timeline.timeline(evil) %}{{ timeline.entry(evil, evil) }}{% call timeline.entry(evil, evil, who=evil) %}"
    "{{ evil }}{% endcall %}{% endcall %}",
]


@pytest.mark.parametrize("source", LEAST)
def test_it_escapes_what_people_wrote(components: Flask, source: str) -> None:
    page = render(components, source, evil=EVIL, item=ITEM, state=STATE)
    assert EVIL in page.text
    assert not [bold for bold in page.all("b") if EVIL in (bold.text, bold.verbatim)]


def test_every_component_is_tried() -> None:
    tried = {name for name in COMPONENTS if any(f"{name}." in source for source in LEAST)}
    assert set(COMPONENTS) - tried == {"forms", "icons", "paging", "tables"}, "add the new component to LEAST"


def test_it_refuses_an_icon_that_is_not_drawn(components: Flask) -> None:
    with pytest.raises(UndefinedError):
        render(components, "{{ icons.icon('unicorn') }}")


def test_a_paper_has_a_button_for_each_of_its_forms(components: Flask) -> None:
    group = render(components, "{{ papers.files('Plan', 'things.index', page='/papers/plan', year=2569) }}").one("div")
    assert (group["role"], group["aria-label"]) == ("group", "Plan")
    assert [link["href"] for link in group.all("a")] == [
        "/papers/plan",
        *(f"/list?form={form}&year=2569" for form in paper_forms()),
    ]


def test_a_status_of_none_prints_nothing(components: Flask) -> None:
    page = render(components, "{{ status.health_badge(none) }}{{ status.report_state_badge(none) }}")
    assert (page.text, list(page)) == ("", [])


def test_a_status_is_told_by_word_and_icon_as_well_as_colour(components: Flask) -> None:
    badge = render(components, "{{ status.health_badge(state) }}", state=STATE).one("span", class_="t-badge")
    assert badge.text == EVIL
    assert badge.one("svg")["aria-hidden"] == "true"


def test_a_share_is_told_in_words_and_its_parts_fill_the_bar(components: Flask) -> None:
    parts = [{"label": name, "count": count, "tone": "ok"} for name, count in (("done", 1), ("none", 0), ("late", 3))]
    page = render(components, "{{ progress.share(parts, 'Plan') }}", parts=parts)
    assert page.one("title").text == "Plan: done 1, none 0, late 3"
    widths = [part["width"] for part in page.all("rect", class_="t-tone-ok")]
    assert widths == ["25.0%", "75.0%"]


def test_a_share_of_nothing_is_an_empty_bar(components: Flask) -> None:
    page = render(components, "{{ progress.share([{'label': 'done', 'count': 0, 'tone': 'ok'}], 'Plan') }}")
    assert len(page.all("rect")) == 1


@pytest.mark.parametrize(("page_number", "words"), [(1, "Next"), (2, "Previous Next"), (3, "Previous")])
def test_the_pager_goes_no_further_than_the_list(components: Flask, page_number: int, words: str) -> None:
    page = render(components, "{{ paging.pager(page, 3, 'things.index') }}", page=page_number)
    assert " ".join(link.text for link in page.all("a")) == words


def test_the_pager_of_a_single_page_is_left_out(components: Flask) -> None:
    assert not render(components, "{{ paging.pager(1, 1, 'things.index') }}").all("nav")


TABLE = """{% set columns = {"name": "Division", "late": "Days late", "do": "Action"} %}
{% call(row) tables.table("Late", columns, rows, numeric=["late"], nothing="All in time.") %}
{{ tables.head(row.name) }}{{ tables.cell(columns.late, row.late, numeric=true) }}
{% call tables.actions(columns.do) %}<a href="/x">{{ row.name }}</a>{% endcall %}{% endcall %}"""


def test_each_cell_of_a_table_repeats_its_heading_for_the_phone(components: Flask) -> None:
    page = render(components, TABLE, rows=[{"name": EVIL, "late": 3}, {"name": "B", "late": None}])
    assert [heading.text for heading in page.all("th", scope="col")] == ["Division", "Days late", "Action"]
    assert [cell["data-label"] for cell in page.all("td")] == ["Days late", "Action"] * 2
    assert [cell.text for cell in page.all("td", class_="t-table__numeric")] == ["3", "–"]
    assert page.all("th", scope="row")[0].text == EVIL


def test_a_table_without_rows_says_so(components: Flask) -> None:
    page = render(components, TABLE, rows=[])
    assert page.text == "All in time."
    assert not page.all("table")


FIELDS = """<html lang="th"><head><title>{{ forms.title_prefix(form) }}Report</title></head><h1>Report</h1>
{{ forms.error_summary(form) }}
{% call forms.form("/send", multipart=true, guard=true) %}
{{ forms.chips(form.answer, hint=evil, icons={"same": "equal"}) }}
{{ forms.textarea(form.text, hint=evil, maxlength=500) }}
{% call forms.columns() %}{{ forms.percent(form.percent) }}{{ forms.date(form.day) }}{% endcall %}
{{ forms.select(form.division) }}{{ forms.file(form.proof, accept="image/*") }}{{ forms.checkbox(form.is_sure) }}
{% call forms.only_when(form.answer, "done") %}{{ evil }}{% endcall %}
<button>Send</button>{% endcall %}</html>"""


def test_fields_keep_the_rules_of_every_page(components: Flask) -> None:
    """Unique ids, a label for each control, and nothing that refers to what is not there, with and without errors."""
    for form in (sent(), sent(**{"m3-answer": "done", "m3-percent": "20", "m3-is_sure": "y", "m3-division": "1"})):
        check(render(components, FIELDS, form=form, evil=EVIL))


def test_a_refused_form_says_so_at_the_top_at_the_field_and_in_the_tab(components: Flask) -> None:
    page = render(components, FIELDS, form=sent(), evil=EVIL)
    summary = page.one("div", role="alert")
    assert [link["href"] for link in summary.all("a")] == ["#m3-answer", "#m3-percent", "#m3-division", "#m3-is_sure"]
    percent = page.one("input", id="m3-percent")
    assert percent["aria-invalid"] == "true"
    assert percent["aria-describedby"] == "m3-percent-error"
    assert "How far?" in page.one("p", id="m3-percent-error").text
    assert page.one("fieldset", id="m3-answer")["aria-describedby"] == "m3-answer-hint m3-answer-error"
    assert page.one("title").text.startswith("Error")


def test_a_form_that_was_not_sent_shows_no_error(components: Flask) -> None:
    page = render(components, FIELDS, form=ReportForm(prefix="m3", meta={"csrf": False}), evil=EVIL)
    assert not page.all(role="alert")
    assert not [control for control in page if control.get("aria-invalid")]
    assert page.one("textarea")["aria-describedby"] == "m3-text-hint"
    assert "aria-describedby" not in page.one("select").attributes


def test_extra_arguments_become_attributes_of_the_control(components: Flask) -> None:
    assert render(components, FIELDS, form=sent(), evil=EVIL).one("textarea")["maxlength"] == "500"


def test_only_fields_that_may_stay_empty_are_marked_optional(components: Flask) -> None:
    page = render(components, FIELDS, form=sent(), evil=EVIL)
    marked = {label["for"] for label in page.all("label") if "(optional)" in label.text}
    assert marked == {"m3-text", "m3-day", "m3-division", "m3-proof"}
