"""How the agency wants its papers: digits, emblem, fonts, who signs, and the first lines of its memos."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime

from tracker.domain.errors import N_, NotAllowed, Refusal
from tracker.domain.papers import Digits
from tracker.domain.permissions import Action, Actor, can
from tracker.domain.thai_text import clean
from tracker.evidence_files import read_emblem
from tracker.extensions import db
from tracker.models import PaperSettings
from tracker.queries import paper_settings as queries
from tracker.reports.font_files import check_fonts
from tracker.reports.paper import Signature
from tracker.services import audit

MOST_SIGNATURES = 4
LONGEST_LINE = 120
LONGEST_NUMBER = 60
LONGEST_HEAD = 300


@dataclass(frozen=True, slots=True)
class Look:
    """Everything of the page that is written or chosen."""

    digits: Digits = Digits.ARABIC
    signatures: tuple[Signature, ...] = ()
    memo_office: str = ""
    memo_number: str = ""
    memo_to: str = ""


@dataclass(frozen=True, slots=True)
class Upload:
    data: bytes
    filename: str


def look_of(settings: PaperSettings | None) -> Look:
    if settings is None:
        return Look()
    return Look(
        digits=settings.digits,
        signatures=tuple(Signature(**one) for one in settings.signatures),
        memo_office=settings.memo_office,
        memo_number=settings.memo_number,
        memo_to=settings.memo_to,
    )


def save_look(actor: Actor, now: datetime, look: Look) -> bool:
    """Whether anything is other than before."""
    _check_right(actor)
    wanted = _cleaned(look)
    _check_lengths(wanted)
    settings = _settings()
    before, after = _facts(look_of(settings)), _facts(wanted)
    changed = [name for name, value in after.items() if before[name] != value]
    settings.digits = wanted.digits
    settings.signatures = [asdict(one) for one in wanted.signatures]
    settings.memo_office, settings.memo_number = wanted.memo_office, wanted.memo_number
    settings.memo_to = wanted.memo_to
    if changed:
        _record(actor, now, {name: before[name] for name in changed}, {name: after[name] for name in changed})
    db.session.commit()
    return bool(changed)


def set_emblem(actor: Actor, now: datetime, file: Upload) -> None:
    _check_right(actor)
    drawn = read_emblem(file.data, file.filename)
    settings = _settings()
    _record(actor, now, {"emblem": settings.logo is not None}, {"emblem": file.filename})
    settings.logo = drawn
    db.session.commit()


def remove_emblem(actor: Actor, now: datetime) -> None:
    _check_right(actor)
    settings = _settings()
    if settings.logo is not None:
        _record(actor, now, {"emblem": True}, {"emblem": False})
        settings.logo = None
    db.session.commit()


def set_fonts(actor: Actor, now: datetime, regular: Upload, bold: Upload) -> None:
    """Both together: words in bold of another font look like a mistake."""
    _check_right(actor)
    check_fonts((regular.data, regular.filename), (bold.data, bold.filename))
    settings = _settings()
    _record(
        actor,
        now,
        {"own_fonts": settings.font_regular is not None},
        {"own_fonts": [regular.filename, bold.filename]},
    )
    settings.font_regular, settings.font_bold = regular.data, bold.data
    db.session.commit()


def remove_fonts(actor: Actor, now: datetime) -> None:
    _check_right(actor)
    settings = _settings()
    if settings.font_regular is not None:
        _record(actor, now, {"own_fonts": True}, {"own_fonts": False})
        settings.font_regular = settings.font_bold = None
    db.session.commit()


def _check_right(actor: Actor) -> None:
    if not can(actor, Action.MANAGE_SETTINGS):
        raise NotAllowed(N_("Only the administrator and the secretary change the settings."))


def _settings() -> PaperSettings:
    found = queries.paper_settings()
    if found is None:
        found = PaperSettings()
        db.session.add(found)
        # What is not said has its default value only once it is in the database.
        db.session.flush()
    return found


def _cleaned(look: Look) -> Look:
    """Without the lines of the signature block in which nothing stands."""
    signatures = (Signature(clean(one.label), clean(one.name), clean(one.post)) for one in look.signatures)
    return Look(
        digits=look.digits,
        signatures=tuple(one for one in signatures if one.label or one.name or one.post),
        memo_office=clean(look.memo_office),
        memo_number=clean(look.memo_number),
        memo_to=clean(look.memo_to),
    )


def _check_lengths(look: Look) -> None:
    if len(look.signatures) > MOST_SIGNATURES:
        raise Refusal(N_("At most %(most)s people sign a paper."), "signatures", most=MOST_SIGNATURES)
    lines = [text for one in look.signatures for text in (one.label, one.name, one.post)]
    limits: Sequence[tuple[str, Sequence[str], int]] = (
        ("signatures", lines, LONGEST_LINE),
        ("memo_office", [look.memo_office], LONGEST_HEAD),
        ("memo_number", [look.memo_number], LONGEST_NUMBER),
        ("memo_to", [look.memo_to], LONGEST_HEAD),
    )
    for field, texts, most in limits:
        if any(len(text) > most for text in texts):
            raise Refusal(N_("Keep each line within %(most)s letters."), field, most=most)


def _facts(look: Look) -> dict[str, object]:
    """As the log keeps them."""
    signing = [" ".join(part for part in (one.label, one.name, one.post) if part) for one in look.signatures]
    return {
        "digits": look.digits.value,
        "signatures": signing,
        "memo_office": look.memo_office,
        "memo_number": look.memo_number,
        "memo_to": look.memo_to,
    }


def _record(actor: Actor, now: datetime, before: Mapping[str, object], after: Mapping[str, object]) -> None:
    audit.record(
        actor, now, "paper_settings_changed", actor.agency_id, before={"settings": before}, after={"settings": after}
    )
