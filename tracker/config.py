"""Settings from the environment, read and checked once; a bad value stops the program with a sentence."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError

from tracker.domain.errors import N_, Refusal

ROOT = Path(__file__).resolve().parent.parent

LANGUAGES = ("th", "en")
ENVIRONMENTS = ("local", "production")
SMTP_SECURITY = ("none", "starttls", "tls")
LINE_URL = "https://api.line.me"


class BadSetting(Refusal):
    """A setting in the environment that the program cannot work with."""


class UnusableFolder(BadSetting):
    """What the instance folder or a file in it has to give, the system does not give."""

    def __init__(self, path: object, error: OSError) -> None:
        super().__init__(
            N_(
                "“%(path)s” cannot be used: %(reason)s. "
                "Give it to the user that the program runs as, or name another folder in TRACKER_INSTANCE."
            ),
            "TRACKER_INSTANCE",
            path=str(path),
            reason=error.strerror or error,
        )


@dataclass(frozen=True, slots=True)
class MailServer:
    host: str
    port: int
    security: str
    user: str | None
    password: str | None
    sender: str
    timeout_seconds: int


@dataclass(frozen=True, slots=True)
class ChatServices:
    """Where LINE's service is, and the hosts of our own network that a webhook may reach."""

    line_url: str
    own_hosts: frozenset[str]
    timeout_seconds: int


@dataclass(frozen=True, slots=True)
class Config:
    instance: Path
    database_url: str
    environment: str
    secret_key: str
    language: str
    base_url: str
    today: date | None
    mail: MailServer | None
    chat: ChatServices
    upload_megabytes: int
    tick_seconds: int

    @property
    def evidence(self) -> Path:
        """The folder of the files that people attach to their reports."""
        return self.instance / "evidence"

    @property
    def packs(self) -> Path:
        """The folder of the papers that were made together."""
        return self.instance / "packs"

    @property
    def is_production(self) -> bool:
        return self.environment == "production"

    @classmethod
    def from_environment(cls, environ: Mapping[str, str]) -> Config:
        environment = _one_of(environ, "TRACKER_ENV", ENVIRONMENTS, "local")
        instance = _instance(environ)
        return cls(
            instance=instance,
            database_url=_database_url(environ, instance),
            environment=environment,
            secret_key=_secret_key(environ, instance, environment),
            language=_one_of(environ, "TRACKER_LANGUAGE", LANGUAGES, "th"),
            base_url=environ.get("TRACKER_BASE_URL", "http://127.0.0.1:5000").rstrip("/"),
            today=_today(environ, environment),
            mail=_mail_server(environ),
            chat=_chat_services(environ, environment),
            upload_megabytes=_whole_number(environ, "TRACKER_UPLOAD_MB", 20),
            tick_seconds=_whole_number(environ, "TRACKER_TICK_SECONDS", 60),
        )


def _one_of(environ: Mapping[str, str], name: str, allowed: tuple[str, ...], default: str) -> str:
    value = environ.get(name) or default
    if value not in allowed:
        raise BadSetting(
            N_("%(name)s is “%(value)s”; use one of: %(allowed)s."),
            name,
            name=name,
            value=value,
            allowed=", ".join(allowed),
        )
    return value


def _whole_number(environ: Mapping[str, str], name: str, default: int) -> int:
    value = environ.get(name) or str(default)
    if not value.isascii() or not value.isdigit() or int(value) < 1:
        raise BadSetting(N_("%(name)s is “%(value)s”; use a whole number of 1 or more."), name, name=name, value=value)
    return int(value)


def _instance(environ: Mapping[str, str]) -> Path:
    """The folder is made where it is not there."""
    folder = Path(environ.get("TRACKER_INSTANCE") or ROOT / "instance").resolve()
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UnusableFolder(folder, error) from error
    return folder


def _database_url(environ: Mapping[str, str], instance: Path) -> str:
    url = environ.get("TRACKER_DATABASE_URL") or f"sqlite:///{instance / 'tidtam.db'}"
    scheme, _, rest = url.partition("://")
    if scheme in ("postgres", "postgresql"):
        url = f"postgresql+psycopg://{rest}"
    elif scheme not in ("sqlite", "postgresql+psycopg"):
        raise BadSetting(
            N_("TRACKER_DATABASE_URL must begin with sqlite:/// or postgresql://."), "TRACKER_DATABASE_URL"
        )
    try:
        make_url(url)
    except (ArgumentError, ValueError) as error:
        # Without the address in the sentence: there may be a password in it.
        raise BadSetting(
            N_("TRACKER_DATABASE_URL cannot be read. Write it like postgresql://name:password@server:5432/database."),
            "TRACKER_DATABASE_URL",
        ) from error
    return url


def _secret_key(environ: Mapping[str, str], instance: Path, environment: str) -> str:
    """On one PC the key is made once and kept beside the database; production must name its own."""
    given = environ.get("TRACKER_SECRET_KEY")
    if given:
        return given
    if environment == "production":
        raise BadSetting(N_("Set TRACKER_SECRET_KEY to a long random text in production."), "TRACKER_SECRET_KEY")
    kept = instance / "secret_key"
    try:
        if not kept.exists():
            kept.touch(mode=0o600)
            kept.write_text(secrets.token_urlsafe(48), encoding="ascii")
        return kept.read_text(encoding="ascii")
    except OSError as error:
        raise UnusableFolder(kept, error) from error


def _today(environ: Mapping[str, str], environment: str) -> date | None:
    value = environ.get("TRACKER_TODAY")
    if not value:
        return None
    if environment == "production":
        raise BadSetting(N_("TRACKER_TODAY is for demonstrations and tests; remove it in production."), "TRACKER_TODAY")
    try:
        return date.fromisoformat(value)
    except ValueError:
        raise BadSetting(
            N_("TRACKER_TODAY is “%(value)s”; write a date such as 2026-02-01."), "TRACKER_TODAY", value=value
        ) from None


def _mail_server(environ: Mapping[str, str]) -> MailServer | None:
    host = environ.get("TRACKER_SMTP_HOST")
    if not host:
        return None
    security = _one_of(environ, "TRACKER_SMTP_SECURITY", SMTP_SECURITY, "none")
    default_port = {"none": 25, "starttls": 587, "tls": 465}[security]
    return MailServer(
        host=host,
        port=_whole_number(environ, "TRACKER_SMTP_PORT", default_port),
        security=security,
        user=environ.get("TRACKER_SMTP_USER") or None,
        password=environ.get("TRACKER_SMTP_PASSWORD") or None,
        sender=environ.get("TRACKER_SMTP_SENDER") or f"tidtam@{host}",
        timeout_seconds=_whole_number(environ, "TRACKER_SMTP_TIMEOUT", 20),
    )


def _chat_services(environ: Mapping[str, str], environment: str) -> ChatServices:
    """On one PC a webhook may be tried out on the PC itself; elsewhere whoever runs the program says so."""
    line_url = (environ.get("TRACKER_LINE_URL") or LINE_URL).rstrip("/")
    if not line_url.startswith(("https://", "http://")):
        raise BadSetting(N_("TRACKER_LINE_URL must begin with https://."), "TRACKER_LINE_URL")
    hosts = environ.get("TRACKER_WEBHOOK_HOSTS", "" if environment == "production" else "127.0.0.1,localhost")
    return ChatServices(
        line_url=line_url,
        own_hosts=frozenset(host.strip().lower() for host in hosts.split(",") if host.strip()),
        timeout_seconds=_whole_number(environ, "TRACKER_CHAT_TIMEOUT", 20),
    )
