"""Addresses of pages in templates: built once, because a list names hundreds of them."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from flask import Flask, request, url_for

ADDRESSES_KEPT = 20_000


def register(app: Flask) -> None:
    @lru_cache(ADDRESSES_KEPT)
    def build(_root: str, endpoint: str, values: tuple[tuple[str, Any], ...]) -> str:
        return url_for(endpoint, **dict(values))

    def address(endpoint: str, **values: Any) -> str:
        """As `flask.url_for`: the path, behind whatever prefix this request came through."""
        return build(request.root_path, endpoint, tuple(values.items()))

    app.jinja_env.globals["url_for"] = address
