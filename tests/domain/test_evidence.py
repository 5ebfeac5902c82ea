"""What may stand as evidence: sizes, links, words, dates, names of files."""

from __future__ import annotations

from datetime import date

import pytest

from tracker.domain.errors import Refusal
from tracker.domain.evidence import (
    LONGEST_CAPTION,
    LONGEST_FILENAME,
    MOST_BYTES,
    MOST_ON_A_REPORT,
    caption_of,
    check_room,
    check_size,
    evidence_date,
    is_done_without_evidence,
    link_address,
    safe_filename,
    with_ending,
)
from tracker.domain.progress import Answer

TODAY = date(2026, 1, 29)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        (" https://www.ban.go.th/news/1?x=1#top ", "https://www.ban.go.th/news/1?x=1#top"),
        ("http://ban.go.th", "http://ban.go.th"),
        ("www.ban.go.th/ข่าว", "https://www.ban.go.th/ข่าว"),
        ("ban.go.th:8080/x", "https://ban.go.th:8080/x"),
        ("HTTPS://BAN.GO.TH/", "HTTPS://BAN.GO.TH/"),
    ],
)
def test_a_link_is_kept_as_it_was_pasted(typed: str, kept: str) -> None:
    assert link_address(typed) == kept


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("  ", "Paste the address"),
        ("javascript:alert(1)", "no address of a web page"),
        ("data:text/html,x", "no address of a web page"),
        ("ftp://ban.go.th/x", "no address of a web page"),
        ("file:///etc/passwd", "no address of a web page"),
        ("https://somebody:secret@ban.go.th/", "no address of a web page"),
        ("https://ban.go.th@evil.example/", "no address of a web page"),
        ("https://localhost/x", "no address of a web page"),
        ("https:///x", "no address of a web page"),
        ("https://ban.go.th/a b", "no address of a web page"),
        ("https://ban.go.th/\nx", "no address of a web page"),
        ("https://ban.go.th:99999/", "no address of a web page"),
        ("https://[ban.go.th/", "no address of a web page"),
        ("ประชุมแล้ว", "no address of a web page"),
        ("https://ban.go.th/" + "x" * 2000, "too long"),
    ],
)
def test_what_is_no_web_page_is_no_link(typed: str, says: str) -> None:
    with pytest.raises(Refusal, match=says) as refused:
        link_address(typed)
    assert refused.value.field == "url"


@pytest.mark.parametrize(
    ("given", "taken_on", "kept"),
    [
        (None, None, TODAY),
        (None, date(2026, 1, 20), date(2026, 1, 20)),
        (None, date(2026, 1, 30), TODAY),
        (None, date(1980, 1, 1), TODAY),
        (TODAY, date(2026, 1, 20), TODAY),
        (date(2025, 12, 1), date(2026, 1, 20), date(2025, 12, 1)),
    ],
)
def test_its_date_is_as_given_or_as_photographed_or_today(
    given: date | None, taken_on: date | None, kept: date
) -> None:
    assert evidence_date(given, taken_on, TODAY) == kept


@pytest.mark.parametrize(
    ("given", "says"), [(date(2026, 1, 30), "still to come"), (date(1999, 12, 31), "too long ago")]
)
def test_a_day_that_cannot_be_is_refused(given: date, says: str) -> None:
    with pytest.raises(Refusal, match=says) as refused:
        evidence_date(given, None, TODAY)
    assert refused.value.field == "dated_on"


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("ภาพประชุม น้ำท่วม.JPG", "ภาพประชุม น้ำท่วม.JPG"),
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\x\\รูป.png", "รูป.png"),
        ("a\u202egpj.exe", "agpj.exe"),
        ("a\0b\r\nc.pdf", "a b c.pdf"),
        ('x"; filename="y.html', "x; filename=y.html"),
        (".htaccess", "htaccess"),
        ("....", "file"),
        ("", "file"),
        ("/", "file"),
        ("ก" * 300 + ".jpeg", "ก" * LONGEST_FILENAME + ".jpeg"),
    ],
)
def test_a_name_keeps_its_words_and_loses_its_tricks(given: str, kept: str) -> None:
    assert safe_filename(given) == kept


@pytest.mark.parametrize(
    ("name", "named"),
    [("รูป.png", "รูป.jpg"), ("รูป", "รูป.jpg"), ("report.exe", "report.jpg"), ("แผนปี 2569.1 ร่าง", "แผนปี 2569.1 ร่าง.jpg")],
)
def test_a_file_is_named_for_what_it_is(name: str, named: str) -> None:
    assert with_ending(name, ".jpg") == named


def test_words_are_the_persons_own_or_what_it_is_called() -> None:
    assert caption_of("  ภาพ\nประชุม ", "IMG_1") == "ภาพ ประชุม"
    assert caption_of(" ", "IMG_1") == "IMG_1"
    assert len(caption_of("", "x" * 2000)) == LONGEST_CAPTION
    with pytest.raises(Refusal, match="at most 300 letters"):
        caption_of("x" * (LONGEST_CAPTION + 1), "")


def test_sizes_and_numbers_have_an_end() -> None:
    check_size(MOST_BYTES, "x.pdf")
    check_room(MOST_ON_A_REPORT - 1)
    with pytest.raises(Refusal, match="is empty"):
        check_size(0, "x.pdf")
    with pytest.raises(Refusal, match="more than 15 MB"):
        check_size(MOST_BYTES + 1, "x.pdf")
    with pytest.raises(Refusal, match="20 pieces"):
        check_room(MOST_ON_A_REPORT)


@pytest.mark.parametrize(
    ("answer", "attached", "is_flagged"),
    [(Answer.DONE, 0, True), (Answer.DONE, 1, False), (Answer.PROGRESS, 0, False), (None, 0, False)],
)
def test_done_without_evidence_is_pointed_out(answer: Answer | None, attached: int, is_flagged: bool) -> None:
    assert is_done_without_evidence(answer, attached) is is_flagged
