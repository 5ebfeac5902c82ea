"""What is wrong with a document, said so that its owner can mend it."""

from __future__ import annotations

from tracker.domain.errors import N_, Refusal


class UnreadableDocument(Refusal):
    """The file cannot be taken as a document at all."""


class NotAPlan(Refusal):
    """The document can be read, but no measures are in it."""


def too_long(filename: str) -> UnreadableDocument:
    message = N_("“%(filename)s” is too long to be a plan. Send only the pages with the measures.")
    return UnreadableDocument(message, "file", filename=filename)
