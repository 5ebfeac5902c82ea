"""What a workbook of our own carries along to be recognised by when it comes back: the cells of its hidden sheet."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from typing import Any

HIDDEN_SHEET = "tidtam"

_CHUNK = 30_000
"""Characters in a cell of the hidden sheet; a worksheet's longest cell has 32,767."""
_CHUNK_MARK = "|"


def packed(kind: str, exported: dict[str, Any]) -> list[str]:
    """What was exported as the cells of the hidden sheet's first column: the kind, a check sum, the pieces.

    Only ASCII, so that no office program writes it in another way.
    """
    text = json.dumps(exported)
    pieces = [_CHUNK_MARK + text[start : start + _CHUNK] for start in range(0, len(text), _CHUNK)]
    return [kind, _check_sum(text), *pieces]


def unpacked(kind: str, cells: Sequence[str]) -> dict[str, Any] | None:
    """What was packed; None when it is of another kind, or somebody or something changed it."""
    if len(cells) < 3 or cells[0] != kind or not all(piece.startswith(_CHUNK_MARK) for piece in cells[2:]):
        return None
    text = "".join(piece.removeprefix(_CHUNK_MARK) for piece in cells[2:])
    if cells[1] != _check_sum(text):
        return None
    exported: dict[str, Any] = json.loads(text)
    return exported


def _check_sum(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
