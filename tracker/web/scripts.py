"""What a script of ours gets for an answer where a person would get a page: a sentence to show."""

from __future__ import annotations

from flask import request


def is_asked_by_script() -> bool:
    """Our scripts say so; browsers that fetch a page name pages first."""
    return request.accept_mimetypes.best_match(("text/html", "application/json")) == "application/json"


def told(text: str, status: int) -> tuple[dict[str, str], int]:
    return {"error": text}, status
