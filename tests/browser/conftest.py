from __future__ import annotations

import socket

import pytest

from tests.support import live_server


@pytest.fixture
def settings(settings: dict[str, str], listener: socket.socket) -> dict[str, str]:
    """Links in mails must lead to the server of this test."""
    return settings | {"TRACKER_BASE_URL": live_server.address(listener)}
