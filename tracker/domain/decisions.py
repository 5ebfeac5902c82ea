"""What the chair said about a measure in a meeting, and whether its divisions owe an answer to it."""

from __future__ import annotations

from enum import StrEnum


class DecisionKind(StrEnum):
    """Taken note of, hurry, bring it to the next meeting, or in words of its own."""

    NOTED = "noted"
    HURRY = "hurry"
    BRING_NEXT = "bring_next"
    OWN_WORDS = "own_words"


ASK_FOR_AN_ANSWER = frozenset(DecisionKind) - {DecisionKind.NOTED}
"""What is only taken note of stands in the minutes and waits for nobody."""
