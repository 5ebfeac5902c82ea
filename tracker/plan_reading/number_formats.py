"""What a number format of Excel makes of a number: as a person sees it, without the noise of binary fractions."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache

# Thai Excel saves these formats by their number alone; their codes are fixed by ECMA-376, part 1, 18.8.30.
THAI_FORMATS = {
    59: "0", 60: "0.00", 61: "#,##0", 62: "#,##0.00", 67: "0%", 68: "0.00%", 71: "d/m/yyyy", 72: "d-mmm-yy",
    73: "d-mmm", 74: "mmm-yy", 75: "h:mm", 76: "h:mm:ss", 77: "d/m/yyyy h:mm", 78: "mm:ss", 79: "[h]:mm:ss",
    80: "mm:ss.0", 81: "d/m/bb",
}  # fmt: skip

_TOKEN = re.compile(
    r'"(?P<quoted>[^"]*)"|\\(?P<escaped>.)|\[[^\]]*\]|[_*].|(?P<end>;)|(?P<code>[0#?.,%@/A-Za-z])|(?P<sign>.)',
    re.DOTALL,
)
_NUMBER = re.compile(r"(?P<whole>[0#?,]*[0#?])(?:\.(?P<decimals>[0#?]*))?|\.(?P<only>[0#?]+)")
_SIGNIFICANT = 11


@dataclass(frozen=True, slots=True)
class Section:
    """What stands between two semicolons of a format: its code, and the words before and after the number."""

    code: str = ""
    before: str = ""
    after: str = ""

    @property
    def is_date(self) -> bool:
        letters = set(self.code.lower())
        return bool(letters & set("dmybhs")) and not _is_general(self.code)


@lru_cache(maxsize=256)
def sections_of(number_format: str) -> tuple[Section, ...]:
    sections: list[Section] = []
    code, before, after = "", "", ""
    for token in _TOKEN.finditer(number_format):
        if token["end"]:
            sections.append(Section(code, before, after))
            code, before, after = "", "", ""
        elif token["code"]:
            code += token["code"]
        elif code:
            after += token["quoted"] or token["escaped"] or token["sign"] or ""
        else:
            before += token["quoted"] or token["escaped"] or token["sign"] or ""
    return (*sections, Section(code, before, after))


def section_for(value: float, number_format: str) -> Section:
    """Up to three sections: for what is above zero, below it, and zero."""
    sections = sections_of(number_format)
    if value == 0 and len(sections) > 2:
        return sections[2]
    return sections[1] if value < 0 and len(sections) > 1 else sections[0]


def hides_text(number_format: str) -> bool:
    """The fourth section is that of text; an empty one shows nothing."""
    sections = sections_of(number_format)
    return len(sections) > 3 and sections[3] == Section()


def number_text(value: float, number_format: str) -> str:
    section = section_for(value, number_format)
    found = _NUMBER.search(section.code)
    if found is None and not section.code:
        return (section.before + section.after).strip()
    if "general" in section.code.lower():
        return f"{section.before}{plain_number(value)}{section.after}".strip()
    if found is None or _is_general(section.code):
        return plain_number(value)
    has_own_sign = value < 0 and len(sections_of(number_format)) > 1
    number = Decimal(repr(abs(value) if has_own_sign else value)).scaleb(2 * section.code.count("%"))
    text = _rounded(number, found) + "%" * section.code.count("%")
    return f"{section.before}{text}{section.after}".strip()


def plain_number(value: float) -> str:
    """As Excel shows it without any format: eleven figures at most, and no exponent."""
    number = Decimal(repr(value))
    if abs(value) < 10**_SIGNIFICANT:
        number = Decimal(f"{value:.{_SIGNIFICANT}g}")
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _is_general(code: str) -> bool:
    return "general" in code.lower() or "@" in code or "E" in code or "/" in code and bool(_NUMBER.search(code))


def _rounded(number: Decimal, places: re.Match[str]) -> str:
    whole, decimals = places["whole"] or "", places["decimals"] or places["only"] or ""
    rounded = number.quantize(Decimal(1).scaleb(-len(decimals)), ROUND_HALF_UP)
    text = f"{rounded:,f}" if "," in whole else f"{rounded:f}"
    sign, text = ("-", text[1:]) if text.startswith("-") else ("", text)
    figures, _, fraction = text.partition(".")
    fraction = fraction[: decimals.count("0")] + fraction[decimals.count("0") :].rstrip("0")
    figures = figures.zfill(whole.count("0"))
    return sign + (f"{figures}.{fraction}" if fraction else figures)
