"""Loopback ports for servers that must be told theirs and cannot take any one that is free."""

from __future__ import annotations

import random
import socket

#: Below the ports that the system hands out: a client's connection, or a server of the tests that run beside, must
#: not take the port while nobody listens there.
PORTS = range(20_000, 30_000)


def free_port() -> int:
    for port in random.sample(PORTS, 50):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) != 0:
                return port
    raise AssertionError("no free port")
