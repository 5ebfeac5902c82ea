"""`python -m tests.bench.sink`: a mail server that takes every letter and throws it away, as quickly as it can."""

from __future__ import annotations

import socketserver
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from tests.support.requirements import ROOT

STOP_SECONDS = 10

ANSWERS = {
    b"EHLO": b"250-sink\r\n250 8BITMIME\r\n",
    b"HELO": b"250 sink\r\n",
    b"MAIL": b"250 OK\r\n",
    b"RCPT": b"250 OK\r\n",
    b"RSET": b"250 OK\r\n",
    b"NOOP": b"250 OK\r\n",
    b"DATA": b"354 Go on\r\n",
    b"QUIT": b"221 Bye\r\n",
}


class _Session(socketserver.StreamRequestHandler):
    disable_nagle_algorithm = True

    def handle(self) -> None:
        self.wfile.write(b"220 sink\r\n")
        for line in self.rfile:
            command = line[:4].upper()
            self.wfile.write(ANSWERS.get(command, b"500 What\r\n"))
            if command == b"DATA":
                while self.rfile.readline() not in (b".\r\n", b""):
                    pass
                self.wfile.write(b"250 OK\r\n")
            elif command == b"QUIT":
                return


@contextmanager
def running_sink() -> Iterator[int]:
    """Its port; in a process of its own, so that it does not share the interpreter with what is measured."""
    command = [sys.executable, "-m", "tests.bench.sink"]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        try:
            yield int(process.stdout.readline())
        finally:
            process.terminate()
            process.wait(STOP_SECONDS)


if __name__ == "__main__":
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), _Session) as server:
        sys.stdout.write(f"{server.server_address[1]}\n")
        sys.stdout.flush()
        server.serve_forever()
