"""Amounts in baht as an office writes them."""

from __future__ import annotations

from decimal import Decimal

import pytest

from tracker.domain.budgets import LONGEST_REMARK, Budget, check_remark, parse_amount
from tracker.domain.errors import Refusal


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("0", "0.00"),
        ("12500", "12500.00"),
        ("12,500", "12500.00"),
        ("1,234,567.89", "1234567.89"),
        ("๑,๒๓๔,๕๖๗.๘๙ บาท", "1234567.89"),
        ("  500.5 ", "500.50"),
        ("500 บาท", "500.00"),
        ("1,000.-", "1000.00"),
        ("1,000.- บาท", "1000.00"),
        ("999,999,999,999.99", "999999999999.99"),
    ],
)
def test_an_amount_is_read_as_it_is_meant(text: str, amount: str) -> None:
    read = parse_amount(text)
    assert (read, str(read)) == (Decimal(amount), amount)


@pytest.mark.parametrize(
    "text",
    ["", "ฟรี", "-5", "+5", "12,50", "1,2345", ",500", "5,", "1.234", "1.2.3", "1e5", "½", "๑²", "5 000", "=5"],
)
def test_what_is_no_amount_is_refused_at_its_field(text: str) -> None:
    with pytest.raises(Refusal, match="no amount in baht") as refused:
        parse_amount(text, "disbursed")
    assert refused.value.field == "disbursed"


def test_an_amount_that_no_column_holds_is_refused() -> None:
    with pytest.raises(Refusal, match="too large"):
        parse_amount("1,000,000,000,000")


def test_a_remark_has_its_length_and_loses_its_edges() -> None:
    assert Budget(remark=" ขอโอน\r\nงบประมาณ ").tidy.remark == "ขอโอน\nงบประมาณ"
    check_remark("ก" * LONGEST_REMARK, "remark")
    with pytest.raises(Refusal, match="too long"):
        check_remark("ก" * (LONGEST_REMARK + 1), "remark")
