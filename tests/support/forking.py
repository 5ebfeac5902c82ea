"""Ready-made processes of a program of ours: it is imported once and forked for each.

Importing everything takes a second, in which a process that is to be killed has done nothing yet.
"""

from __future__ import annotations

import importlib
import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from tests.support.requirements import ROOT


class Forker:
    """Starts one process at a time, which may be killed before its exit code is asked for."""

    def __init__(self, process: subprocess.Popen[str], log: Path) -> None:
        self._process = process
        self._log = log
        self._logged_before = 0

    def start(self, arguments: Sequence[str], environ: Mapping[str, str]) -> int:
        """The process id."""
        assert self._process.stdin is not None
        self._logged_before = self._log.stat().st_size
        self._process.stdin.write(json.dumps([list(arguments), dict(environ)]) + "\n")
        self._process.stdin.flush()
        return self._answer()

    def exit_code(self) -> int:
        """Waits for the end; negative is the signal that ended it."""
        return self._answer()

    def said(self) -> str:
        """What the process wrote for people to read."""
        return self._log.read_bytes()[self._logged_before :].decode()

    def _answer(self) -> int:
        assert self._process.stdout is not None
        return int(self._process.stdout.readline())


@contextmanager
def running_forker(program: str, log: Path) -> Iterator[Forker]:
    """`program` is the module whose `main` reads the command line."""
    with log.open("wb") as errors:
        process = subprocess.Popen(
            [sys.executable, "-m", "tests.support.forking", program],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=errors,
            text=True,
        )
    with process:
        try:
            yield Forker(process, log)
        finally:
            process.kill()


def serve(program: str) -> None:
    """One line in for each process; its id out at once, its exit code when it has ended."""
    main = importlib.import_module(program).main
    for line in sys.stdin:
        arguments, environ = json.loads(line)
        pid = os.fork()
        if pid == 0:
            # Its standard output would be read as our answers.
            os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
            os.environ.update(environ)
            sys.argv[:] = [program, *arguments]
            os._exit(_exit_code_of(main))
        sys.stdout.write(f"{pid}\n")
        sys.stdout.flush()
        _, status = os.waitpid(pid, 0)
        sys.stdout.write(f"{os.waitstatus_to_exitcode(status)}\n")
        sys.stdout.flush()


def _exit_code_of(main: Callable[[], int | None]) -> int:
    try:
        return main() or 0
    except SystemExit as end:
        return int(end.code or 0)


if __name__ == "__main__":
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    serve(sys.argv[1])
