"""What somebody wrote and sent after their sign-in had ended: nothing of it is lost, and nothing of it sends itself.

The words are never stored. The page to sign in on carries them along as hidden fields, and so does the page after
it, which shows them and posts them to where they belonged when its one button is pressed.

That button is pressed by a person, never by a redirect. A page of another site can make a browser post anything to
an address of ours; the cookie of the session does not come along then, so it looks like work whose sign-in has
ended. If signing in sent it on, that page would have written here in the name of whoever signs in. So what browsers
say comes from another site is not kept, and the person reads the words before they are sent.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit

from flask import current_app, request
from werkzeug.datastructures import MultiDict
from werkzeug.exceptions import HTTPException

from tracker.web.redirects import is_own_path

#: In front of the names of the fields while they travel with the sign-in form.
PREFIX = "kept:"
ADDRESS, FILES_LEFT_BEHIND = "kept_address", "kept_files"

#: More than the largest form of ours; a form beyond them is not kept at all, because half a form must not be sent.
MOST_FIELDS, MOST_CHARACTERS = 2_000, 2_000_000

SECRETS = frozenset({"csrf_token", "password", "secret"})
#: Forms of passwords and of the language: there is nothing in them to keep.
KEEPING_NOTHING = frozenset({"auth", "preferences"})

#: What a form says to the program (a version, an answer that was ticked, a button), not a person to a reader.
WORD_OF_THE_FORM = re.compile(r"[a-z_]+(-\d+)?|\d+")


@dataclass(frozen=True, slots=True)
class KeptText:
    """A form as it was sent: where to, and its fields apart from files and secrets."""

    address: str
    fields: tuple[tuple[str, str], ...]
    left_files_behind: bool

    @property
    def texts(self) -> list[str]:
        """What was written for people to read, in the order of the form."""
        texts = (value.strip() for _, value in self.fields)
        return [text for text in texts if text and not WORD_OF_THE_FORM.fullmatch(text)]

    @property
    def carried_fields(self) -> Iterator[tuple[str, str]]:
        """The hidden fields with which another form takes it along."""
        yield ADDRESS, self.address
        if self.left_files_behind:
            yield FILES_LEFT_BEHIND, "1"
        for name, value in self.fields:
            yield PREFIX + name, value


def just_sent() -> KeptText | None:
    """The form that this request brings; none when nothing was filled in, or nothing of it may be sent again."""
    form = _form_of_request()
    has_files = bool(form) and any(file.filename for file in request.files.values())
    fields = tuple((name, value) for name, value in form.items(multi=True) if name not in SECRETS)
    return _kept(request.full_path.rstrip("?"), fields, has_files)


def carried() -> KeptText | None:
    """The form that waits while its writer signs in."""
    form = _form_of_request()
    fields = tuple(
        (name.removeprefix(PREFIX), value) for name, value in form.items(multi=True) if name.startswith(PREFIX)
    )
    return _kept(form.get(ADDRESS, ""), fields, FILES_LEFT_BEHIND in form)


def _form_of_request() -> MultiDict[str, str]:
    try:
        return request.form
    except HTTPException:
        # Too large to be read at all, which its own error page says.
        return MultiDict()


def _kept(address: str, fields: tuple[tuple[str, str], ...], has_files: bool) -> KeptText | None:
    is_small = len(fields) <= MOST_FIELDS and sum(len(value) for _, value in fields) <= MOST_CHARACTERS
    is_filled_in = any(value.strip() for _, value in fields)
    if is_filled_in and is_small and _comes_from_this_site() and _takes_forms(address):
        return KeptText(address, fields, has_files)
    return None


def _comes_from_this_site() -> bool:
    """As far as the browser tells: over plain HTTP in an office's network it names only the origin."""
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        return site in ("same-origin", "none")
    origin = request.headers.get("Origin")
    return origin is None or urlsplit(origin).netloc == request.host


def _takes_forms(address: str) -> bool:
    if not is_own_path(address):
        return False
    try:
        endpoint, _ = current_app.url_map.bind("").match(urlsplit(address).path, method="POST")
    except HTTPException:
        return False
    return str(endpoint).partition(".")[0] not in KEEPING_NOTHING
