"""Where a redirect may lead: never to another site, whatever an address or a header asks for."""

from __future__ import annotations


def is_own_path(target: str) -> bool:
    """A path of this site: one slash at the start, so that no other host can be named.

    Browsers drop tabs and line breaks from an address and take a backslash for a slash, so none may be in it.
    """
    return target.startswith("/") and not target.startswith("//") and "\\" not in target and target.isprintable()
