"""How an agency's papers look, as its administrator and its secretary set it."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from typing import Any

import fontpkg
import pytest
from flask.testing import FlaskClient
from PIL import Image

from tests import factories
from tests.support.attachments import PDF, PROGRAM, SVG, claiming, picture
from tests.support.html import Element
from tests.support.office import Office
from tests.support.pages import Visitor
from tracker.domain.papers import Digits
from tracker.extensions import db
from tracker.models import AuditEvent, PaperSettings
from tracker.models.isolation import agency_scope
from tracker.queries.paper_settings import look_of_papers
from tracker.reports.paper import Signature

FONTS = Path(fontpkg.path("Sarabun")).parent
REGULAR, BOLD = ((FONTS / f"Sarabun-{name}.ttf").read_bytes() for name in ("Regular", "Bold"))
PAGE = "/agency/papers"
SIGNS: dict[str, Any] = {
    "signatures-0-label": "ผู้รายงาน",
    "signatures-0-name": "",
    "signatures-0-post": "หัวหน้าสำนักปลัดเทศบาล",
    "signatures-2-label": "  ผู้ตรวจสอบ ",
}


@pytest.fixture
def secretary(client: FlaskClient, office: Office) -> Visitor:
    factories.sign_in(client, office.secretary)
    return Visitor(client)


def settings(office: Office) -> PaperSettings | None:
    with agency_scope(office.agency.id):
        return db.session.query(PaperSettings).populate_existing().one_or_none()


def changes(office: Office) -> list[tuple[Any, Any]]:
    with agency_scope(office.agency.id):
        found = db.session.query(AuditEvent).filter_by(event="paper_settings_changed").order_by(AuditEvent.id)
        return [(one.before["settings"], one.after["settings"]) for one in found]


def see_through() -> bytes:
    file = BytesIO()
    Image.new("RGBA", (1000, 500), (0, 90, 60, 0)).save(file, "PNG")
    return file.getvalue()


def upload(visitor: Visitor, what: str, status: int = 200, **files: tuple[bytes, str]) -> Element:
    visitor.get(PAGE)
    form = visitor.page.one("form", action=f"{PAGE}/{what}")
    token = form.one("input", name="csrf_token")["value"]
    data: dict[str, Any] = {name: (BytesIO(content), filename) for name, (content, filename) in files.items()}
    answer = visitor.client.post(form["action"], data=data | {"csrf_token": token})
    return visitor._see(answer, status)


def test_the_page_stands_among_the_settings(secretary: Visitor) -> None:
    assert secretary.get("/agency/settings").all("a", href=PAGE)
    assert secretary.get(PAGE).one("form", action=PAGE).one("input", value="arabic", checked="")


def test_what_is_written_stays_and_is_logged(secretary: Visitor, office: Office) -> None:
    form = secretary.get(PAGE).one("form", action=PAGE)
    told: dict[str, Any] = {"memo_office": "สำนักปลัด โทร. 1", "memo_number": "บท 1/", "memo_to": "หัวหน้าส่วนราชการ"}
    page = secretary.send(form, digits="thai", **SIGNS, **told)
    assert "The settings are saved." in page.text
    with agency_scope(office.agency.id):
        look = look_of_papers()
    signing = (Signature("ผู้รายงาน", "", "หัวหน้าสำนักปลัดเทศบาล"), Signature("ผู้ตรวจสอบ", "", ""))
    assert (look.digits, look.signatures) == (Digits.THAI, signing)
    written = {field["name"]: field.get("value") for field in page.one("form", action=PAGE).all("input", type="text")}
    assert written["signatures-1-label"] == "ผู้ตรวจสอบ", "lines in between are not kept free"
    assert {name: written[name] for name in told} == told
    [(before, after)] = changes(office)
    assert (before["digits"], after["digits"]) == ("arabic", "thai")
    assert after["signatures"] == ["ผู้รายงาน หัวหน้าสำนักปลัดเทศบาล", "ผู้ตรวจสอบ"]
    secretary.send(page.one("form", action=PAGE))
    assert len(changes(office)) == 1, "saving the same again changes nothing"


def test_the_log_says_it_in_words(secretary: Visitor, office: Office, client: FlaskClient) -> None:
    secretary.send(secretary.get(PAGE).one("form", action=PAGE), digits="thai", memo_to="หัวหน้าส่วนราชการ")
    upload(secretary, "emblem", file=(picture(kind="PNG"), "emblem.png"))
    factories.sign_in(client, office.administrator)
    text = secretary.get("/audit?event=paper_settings_changed").one("main").text
    for words in ("Digits on papers", "Thai digits", "To whom memos go", "หัวหน้าส่วนราชการ", "emblem.png"):
        assert words in text


def test_what_is_too_long_is_refused_and_stays_in_its_field(secretary: Visitor, office: Office) -> None:
    form = secretary.get(PAGE).one("form", action=PAGE)
    for field, most in (("memo_number", 60), ("memo_to", 300), ("memo_office", 300)):
        page = secretary.send(form, 400, **{field: "ก" * (most + 1)})
        assert f"Keep each line within {most} letters." in page.one("main").text
        assert page.one("input", name=field)["value"] == "ก" * (most + 1)
    page = secretary.send(form, 400, **{"signatures-3-name": "ก" * 121})
    assert "Who signs: Keep each line within 120 letters." in page.one("main").text
    assert settings(office) is None


def test_the_emblem_is_drawn_anew_and_keeps_its_empty_parts(secretary: Visitor, office: Office) -> None:
    page = upload(secretary, "emblem", file=(see_through() + b"<script>", "emblem.png"))
    assert page.one("img")["src"] == "/papers/logo"
    kept = secretary.client.get("/papers/logo").data
    assert b"<script>" not in kept
    drawn = Image.open(BytesIO(kept))
    assert (drawn.format, drawn.mode, drawn.size) == ("PNG", "RGBA", (800, 400))
    secretary.send(page.one("form", action=f"{PAGE}/emblem/remove"))
    secretary.get("/papers/logo", 404)
    assert changes(office) == [({"emblem": False}, {"emblem": "emblem.png"}), ({"emblem": True}, {"emblem": False})]


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "is empty"),
        (SVG, "no picture that can stand on papers"),
        (PDF, "no picture that can stand on papers"),
        (PROGRAM, "no picture that can stand on papers"),
        (picture()[:200], "is damaged"),
        (claiming(30_000, 30_000), "too many pixels"),
    ],
    ids=["empty", "svg", "pdf", "program", "cut off", "enormous"],
)
def test_a_bad_emblem_is_refused_with_the_remedy(secretary: Visitor, office: Office, data: bytes, said: str) -> None:
    page = upload(secretary, "emblem", 400, file=(data, "ตรา.png"))
    assert said in page.one("p", id="file-error").text
    assert "ตรา.png" in page.one("p", id="file-error").text
    assert settings(office) is None


def test_both_fonts_come_and_go_together(secretary: Visitor, office: Office) -> None:
    page = upload(secretary, "fonts", regular=(REGULAR, "a.ttf"), bold=(BOLD, "b.ttf"))
    found = settings(office)
    assert found is not None
    assert (found.font_regular, found.font_bold) == (REGULAR, BOLD)
    secretary.send(page.one("form", action=f"{PAGE}/fonts/remove"))
    found = settings(office)
    assert found is not None
    assert (found.font_regular, found.font_bold) == (None, None)
    assert [after for _before, after in changes(office)] == [{"own_fonts": ["a.ttf", "b.ttf"]}, {"own_fonts": False}]


def test_a_bad_font_is_refused_at_its_field(secretary: Visitor, office: Office) -> None:
    page = upload(secretary, "fonts", 400, regular=(REGULAR, "a.ttf"), bold=(b"OTTO", "b.otf"))
    assert "“b.otf” is no TTF font" in page.one("p", id="bold-error").text
    assert not page.all("p", id="regular-error")
    page = upload(secretary, "fonts", 400, bold=(BOLD, "b.ttf"))
    assert "Choose a file." in page.one("p", id="regular-error").text
    assert settings(office) is None


def test_another_agency_keeps_its_look(secretary: Visitor, foreign_office: Office) -> None:
    secretary.send(secretary.get(PAGE).one("form", action=PAGE), digits="thai")
    upload(secretary, "emblem", file=(picture(), "emblem.jpg"))
    assert settings(foreign_office) is None


@pytest.mark.parametrize("name", ["head", "executive", "auditor"])
def test_others_change_nothing(client: FlaskClient, office: Office, name: str) -> None:
    factories.sign_in(client, getattr(office, name))
    visitor = Visitor(client)
    visitor.get("/overdue")
    visitor.get(PAGE, 403)
    for action in ("", "/emblem", "/emblem/remove", "/fonts", "/fonts/remove"):
        visitor.post(PAGE + action, 403)
