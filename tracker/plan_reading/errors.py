"""What is wrong with a document, said so that its owner can mend it."""

from __future__ import annotations

from tracker.domain.errors import Refusal


class UnreadableDocument(Refusal):
    """The file cannot be taken as a document at all."""


class NotAPlan(Refusal):
    """The document can be read, but no measures are in it."""
