"""Visiting pages as a person does: each one is checked, and forms are filled in as they stand on the page."""

from __future__ import annotations

from collections import Counter
from io import BytesIO
from urllib.parse import urlsplit

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests.support.html import Element, parse
from tracker.web.preferences import CHOSEN_LANGUAGE

REFERRING = ("for", "aria-describedby", "aria-labelledby", "form")
#: Facts for search engines, which no browser runs.
DATA = "application/ld+json"
TYPED = frozenset({"text", "search", "email", "password", "hidden", "number", "tel", "url"})


def check(page: Element) -> None:
    """What holds for every page, whatever it is about."""
    _check_heading(page)
    _check_ids(page)
    for form in page.all("form"):
        _check_form(form)
    labelled = {label["for"] for label in page.all("label") if label.get("for") and label.text}
    for control in (*page.all("input"), *page.all("select"), *page.all("textarea")):
        assert _is_labelled(control, labelled), f"no label for {control.attributes}"
    for element in page:
        inline = {name for name in element.attributes if name == "style" or name.startswith("on")}
        assert not inline, f"<{element.tag}> carries {inline}, which the content security policy refuses"
    assert not page.all("style")
    assert all(script.get("src") or script.get("type") == DATA for script in page.all("script"))
    assert all("alt" in picture.attributes for picture in page.all("img"))
    assert all(button.text or button.get("aria-label") for button in (*page.all("button"), *page.all("a")))


def _check_heading(page: Element) -> None:
    heading = page.one("h1").text
    assert heading, "the heading is empty"
    assert heading in page.one("head").one("title").text, "the tab does not say what the page is"
    assert page.one("html").get("lang") in ("th", "en")


def _check_ids(page: Element) -> None:
    ids = Counter(element["id"] for element in page if "id" in element.attributes)
    assert not [name for name, count in ids.items() if count > 1], f"ids used twice: {ids.most_common(3)}"
    for element in page:
        named = [one for name in REFERRING for one in (element.get(name) or "").split()]
        href = element.get("href") or ""
        named += [href[1:]] if element.tag == "a" and href.startswith("#") else []
        assert not set(named) - set(ids), f"<{element.tag}> refers to {named}, which is not on the page"


def _check_form(form: Element) -> None:
    assert form.get("action"), "a form without an action"
    assert form.get("method") in ("get", "post"), "a form without a method"
    if form["method"] == "post":
        assert form.one("input", name="csrf_token")["value"]
        assert form.all("button"), f"nothing to send {form['action']} with"


def _is_labelled(control: Element, labelled: set[str]) -> bool:
    if control.get("type") in ("hidden", "submit"):
        return True
    return bool(control.get("aria-label") or control.is_inside("label") or control.get("id") in labelled)


#: A file with its name.
Upload = tuple[BytesIO, str]


class Visitor:
    """One person with cookies of their own, who reads English unless told otherwise, as the tests do."""

    def __init__(self, client: FlaskClient, language: str = "en") -> None:
        self.client = client
        with client.session_transaction() as session:
            session[CHOSEN_LANGUAGE] = language
        self.page = Element("document")
        self.response: TestResponse

    def get(self, url: str, status: int = 200) -> Element:
        return self._see(self.client.get(url), status)

    def post(self, url: str, status: int = 200, **fields: str | Upload) -> Element:
        """Without a form: what somebody sends who made the request up. The CSRF token is taken from the last page."""
        tokens = [field["value"] for field in self.page.all("input", name="csrf_token")]
        return self._see(self.client.post(url, data=fields | {"csrf_token": next(iter(tokens), "")}), status)

    def send(self, form: Element, status: int = 200, press: str | None = None, **fields: str | list[str]) -> Element:
        """Fill in the form that stands on the page and press the button with the value `press`.

        A field is named by the end of its name, so that forms with a prefix read the same: answer="done".
        """
        data = filled_in(form)
        for name, value in fields.items():
            data[_whole_name(form, name)] = value
        if press is not None:
            button = form.one("button", value=press)
            data[button["name"]] = press
        url = form["action"].partition("#")[0]
        if form["method"] == "get":
            return self._see(self.client.get(url, query_string=data), status)
        return self._see(self.client.post(url, data=data), status)

    def _see(self, response: TestResponse, status: int) -> Element:
        """Follows redirects, and looks at the page that the person sees in the end."""
        while response.status_code in (302, 303) and status == 200:
            target = urlsplit(response.headers["Location"])
            response = self.client.get(f"{target.path}?{target.query}" if target.query else target.path)
        self.response = response
        assert response.status_code == status, f"{response.status_code}: {response.text[:2000]}"
        if response.mimetype == "text/html" and response.status_code not in (302, 303):
            self.page = parse(response.text)
            check(self.page)
        return self.page


def filled_in(form: Element) -> dict[str, str | list[str]]:
    """What a browser would send of the form as it stands; several boxes of one name as a list."""
    data: dict[str, str | list[str]] = {}
    for field in form.all("input"):
        kind = field.get("type") or "text"
        if kind == "checkbox" and "checked" in field.attributes:
            data[field["name"]] = [*data.get(field["name"], []), field.get("value") or ""]
        elif kind in TYPED or (kind == "radio" and "checked" in field.attributes):
            data[field["name"]] = field.get("value") or ""
    data |= {area["name"]: area.verbatim.removeprefix("\r\n") for area in form.all("textarea")}
    for select in form.all("select"):
        options = select.all("option")
        chosen = next((one for one in options if "selected" in one.attributes), options[0])
        data[select["name"]] = chosen.get("value") or ""
    return data


def _whole_name(form: Element, name: str) -> str:
    names = {field["name"] for field in form if field.tag in ("input", "select", "textarea")}
    found = [one for one in names if one == name or one.endswith(f"-{name}")]
    assert len(found) == 1, f"{name} is not one of {sorted(names)}"
    return found[0]
