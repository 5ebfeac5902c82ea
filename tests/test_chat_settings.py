from __future__ import annotations

from pathlib import Path

import pytest

from tracker.config import BadSetting, ChatServices, Config


def chat_of(folder: Path, **environ: str) -> ChatServices:
    return Config.from_environment({"TRACKER_INSTANCE": str(folder), "TRACKER_SECRET_KEY": "x", **environ}).chat


def test_on_one_pc_a_webhook_may_be_tried_out_on_the_pc_itself(tmp_path: Path) -> None:
    assert chat_of(tmp_path) == ChatServices("https://api.line.me", frozenset({"127.0.0.1", "localhost"}), 20)


def test_in_production_no_host_inside_is_reached_unless_it_is_named(tmp_path: Path) -> None:
    assert chat_of(tmp_path, TRACKER_ENV="production").own_hosts == frozenset()
    named = chat_of(tmp_path, TRACKER_ENV="production", TRACKER_WEBHOOK_HOSTS=" Chat.intranet, 10.0.0.5,")
    assert named.own_hosts == {"chat.intranet", "10.0.0.5"}


def test_line_may_be_elsewhere(tmp_path: Path) -> None:
    chat = chat_of(tmp_path, TRACKER_LINE_URL="http://127.0.0.1:8080/", TRACKER_CHAT_TIMEOUT="3")
    assert (chat.line_url, chat.timeout_seconds) == ("http://127.0.0.1:8080", 3)
    with pytest.raises(BadSetting, match="TRACKER_LINE_URL"):
        chat_of(tmp_path, TRACKER_LINE_URL="api.line.me")
