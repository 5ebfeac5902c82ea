"""Headers that every answer carries: what a page may load, and that nothing else may frame or sniff it."""

from __future__ import annotations

from flask import Flask, Response, current_app

#: Bootstrap's style sheet carries its small pictures as data addresses.
CONTENT_SECURITY_POLICY = "; ".join(
    (
        "default-src 'self'",
        "img-src 'self' data:",
        "object-src 'none'",
        "form-action 'self'",
        "frame-ancestors 'none'",
        "base-uri 'none'",
    )
)


def register(app: Flask) -> None:
    app.after_request(_add_headers)


def _add_headers(response: Response) -> Response:
    response.headers.setdefault("Content-Security-Policy", CONTENT_SECURITY_POLICY)
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["X-Frame-Options"] = "DENY"
    response.headers["Referrer-Policy"] = "same-origin"
    response.headers["Permissions-Policy"] = "camera=(self), geolocation=(), microphone=()"
    response.headers["Cross-Origin-Opener-Policy"] = "same-origin"
    if current_app.config["TRACKER"].is_production:
        response.headers["Strict-Transport-Security"] = "max-age=31536000"
    if response.mimetype == "text/html":
        # Pages show what an office works on; a shared PC must not show them again after signing out.
        # Those that everybody may see say for themselves how long they may be kept.
        response.headers.setdefault("Cache-Control", "no-store")
    return response
