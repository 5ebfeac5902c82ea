from __future__ import annotations

import threading

import pytest
from flask import Flask

from tracker.services import sole_sender as lock
from tracker.services.sole_sender import sole_sender


def test_only_one_may_send_until_the_other_is_done(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lock, "PATIENCE_SECONDS", 0.1)
    answers: list[bool] = []

    def ask() -> None:
        with app.app_context(), sole_sender("mail") as is_mine:
            answers.append(is_mine)

    def ask_from_elsewhere() -> None:
        thread = threading.Thread(target=ask)
        thread.start()
        thread.join()

    with app.app_context(), sole_sender("mail") as is_mine:
        assert is_mine
        ask_from_elsewhere()
    ask_from_elsewhere()
    assert answers == [False, True]


def test_whoever_waits_a_moment_gets_its_turn(app: Flask) -> None:
    is_waiting = threading.Event()
    answers: list[bool] = []

    def ask() -> None:
        is_waiting.set()
        with app.app_context(), sole_sender("mail") as is_mine:
            answers.append(is_mine)

    thread = threading.Thread(target=ask)
    with app.app_context(), sole_sender("mail"):
        thread.start()
        is_waiting.wait()
    thread.join()
    assert answers == [True]
