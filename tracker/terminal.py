"""What is written to the terminal, or to a program that reads it through a pipe."""

from __future__ import annotations

import io
import sys


def write_utf8() -> None:
    """Whatever alphabet the system has: into a pipe or a file Windows would write cp874, or fail without Thai letters.

    What is no text at all, such as a file name in another alphabet, is written with escapes.
    """
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
