"""What stands around the parts of a printed paper: its title, the lines of every page, who signs, a memo's head."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from tracker.domain.papers import TITLES, Digits, PaperKind
from tracker.domain.thai_text import to_thai_digits
from tracker.reports.paper import Dress, Facts, Paper, Signature
from tracker.reports.pdf.fonts import Fonts
from tracker.reports.pdf.hand import Hand

#: In points.
A4 = (595.276, 841.89)
MEMO_HEAD = "หัวบันทึก"
#: In points.
SIGNER_WIDTH, MEMO_SIGNER_WIDTH = 230.0, 255.0
#: Signatures of more letters may be parted by the end of a page.
MOST_LETTERS_TO_STAY = 2000
LINE_TO_SIGN = "." * 45
LINE_FOR_A_NAME = "." * 40
_DIGITS = "0123456789"
#: In shares of the paper's size; that of a memo is 29 points where the rest is 16.
TITLE_SIZE, MEMO_TITLE_SIZE = 1.25, 29 / 16


#: Of what stands on every page.
SMALL_LETTERS = 0.8


@dataclass(frozen=True, slots=True)
class Page:
    """Margins and the indent of paragraphs, in points."""

    left: float
    right: float
    above_and_below: float
    indent: float


ORDINARY = Page(48.0, 48.0, 54.0, 42.5)
#: As an official letter: 3 cm at the left, 2 cm elsewhere; paragraphs begin 2.5 cm in.
MEMO = Page(85.0, 56.7, 56.7, 70.9)


def page_of(paper: Paper) -> Page:
    return MEMO if paper.kind is PaperKind.MEMO else ORDINARY


def hand_for(paper: Paper, dress: Dress, fonts: Fonts) -> Hand:
    page = page_of(paper)
    width, height = reversed(A4) if paper.is_landscape else A4
    return Hand(dress, fonts, width - page.left - page.right, height - 2 * page.above_and_below, page.indent)


def frame_of(hand: Hand, paper: Paper, logo: str | None) -> dict[str, Any]:
    page, fonts = page_of(paper), hand.fonts
    title = " ".join(hand.said(paper.title).split()) or TITLES[paper.kind]
    agency = " ".join(hand.said(paper.agency_name).split())
    return {
        "title": title,
        "author": agency,
        "landscape": paper.is_landscape,
        "margins": {"left": page.left, "right": page.right, "y": page.above_and_below},
        "indent": page.indent,
        "look": {
            "regular": fonts.regular.family,
            "bold": fonts.bold.family,
            "weights": (fonts.regular.weight, fonts.bold.weight),
            "points": fonts.points,
            "above": fonts.above,
            "below": fonts.below,
            "digits": list(to_thai_digits(_DIGITS) if hand.dress.digits is Digits.THAI else _DIGITS),
        },
        "logo": {"file": logo, "alt": f"ตราของ{agency}"} if logo else None,
        "heading": hand.prose(title, times=TITLE_SIZE),
        "lines": [hand.prose(line) for line in paper.head_lines if line],
        "running": _running(hand, paper),
        "memo": _memo(hand, paper),
        "signatures": _signatures(hand, paper),
    }


def _running(hand: Hand, paper: Paper) -> dict[str, Any]:
    """What stands on every page, each in one line."""

    def line(text: str, share: float) -> str:
        return hand.in_one_line(text, hand.room * share, times=SMALL_LETTERS)

    return {
        "title": line(paper.title, 0.6),
        "agency": line(paper.agency_name, 0.35),
        "told": [line(one, 0.38) for one in (paper.as_of_text, ", ".join(paper.state)) if one],
        # A code is read off letter by letter: it keeps its digits.
        "check": hand.fonts.printable(paper.check_text),
        "page": hand.said("หน้า"),
    }


def _memo(hand: Hand, paper: Paper) -> dict[str, Any] | None:
    facts = next((part for part in paper.parts if isinstance(part, Facts) and part.key == MEMO_HEAD), None)
    if paper.kind is not PaperKind.MEMO or facts is None:
        return None
    said = {fact.key: (fact.label, fact.text) for fact in facts.lines}

    def line(key: str, room: float) -> dict[str, str]:
        label, text = said.get(key, (key, ""))
        return {"label": hand.prose(label), "said": hand.prose(text, room)}

    half = hand.room * 0.35
    return {
        "title-points": hand.fonts.points * MEMO_TITLE_SIZE,
        "rows": [[line("ส่วนราชการ", half)], [line("ที่", half), line("วันที่", half)], [line("เรื่อง", half)]],
        "to": line("เรียน", half),
    }


def _signatures(hand: Hand, paper: Paper) -> dict[str, Any]:
    signers = hand.dress.signers(paper)
    beside = len(signers) if len(signers) * SIGNER_WIDTH <= hand.room else 2
    room = min(hand.room / max(beside, 1), MEMO_SIGNER_WIDTH) - hand.fonts.points
    lines = [hand.prose(_signer(one, paper), room) for one in signers]
    return {"beside": beside, "lines": lines, "stays": sum(map(len, lines)) < MOST_LETTERS_TO_STAY}


def _signer(one: Signature, paper: Paper) -> str:
    line = [] if paper.kind is PaperKind.MEMO else [f"(ลงชื่อ){LINE_TO_SIGN}{one.label}"]
    return "\n".join([*line, f"({one.name or LINE_FOR_A_NAME})", *([one.post] if one.post else [])])
