"""The gaps before a meeting in the words of the page."""

from __future__ import annotations

from dataclasses import dataclass

from flask_babel import LazyString

from tracker.domain.preflight import Gap, Mend
from tracker.web.texts import lazy


@dataclass(frozen=True, slots=True)
class GapWords:
    title: LazyString
    lead: LazyString


GAP_WORDS: dict[Gap, GapWords] = {
    Gap.MISSING: GapWords(
        lazy("Not sent"), lazy("Remind the division with one tap, or enter what it tells you by telephone.")
    ),
    Gap.RETURNED: GapWords(
        lazy("Returned and not mended"), lazy("The division has your comment and owes the report again.")
    ),
    Gap.TO_REVIEW: GapWords(
        lazy("Waiting to be reviewed"), lazy("What nobody looks at counts as accepted when the month closes.")
    ),
    Gap.DONE_WITHOUT_EVIDENCE: GapWords(
        lazy("Done without evidence"), lazy("A file or a link can be attached until the month is closed.")
    ),
    Gap.SAME_TEXT: GapWords(
        lazy("Same text three months running"), lazy("It may well be right: ask, then accept or return it.")
    ),
    Gap.PERCENT_BACK: GapWords(
        lazy("Percentage lower than before"), lazy("The earlier figure may have been too high: ask, then accept it.")
    ),
    Gap.ORDER_LATE: GapWords(
        lazy("Orders past their day"), lazy("They come back on the agenda until they are answered.")
    ),
    Gap.NOBODY_RESPONSIBLE: GapWords(
        lazy("Measures without a division"), lazy("Nobody reports on them until a division is responsible.")
    ),
    Gap.NOBODY_ANSWERS: GapWords(
        lazy("Divisions with nobody to answer"), lazy("Their messages go to the secretary until somebody has a post.")
    ),
    Gap.PERIOD_UNCLEAR: GapWords(
        lazy("Period not clear"), lazy("Its dates could not be read from the plan; the whole fiscal year counts.")
    ),
    Gap.PERIOD_TO_CONFIRM: GapWords(
        lazy("Period to be confirmed"), lazy("Something was taken for granted when the plan was read.")
    ),
    Gap.PERIOD_ASSUMED: GapWords(
        lazy("Period not stated"), lazy("The plan names no dates; the whole fiscal year counts.")
    ),
    Gap.CADENCE_NOT_STATED: GapWords(
        lazy("Follow-up not stated"), lazy("The plan does not say how often; the agency's own rhythm counts.")
    ),
    Gap.NO_SUPERIOR: GapWords(lazy("Divisions without a superior"), lazy("Nobody is told when they are late.")),
}
MEND_WORDS: dict[Mend, LazyString] = {
    Mend.NUDGE: lazy("Show its reports"),
    Mend.REVIEW: lazy("Review"),
    Mend.OPEN_REPORT: lazy("Open the report"),
    Mend.OPEN_MEASURE: lazy("Open the measure"),
    Mend.CORRECT_MEASURE: lazy("Correct the measure"),
    Mend.GIVE_POST: lazy("Give somebody a post"),
    Mend.NAME_SUPERIOR: lazy("Name the superior"),
}
