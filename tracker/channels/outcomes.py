"""What may come of an attempt to send something, by whichever channel; the text is for the ledger."""

from __future__ import annotations


class Unsent(Exception):
    """The reader's server does not have it. The text is the server's own answer."""


class Refused(Unsent):
    """For good: trying again would get the same answer."""


class Delayed(Unsent):
    """Not now."""


class NoConnection(Delayed):
    """It was the server or the way to it, not this message."""


class OutOfReach(NoConnection):
    """Another message would meet the same and cost the same patience: the server is left alone for a while."""


class Unanswered(OutOfReach):
    """The server had all of the message when it broke off or fell silent: it may have taken it."""
