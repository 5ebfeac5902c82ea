"""Thai letters as they come out of office files: digits, spaces, decomposed vowels, order, width.

Thai has no spaces between words, so a space inside a cell is often only where a line was wrapped:
texts are kept as they are and compared without spaces (`squeeze`).
"""

from __future__ import annotations

import re
import unicodedata

_THAI_DIGITS = "๐๑๒๓๔๕๖๗๘๙"
_TO_ARABIC = str.maketrans(_THAI_DIGITS, "0123456789")
_TO_THAI = str.maketrans("0123456789", _THAI_DIGITS)

_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u2064\ufeff]")
_UNPRINTABLE = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_SPACES = re.compile(r"\s+")
_DOUBLED_MARK = re.compile("([ัิ-ฺ็-๎])\\1+")
_SPLIT_SARA_AM = re.compile("ํ([่-๋]?)า")
_SPLIT_SARA_AE = re.compile("เเ")
_THAI_GAP = re.compile("(?<=[ก-๎]) (?=[ก-๎])")
_DITTO = re.compile(r"[\"'”“〃″]+|-\s?[\"”“〃]\s?-|เช่นเดียวกัน|เช่นเดิม|เหมือนข้างต้น")
_LEADING_VOWEL = re.compile("([เ-ไ])([ก-ฮ])")
_TONE_MARKS = re.compile("[็-๎]")


class _Widths(dict[str, int]):
    """Of letters, looked up once each: the texts of a paper are a million letters of a few hundred kinds."""

    def __missing__(self, letter: str) -> int:
        width = 0 if unicodedata.category(letter) in ("Mn", "Me", "Cf") else 1
        return self.setdefault(letter, width)


_WIDTHS = _Widths()


def to_arabic_digits(text: str) -> str:
    return text.translate(_TO_ARABIC)


def to_thai_digits(text: str) -> str:
    return text.translate(_TO_THAI)


def clean(text: str) -> str:
    """The same words in one spelling of letters: composed, nothing invisible, single spaces.

    Repeated until nothing changes, because mending one mark may put two others side by side.
    """
    while (mended := _mended(text)) != text:
        text = mended
    return text


def _mended(text: str) -> str:
    text = _UNPRINTABLE.sub(" ", _INVISIBLE.sub("", text))
    text = unicodedata.normalize("NFC", text)
    text = _DOUBLED_MARK.sub(r"\1", text)
    text = _SPLIT_SARA_AM.sub(r"\1ำ", text)
    text = _SPLIT_SARA_AE.sub("แ", text)
    return _SPACES.sub(" ", text).strip()


def squeeze(text: str) -> str:
    """Cleaned and without any space: for comparing names, never for showing."""
    return clean(text).replace(" ", "")


def whole_letters(text: str) -> str:
    """Half a letter (a lone surrogate), which no file and no database takes, is a question mark."""
    return text.encode(errors="replace").decode()


def is_ditto(text: str) -> bool:
    """Whether a cell only says "as above"."""
    return bool(_DITTO.fullmatch(clean(text)))


def dewrap(text: str) -> str:
    """Without the spaces between Thai letters, which a wrapped line left; other spaces stay."""
    return _THAI_GAP.sub("", clean(text))


def spread(word: str) -> str:
    """A regular expression for the word that a wrapped line may have cut anywhere."""
    return r"\s*".join(re.escape(letter) for letter in word)


_LINE_END = re.compile(r"\r\n?")


def with_line_feeds(text: str) -> str:
    """A browser sends line ends of two letters, of which a worksheet would show one."""
    return _LINE_END.sub("\n", text)


_BELONGS_TO_THE_LETTER_BEFORE = re.compile("[ะ-ฺๅ-๎]*")
_BELONGS_TO_THE_LETTER_AFTER = " เแโใไ"


def shortened(text: str, longest: int) -> str:
    """Cut between letters: a vowel or tone mark stays with its consonant."""
    if len(text) <= longest:
        return text
    marks = _BELONGS_TO_THE_LETTER_BEFORE.match(text, longest - 1)
    return text[: marks.end() if marks else longest - 1].rstrip(_BELONGS_TO_THE_LETTER_AFTER) + "…"


def sort_key(text: str) -> tuple[str, str]:
    """Dictionary order: a leading vowel counts after its consonant, tone marks only between equals."""
    spoken = _LEADING_VOWEL.sub(r"\2\1", clean(text))
    return _TONE_MARKS.sub("", spoken), spoken


def display_width(text: str) -> int:
    """How many places the text takes: marks above and below a letter take none."""
    return sum(map(_WIDTHS.__getitem__, text))
