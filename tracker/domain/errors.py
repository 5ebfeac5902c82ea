"""What a person did that cannot be done, said so that they can mend it."""

from __future__ import annotations


def N_(message: str) -> str:
    """Mark an English message id for the translators; the edge translates it."""
    return message


class Refusal(Exception):
    """The reader's to mend: a sentence, the field it is about, and the values it names.

    `message` is an English message id with %(name)s places; the web and the command line translate it.
    """

    def __init__(self, message: str, field: str | None = None, **values: object) -> None:
        super().__init__(message % values)
        self.message = message
        self.field = field
        self.values = values


class NotAllowed(Refusal):
    """The person may see the thing, but not do this with it."""


class NotFound(Refusal):
    """There is no such thing for this person, also when it belongs to another agency."""


class Conflict(Refusal):
    """Somebody else changed the thing in the meantime."""
