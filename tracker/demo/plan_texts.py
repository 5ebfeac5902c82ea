"""The plan documents of the demonstration, with the years of the day on which it is made."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from string import Template

from tracker.domain.thai_text import to_thai_digits

FOLDER = Path(__file__).parent / "plans"


class PlanOf(StrEnum):
    """Which fiscal year's plan, seen from today; the value names its document."""

    LAST_YEAR = "last_year"
    THIS_YEAR = "this_year"


def filename_of(plan: PlanOf, fiscal_year: int) -> str:
    return f"แผน-ITA-สาธิตธานี-{fiscal_year}{'' if plan is PlanOf.THIS_YEAR else '-ฉบับลงนาม'}.txt"


def document_of(plan: PlanOf, fiscal_year: int) -> bytes:
    """As an office would have saved it; $plan is its fiscal year, $plan2 the same in two figures."""
    text = (FOLDER / f"{plan}.txt").read_text(encoding="utf-8")
    years = {
        "plan": str(fiscal_year),
        "plan2": f"{fiscal_year % 100:02}",
        "before": str(fiscal_year - 1),
        "before2": f"{(fiscal_year - 1) % 100:02}",
        "assessed": str(fiscal_year - 1),
    }
    return Template(text).substitute({name: to_thai_digits(year) for name, year in years.items()}).encode()
