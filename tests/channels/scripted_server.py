"""A mail server that misbehaves as it is told."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator, MutableMapping
from contextlib import contextmanager


@contextmanager
def scripted_server(answers: MutableMapping[str, str]) -> Iterator[tuple[int, list[str]]]:
    """A mail server that answers each command as told, "" by hanging up and "..." by silence; and what it heard.

    The answer to "second MAIL" is given once a connection has brought a letter, and then to nobody else.
    """
    heard: list[str] = []
    with socket.create_server(("127.0.0.1", 0)) as listener:
        thread = threading.Thread(target=_serve, args=(listener, answers, heard), daemon=True)
        thread.start()
        yield listener.getsockname()[1], heard
        listener.shutdown(socket.SHUT_RDWR)
    thread.join()


USUAL_ANSWERS = {
    "greeting": "220 ready", "EHLO": "250 here", "MAIL": "250 ok", "RCPT": "250 ok", "DATA": "354 go ahead",
    "letter": "250 kept as 42", "RSET": "250 ok", "QUIT": "221 bye",
}  # fmt: skip


def _serve(listener: socket.socket, answers: MutableMapping[str, str], heard: list[str]) -> None:
    while True:
        try:
            connection, _ = listener.accept()
        except OSError:
            return
        with connection, connection.makefile("rb") as lines:
            _converse(connection, lines, answers, heard)


def _converse(
    connection: socket.socket, lines: Iterator[bytes], answers: MutableMapping[str, str], heard: list[str]
) -> None:
    step, letters = "greeting", 0
    while True:
        answer = answers.pop(f"second {step}", None) if letters else None
        answer = answers.get(step, USUAL_ANSWERS[step]) if answer is None else answer
        if not answer:
            return
        if answer != "...":
            connection.sendall(f"{answer}\r\n".encode())
        line = next(lines, b"").decode()
        while step == "DATA" and answer.startswith("354") and line not in (".\r\n", ""):
            line = next(lines, b"").decode()
        if not line:
            return
        step = "letter" if line == ".\r\n" else line.split()[0].upper()
        letters += step == "letter"
        heard.append(step)
