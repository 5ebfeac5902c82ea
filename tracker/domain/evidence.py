"""What may stand as evidence under a report: how large, how many, which links, which words and dates."""

from __future__ import annotations

import re
from datetime import date
from urllib.parse import urlsplit

from tracker.domain.errors import N_, Refusal
from tracker.domain.progress import Answer
from tracker.domain.thai_text import clean

PICTURES = ("image/jpeg", "image/png", "image/webp")
"""What a field for photographs accepts: a phone that keeps them as HEIC then hands over a JPEG."""

BYTES_IN_A_MEGABYTE = 1024 * 1024
MOST_MEGABYTES = 15
"""Of one file: the largest photograph of a phone, with room to spare."""

MOST_BYTES = MOST_MEGABYTES * BYTES_IN_A_MEGABYTE
MOST_ON_A_REPORT = 20
LONGEST_CAPTION = 300
LONGEST_ADDRESS = 2000
LONGEST_FILENAME = 120
"""In letters, without its ending; a Thai letter takes three bytes, and file systems take 255."""

EARLIEST = date(2000, 1, 1)
"""A camera whose clock was never set says 1970 or 1980; a slip of the pen in the year ends here too."""

EMPTY = N_("“%(filename)s” is empty. Open it to see whether anything is in it, and choose it again.")

LONGEST_ENDING = 5
UNNAMED = "file"

_PATH = re.compile(r"[/\\]")
#: What Windows takes in no name of a file, and what turns the direction of writing to hide an ending.
_NOT_IN_A_NAME = re.compile('[<>:"|?*\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]')
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:(?!\d)")
_IN_NO_ADDRESS = re.compile(r"[\s\x00-\x20\x7f<>\"\\^`{|}]")


def check_size(size_bytes: int, filename: str) -> None:
    if not size_bytes:
        raise Refusal(EMPTY, "file", filename=filename)
    if size_bytes > MOST_BYTES:
        raise Refusal(
            N_(
                "“%(filename)s” has more than %(most)s MB. Make it smaller (a photograph instead of a film, "
                "a PDF with smaller pictures), or put it on the office's website and attach the link."
            ),
            "file",
            filename=filename,
            most=MOST_MEGABYTES,
        )


def check_room(attached: int) -> None:
    """Whether one more may come to those that stand there."""
    if attached >= MOST_ON_A_REPORT:
        raise Refusal(
            N_("This report has %(most)s pieces of evidence, which is the most. Remove one that matters less first."),
            most=MOST_ON_A_REPORT,
        )


def link_address(text: str) -> str:
    """The address as it is kept: of a web page only, and with nobody's password in it."""
    address = text.strip()
    if not address:
        raise Refusal(N_("Paste the address of the page, for example https://www.example.go.th/news/1."), "url")
    if not _SCHEME.match(address):
        address = f"https://{address}"
    if len(address) > LONGEST_ADDRESS:
        raise Refusal(N_("The address is too long. It may have at most %(most)s letters."), "url", most=LONGEST_ADDRESS)
    if not _is_web_page(address):
        raise Refusal(
            N_("This is no address of a web page. Open the page, copy its address (https://…) and paste it here."),
            "url",
        )
    return address


def _is_web_page(address: str) -> bool:
    if _IN_NO_ADDRESS.search(address):
        return False
    try:
        parts = urlsplit(address)
        has_host = "." in (parts.hostname or "").strip(".") and (parts.port is None or parts.port > 0)
    except ValueError:
        return False
    return parts.scheme.lower() in ("http", "https") and has_host and "@" not in parts.netloc


def caption_of(text: str, instead: str) -> str:
    """What it shows, in the person's words; the name of the file or the address where they gave none."""
    caption = clean(text) or clean(instead)[:LONGEST_CAPTION]
    if len(caption) > LONGEST_CAPTION:
        raise Refusal(
            N_("Say in at most %(most)s letters what it shows; the rest belongs in the report."),
            "caption",
            most=LONGEST_CAPTION,
        )
    return caption


def evidence_date(given: date | None, taken_on: date | None, today: date) -> date:
    """The day of the thing itself: as given, else the day the photograph was taken, else today."""
    if given is None:
        return taken_on if taken_on is not None and EARLIEST <= taken_on <= today else today
    if given > today:
        raise Refusal(N_("This day is still to come. Write the day on which it happened."), "dated_on")
    if given < EARLIEST:
        raise Refusal(N_("This day is too long ago. Look at the year; it is written in the Buddhist era."), "dated_on")
    return given


def safe_filename(given: str) -> str:
    """The name to show and to download under: the person's own, without folders and without tricks."""
    name = _NOT_IN_A_NAME.sub("", clean(_PATH.split(given)[-1])).strip(" .")
    stem, ending = _parted(name)
    return f"{stem[:LONGEST_FILENAME].rstrip(' .') or UNNAMED}{ending}"


def with_ending(filename: str, ending: str) -> str:
    """Named for what the file really is."""
    return (_parted(filename)[0] or UNNAMED) + ending


def _parted(name: str) -> tuple[str, str]:
    stem, dot, ending = name.rpartition(".")
    is_ending = dot and ending.isascii() and ending.isalnum() and len(ending) <= LONGEST_ENDING
    return (stem.rstrip(" ."), dot + ending) if is_ending else (name, "")


def is_done_without_evidence(answer: Answer | None, attached: int) -> bool:
    """To be pointed out to the division and to the office; the report is taken all the same."""
    return answer is Answer.DONE and not attached
