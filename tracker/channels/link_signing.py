"""The personal address in a letter: a row's number and a signature that only this program can make.

It is made anew whenever it is needed and stored nowhere, so neither the database nor a backup of it opens anything.
"""

from __future__ import annotations

import hmac
import re
from base64 import urlsafe_b64encode

from tracker.domain.report_links import LinkIdentity

PATH = "/r/"
PURPOSE = b"tidtam report link"
"""Sets these signatures apart from those of the sessions, which are made with the same key."""

#: The number comes last, because mail programs leave out marks at the end of an address when they make it clickable;
#: it fits the databases' whole numbers.
_TOKEN = re.compile(r"[A-Za-z0-9_-]{43}\.([1-9][0-9]{0,8})", re.ASCII)


class LinkSigner:
    def __init__(self, secret_key: str, base_url: str) -> None:
        """`base_url` is where the pages are, without a slash at its end."""
        self.base_url = base_url
        self._key = hmac.digest(secret_key.encode(), PURPOSE, "sha256")

    def token(self, link: LinkIdentity) -> str:
        signature = urlsafe_b64encode(hmac.digest(self._key, link.signed_text.encode(), "sha256")).rstrip(b"=")
        return f"{signature.decode('ascii')}.{link.id}"

    def address(self, link: LinkIdentity) -> str:
        return f"{self.base_url}{PATH}{self.token(link)}"

    def is_token_of(self, token: str, link: LinkIdentity) -> bool:
        """Letter for letter: of a signature that is decoded first, the last letter may be another one as well."""
        return hmac.compare_digest(token.encode(), self.token(link).encode())


def link_id_in(token: str) -> int | None:
    """The number of the row that an address names, whether it is genuine or not; None when it names none."""
    named = _TOKEN.fullmatch(token)
    return int(named[1]) if named else None
