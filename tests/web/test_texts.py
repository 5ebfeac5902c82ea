"""Texts, badges and addresses are remembered between requests: never in another's language, or under another's path."""

from __future__ import annotations

from flask import Flask, render_template_string, session

from tracker.domain.agency import AgencyKind
from tracker.domain.progress import CannotReason, Progress
from tracker.web.preferences import CHOSEN_LANGUAGE
from tracker.web.texts import lazy

DONE = lazy("Done")


def shown(app: Flask, source: str, language: str = "en", root: str = "", **values: object) -> str:
    with app.test_request_context("/", base_url=f"http://localhost{root}"):
        session[CHOSEN_LANGUAGE] = language
        return render_template_string(source, **values)


def test_each_request_is_answered_in_its_own_language(app: Flask) -> None:
    days = "{{ ngettext('%(num)s day', '%(num)s days', 2) }}"
    source = "{{ _('Overdue') }} " + days + " {{ done }} {{ word | badge | striptags }}"
    for language, expected in (("th", "เกินกำหนด"), ("en", "Overdue 2 days Done Done"), ("th", "เกินกำหนด")):
        text = shown(app, source, language, done=DONE, word=Progress.DONE)
        assert text.startswith(expected)
        assert ("Done" in text) == (language == "en")


def test_values_are_escaped_and_the_text_is_not(app: Flask) -> None:
    assert shown(app, "{{ _('Measure %(number)s', number=evil) }}", evil="<b>") == "Measure &lt;b&gt;"
    assert shown(app, "{{ _('Take over last time\\'s text') }}") == "Take over last time's text"


def test_two_percent_signs_stand_for_one_also_without_values(app: Flask) -> None:
    assert shown(app, "{{ _('100%%') }} {{ _('%(of)s%%', of=40) }}") == "100% 40%"


def test_words_spelt_alike_have_badges_of_their_own(app: Flask) -> None:
    assert CannotReason.OTHER.value == AgencyKind.OTHER.value
    source = "{{ reason | badge | striptags }}|{{ kind | badge | striptags }}|{{ none | badge }}"
    assert shown(app, source, reason=CannotReason.OTHER, kind=AgencyKind.OTHER) == "Another reason|Other agency|"


def test_an_address_stands_behind_the_prefix_of_its_request(app: Flask) -> None:
    source = "{{ url_for('measures.show', measure_id=7, page=2, _anchor='said') }}"
    for root in ("", "/tidtam", ""):
        assert shown(app, source, root=root) == f"{root}/measures/7?page=2#said"
