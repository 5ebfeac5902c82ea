"""Who stands behind something that happened to a report, by name and post of that day."""

from __future__ import annotations

from typing import Protocol

from flask import Flask
from flask_babel import gettext as _

from tracker.domain.progress import EntryChannel
from tracker.web.labels import label_of


class Happening(Protocol):
    """A revision of a report, as the queries give it."""

    @property
    def by_name(self) -> str: ...

    @property
    def by_title(self) -> str: ...

    @property
    def is_on_behalf(self) -> bool: ...

    @property
    def told_by(self) -> str: ...

    @property
    def channel(self) -> EntryChannel: ...


def sender(revision: Happening, division: str | None = None) -> str:
    """Both names where the office entered what a division said; and how it came, unless on this site as usual."""
    who = person(revision)
    if not revision.is_on_behalf:
        return who if revision.channel is EntryChannel.WEB else f"{who} · {label_of(revision.channel).label}"
    names = {"who": who, "division": division or _("the division"), "told_by": revision.told_by}
    if revision.told_by:
        line = _("entered by %(who)s for %(division)s, as told by %(told_by)s", **names)
    else:
        line = _("entered by %(who)s for %(division)s", **names)
    return f"{line} · {label_of(revision.channel).label}"


def person(revision: Happening) -> str:
    """The post with the name behind it; many accounts are named by their post."""
    name, title = revision.by_name, revision.by_title
    return f"{title} ({name})" if title and title != name else name


def register(app: Flask) -> None:
    app.jinja_env.filters["sender"] = sender
