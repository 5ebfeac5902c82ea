"""Where a line of Thai may end: between words, which nothing in the text shows.

Words are found by the dictionary that comes with pythainlp, read as a file: importing the package takes a second and
90 MB, and makes a folder in the home directory of whoever runs the program.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from functools import cache, lru_cache
from importlib.metadata import distribution
from pathlib import Path

DICTIONARY = "pythainlp/corpus/words_th.txt"
#: Longer ones are names of offices and ranks; they are made of words, between which a line may well end.
LONGEST_WORD = 20
#: Words of these papers that the dictionary has only in parts, and ณ, the only word of one letter.
OWN_WORDS = frozenset({"ณ", "ตัวชี้วัด", "แบบวัด"})

_HELD = "\u00a0"
_PIECE = re.compile(
    "(?P<thai>[ก-ฮะ-ฺเ-ๅ็-๎]+)"
    # A space at which no line ends: ต่าง ๆ, พ.ศ. 2569.
    r"|(?P<held> +(?=ๆ|ฯลฯ)|(?<=[พค]\.ศ\.) +(?=[0-9๐-๙]))"
    "|(?P<space> +)"
    "|ฯลฯ"
    "|[^ก-ฮะ-ฺเ-ๅ็-๎ ]+"
)
#: What never stands apart: a consonant with the vowel before it and the vowels and marks around it.
_CLUSTER = re.compile("[เ-ไ]*[ก-ฮ][ะ-ฺๅ็-๎]*|.[\u0300-\u036fะ-ฺๅ็-๎]*", re.DOTALL)
_ADDRESS_PART = re.compile("[^/?&=._@-]*[/?&=._@-]+|[^/?&=._@-]+")

_NEVER_FIRST = (_HELD, *".,;:!?)]}”’»%…ๆฯ/\"'-–—")
_NEVER_LAST = (_HELD, "(", "[", "{", "“", "‘", "«")
#: At the beginning or after a space these belong to what follows; elsewhere they have joined what was before them.
_LEADING = re.compile(r"[(\[{“‘«\"'\-–—+•]+")
#: อบต. and พ.ร.บ. are one word each, of which the dictionary knows some.
_SHORTENED = re.compile(r"(?:[ก-ฮ]{1,3}\.?)+")
_SHORTENED_TOO = re.compile(r"[ก-ฮ]{1,4}\.")


@lru_cache(maxsize=20_000)
def words(line: str) -> tuple[str, ...]:
    """The pieces between which a line may end, spaces among them; put together they are the line."""
    pieces: list[str] = []
    for found in _PIECE.finditer(line):
        if found.lastgroup == "thai":
            pieces += _cut(found[0])
        else:
            pieces.append({"held": _HELD, "space": " "}.get(found.lastgroup or "", found[0]))
    whole = _joined(_joined(pieces, _belong_together), _are_one_abbreviation)
    return tuple(piece.replace(_HELD, " ") for piece in whole)


def smaller(word: str) -> list[str]:
    """A word that is wider than its column: an address after its points and slashes, any other between letters."""
    parts = _ADDRESS_PART.findall(word)
    return parts if len(parts) > 1 else _CLUSTER.findall(word)


@cache
def _dictionary() -> frozenset[str]:
    path = Path(str(distribution("pythainlp").locate_file(DICTIONARY)))
    listed = path.read_text(encoding="utf-8").split("\n")
    return frozenset(word for word in listed if 1 < len(word) <= LONGEST_WORD) | OWN_WORDS


@lru_cache(maxsize=20_000)
def _cut(run: str) -> tuple[str, ...]:
    """The way with the fewest letters that are in no word, and among those the one with the fewest words."""
    known = _dictionary()
    places = [0, *(cluster.end() for cluster in _CLUSTER.finditer(run))]
    #: Up to a place: letters in no word, words, and where the last of them begins.
    best = dict.fromkeys(places, (len(run) + 1, 0, 0))
    best[0] = (0, 0, 0)
    for number, start in enumerate(places[:-1]):
        unknown, count, _ = best[start]
        following = places[number + 1 : number + 1 + LONGEST_WORD]
        best[following[0]] = min(best[following[0]], (unknown + following[0] - start, count + 1, start))
        for end in following:
            if run[start:end] in known:
                best[end] = min(best[end], (unknown, count + 1, start))
    pieces = []
    end = len(run)
    while end:
        start = best[end][2]
        pieces.append(run[start:end])
        end = start
    # What no dictionary knows, such as a name, is one word.
    return tuple(_joined(reversed(pieces), lambda left, right: not {left, right} & known))


def _joined(pieces: Iterable[str], are_one: Callable[[str, str], bool]) -> list[str]:
    joined: list[str] = []
    for piece in pieces:
        if joined and are_one(joined[-1], piece):
            joined[-1] += piece
        else:
            joined.append(piece)
    return joined


def _belong_together(left: str, right: str) -> bool:
    if " " in (left, right):
        return False
    return right.startswith(_NEVER_FIRST) or left.endswith(_NEVER_LAST) or _LEADING.fullmatch(left) is not None


def _are_one_abbreviation(left: str, right: str) -> bool:
    return _SHORTENED.fullmatch(left) is not None and _SHORTENED_TOO.match(right) is not None
