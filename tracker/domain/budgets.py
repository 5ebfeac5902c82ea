"""The three amounts of a measure that a round of the NACC's plan system asks for, in baht."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from tracker.domain.errors import N_, Refusal
from tracker.domain.thai_text import clean, to_arabic_digits, with_line_feeds

MOST = Decimal("999999999999.99")
LONGEST_REMARK = 1_000

#: Groups of three where there are commas; no more than two figures of a baht.
_AMOUNT = re.compile(r"(\d{1,3}(?:,\d{3})+|\d+)(?:\.(\d{1,2}))?")


@dataclass(frozen=True, slots=True)
class Budget:
    """An amount that is empty was not stated, which is something else than nothing."""

    in_development_plan: Decimal | None = None
    in_ordinance: Decimal | None = None
    disbursed: Decimal | None = None
    remark: str = ""

    @property
    def tidy(self) -> Budget:
        remark = with_line_feeds(self.remark).strip()
        return Budget(self.in_development_plan, self.in_ordinance, self.disbursed, remark)


NO_BUDGET = Budget()


def parse_amount(text: str, field: str | None = None) -> Decimal:
    """12,500 / ๑๒,๕๐๐.๕๐ บาท; a comma in a wrong place may stand for a slip in the figures, so it is asked about."""
    plain = to_arabic_digits(clean(text)).removesuffix("บาท").strip().removesuffix(".-").strip()
    found = _AMOUNT.fullmatch(plain) if plain.isascii() else None
    if found is None:
        message = N_("“%(value)s” is no amount in baht. Write it like 12,500 or 12500.50.")
        raise Refusal(message, field, value=text.strip())
    amount = Decimal(f"{found[1].replace(',', '')}.{(found[2] or '').ljust(2, '0')}")
    if amount > MOST:
        raise Refusal(N_("“%(value)s” is too large an amount. Check the figures."), field, value=text.strip())
    return amount


def check_remark(remark: str, field: str) -> None:
    if len(remark) > LONGEST_REMARK:
        raise Refusal(N_("This text is too long. Keep it within %(length)s characters."), field, length=LONGEST_REMARK)
