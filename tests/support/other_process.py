"""A paper drawn by another process, on another day: the same paper is the same bytes there too."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from hashlib import sha256

from tests.support.paper_examples import example
from tracker.domain.papers import PaperKind
from tracker.reports.paper import PLAIN, Dress, Paper

#: Sets of texts have another order in each process; the day is what libraries take that date what they write.
ELSEWHERE = {"PYTHONHASHSEED": "7", "SOURCE_DATE_EPOCH": "86400"}
_PROGRAM = (
    "from hashlib import sha256; from tests.support.paper_examples import *; from tracker.reports.paper import PLAIN;"
    "from {module} import {name} as draw; print(sha256(draw(example(PaperKind.MEETING), PLAIN)).hexdigest())"
)


def hashes_here_and_elsewhere(draw: Callable[[Paper, Dress], bytes]) -> tuple[str, str]:
    """Of the paper of a meeting."""
    program = _PROGRAM.format(module=draw.__module__, name=draw.__name__)
    environ = os.environ | ELSEWHERE
    ran = subprocess.run([sys.executable, "-c", program], check=True, capture_output=True, text=True, env=environ)
    return sha256(draw(example(PaperKind.MEETING), PLAIN)).hexdigest(), ran.stdout.strip()
