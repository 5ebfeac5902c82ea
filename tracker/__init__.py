"""Tidtam: the follow-up tracker of a Thai local government's ITA measures."""

from __future__ import annotations

from flask import Flask

from tracker import clock, models, web
from tracker.config import ROOT, Config
from tracker.extensions import babel, bootstrap, csrf, db, login, migrate

__all__ = ["create_app", "models"]


def create_app(config: Config) -> Flask:
    """An app for one configuration; nothing is read from the environment or the database here."""
    app = Flask(
        "tracker",
        template_folder=str(ROOT / "templates"),
        static_folder=str(ROOT / "tracker" / "static"),
        instance_path=str(config.instance),
    )
    config.instance.mkdir(parents=True, exist_ok=True)
    clock.pin_today(config.today)
    app.config.update(_flask_settings(config))
    db.init_app(app)
    migrate.init_app(app, db, directory=str(ROOT / "tracker" / "migrations"))
    login.init_app(app)
    csrf.init_app(app)
    babel.init_app(app, locale_selector=web.locale)
    bootstrap.init_app(app)
    web.register(app)
    return app


def _flask_settings(config: Config) -> dict[str, object]:
    return {
        "TRACKER": config,
        "SECRET_KEY": config.secret_key,
        "SQLALCHEMY_DATABASE_URI": config.database_url,
        "MAX_CONTENT_LENGTH": config.upload_megabytes * 1024 * 1024,
        # A plan pasted as text: what the reader takes at most, in Thai letters of three bytes each.
        "MAX_FORM_MEMORY_SIZE": 5 * 1024 * 1024,
        "SESSION_COOKIE_NAME": "tidtam",
        "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_SAMESITE": "Lax",
        "SESSION_COOKIE_SECURE": config.is_production,
        "WTF_CSRF_TIME_LIMIT": None,
        "BOOTSTRAP_SERVE_LOCAL": True,
        "BABEL_DEFAULT_LOCALE": config.language,
        "BABEL_DEFAULT_TIMEZONE": "Asia/Bangkok",
        "BABEL_TRANSLATION_DIRECTORIES": str(ROOT / "tracker" / "translations"),
    }
