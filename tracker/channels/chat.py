"""One text to one target of a chat service: a person or a group in LINE, a Teams channel, whatever takes a webhook.

Apprise knows what each service wants to be sent and says what became of it. The request itself is made here, because
Apprise cannot name a push so that LINE takes it once only, keeps the answer to itself and follows redirections.
"""

from __future__ import annotations

import json
import logging
import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from typing import Any, Protocol
from urllib.parse import parse_qsl, urlsplit
from uuid import NAMESPACE_URL, uuid5

from apprise import Apprise, AppriseAsset, PersistentStoreMode
from apprise.plugins.base import NotifyBase
from apprise.plugins.custom_json import NotifyJSON
from apprise.plugins.line import NotifyLine
from apprise.plugins.workflows import NotifyWorkflows

from tracker.channels.chat_text import fitted, markdown, units
from tracker.channels.outcomes import Delayed, Refused
from tracker.channels.web_post import Answer, post_json
from tracker.domain.chat_addresses import UnusableAddress, web_address
from tracker.domain.reminders import Channel

LINE_PUSH = "/v2/bot/message/push"

LIMITS = {Channel.LINE: 5000, Channel.TEAMS: 4000, Channel.WEBHOOK: 4000}
"""UTF-16 units of text: LINE's own limit; a card of Teams may have 28 KB, and three bytes make a Thai letter."""

LONGEST_ERROR = 300
SHORTEST_SECRET = 6

UNREADABLE = "ใช้ที่อยู่หรือรหัสของบัญชีนี้ส่งไม่ได้ โปรดกรอกใหม่ในหน้าตั้งค่า"
LIMIT_OF_THE_MONTH = "monthly limit"

# Its records name tokens and readers. What there is to say is in the ledger.
_logger = logging.getLogger("apprise")
_logger.addHandler(logging.NullHandler())
_logger.propagate = False


class ChatServices(Protocol):
    """From the settings: where LINE is, and which hosts of our own network a webhook may reach."""

    @property
    def line_url(self) -> str: ...
    @property
    def own_hosts(self) -> frozenset[str]: ...
    @property
    def timeout_seconds(self) -> int: ...


@dataclass(frozen=True, slots=True, repr=False)
class Target:
    """`credential` is the token for LINE, else the address, which is a secret as well."""

    channel: Channel
    credential: str
    #: The person or the group in LINE.
    to: str = ""


@dataclass(frozen=True, slots=True)
class ChatPost:
    subject: str
    text: str
    #: The same for every attempt at this message.
    message_id: str

    @property
    def retry_key(self) -> str:
        return str(uuid5(NAMESPACE_URL, self.message_id))


def deliver(target: Target, post: ChatPost, services: ChatServices, hand_over: Callable[[], None]) -> str:
    """Returns the service's words of acceptance, or raises what `tracker.channels.outcomes` has for it.

    `hand_over` is called in the instant before the request goes out; what it raises is let through.
    """
    carriage = _Carriage(target, post, services, hand_over)
    apprise = Apprise(asset=_asset())
    try:
        apprise.add(_plugin(target, carriage))
    except TypeError:
        # What Apprise raises for settings that it cannot use; its words repeat them.
        raise Refused(UNREADABLE) from None
    result = apprise.notify(body=_body(target.channel, post))
    if carriage.problem is not None:
        raise carriage.problem
    if not result:
        raise Refused(UNREADABLE)
    return carriage.words


def _body(channel: Channel, post: ChatPost) -> str:
    """The subject stands first, because a telephone shows the beginning in its list."""
    text = fitted(post.text, LIMITS[channel] - units(post.subject) - 2)
    if channel is Channel.TEAMS:
        return f"**{markdown(post.subject)}**\n\n{markdown(text)}"
    return f"{post.subject}\n\n{text}"


def _asset() -> AppriseAsset:
    """Nobody's name and no pictures from the web, nothing written to disk, and no threads of its own."""
    return AppriseAsset(
        app_id="Tidtam",
        app_desc="",
        app_url="",
        image_url_mask="",
        image_url_logo="",
        http_redirects=False,
        async_mode=False,
        storage_mode=PersistentStoreMode.MEMORY,
        service_timeout=0,
    )


class _Carriage:
    """Takes what a plugin made of the post to its service, and keeps what came of it."""

    def __init__(self, target: Target, post: ChatPost, services: ChatServices, hand_over: Callable[[], None]) -> None:
        self._target = target
        self._post = post
        self._services = services
        self._hand_over = hand_over
        self.words = ""
        self.problem: BaseException | None = None

    def take(self, headers: Mapping[str, str], document: object) -> bool:
        """Whether it was accepted, which is all that Apprise lets a plugin say; nothing is raised through it."""
        try:
            answer = self._ask(headers, document)
            self.words = _judged(answer, self._target)
        except BaseException as problem:
            self.problem = problem
        return self.problem is None

    def _ask(self, headers: Mapping[str, str], document: object) -> Answer:
        services = self._services
        is_line = self._target.channel is Channel.LINE
        own_hosts: Collection[str] = services.own_hosts
        address = services.line_url + LINE_PUSH if is_line else self._target.credential
        if is_line:
            # Named by whoever runs the program.
            own_hosts = {urlsplit(services.line_url).hostname or ""}
        try:
            place = web_address(address, own_hosts)
        except UnusableAddress:
            raise Refused(UNREADABLE) from None
        key = {"X-Line-Retry-Key" if is_line else "Idempotency-Key": self._post.retry_key}
        return post_json(place, {**headers, **key}, document, services.timeout_seconds, own_hosts, self._hand_over)


class _Line(NotifyLine):
    def __init__(self, carriage: _Carriage, **settings: Any) -> None:
        super().__init__(**settings)
        self._carriage = carriage

    def send(self, body: str, title: str = "", *_: Any, **__: Any) -> bool:
        document = {"to": self.targets[0], "messages": [{"type": "text", "text": body}]}
        return self._carriage.take({"Authorization": f"Bearer {self.token}"}, document)


class _Teams(NotifyWorkflows):
    def __init__(self, carriage: _Carriage, **settings: Any) -> None:
        super().__init__(**settings)
        self._carriage = carriage

    def send(self, body: str, title: str = "", *_: Any, **__: Any) -> bool:
        return self._carriage.take({}, self.gen_payload(body, title))


class _Webhook(NotifyJSON):
    """One field, `text`, is what Slack, Mattermost, Rocket.Chat and Google Chat all take, and some take no other."""

    def __init__(self, carriage: _Carriage, **settings: Any) -> None:
        super().__init__(**settings)
        self._carriage = carriage

    def send(self, body: str, title: str = "", *_: Any, **__: Any) -> bool:
        return self._carriage.take({}, {"text": body})


def _plugin(target: Target, carriage: _Carriage) -> NotifyBase:
    asset, secret = _asset(), target.credential
    match target.channel:
        case Channel.LINE:
            return _Line(carriage, token=secret, targets=[target.to], include_image=False, asset=asset)
        case Channel.TEAMS:
            parts = urlsplit(secret)
            workflow = re.search(r"/workflows/([^/]+)/", parts.path)
            return _Teams(
                carriage,
                workflow=workflow[1] if workflow else None,
                signature=dict(parse_qsl(parts.query)).get("sig"),
                host=parts.hostname,
                include_image=False,
                asset=asset,
            )
        case _:
            return _Webhook(carriage, host=urlsplit(secret).hostname, asset=asset)


def _judged(answer: Answer, target: Target) -> str:
    """The words of acceptance; what is not accepted is raised, as final or as passing."""
    words = f"{answer.status} {_without_secrets(_said(answer.text), target)}".strip()[:LONGEST_ERROR]
    is_line = target.channel is Channel.LINE
    # A push that LINE took before, though its answer did not come through.
    if 200 <= answer.status < 300 or (is_line and answer.status == 409):
        return words
    if answer.status in (408, 425, 429) or answer.status >= 500:
        raise (Refused if LIMIT_OF_THE_MONTH in answer.text else Delayed)(words)
    raise Refused(words)


def _said(text: str) -> str:
    """The sentence in a JSON answer, with LINE's details; else its beginning on one line."""
    try:
        answer = json.loads(text)
        message = answer["message"]
        details = "; ".join(str(one.get("message", "")) for one in answer.get("details", ()))
    except (ValueError, KeyError, TypeError, AttributeError):
        return " ".join(text.split())
    return f"{message} ({details})" if details else str(message)


def _without_secrets(text: str, target: Target) -> str:
    """Some services repeat the request in their answers."""
    secrets = {target.credential, target.to}
    if target.channel is not Channel.LINE:
        parts = urlsplit(target.credential)
        secrets |= {parts.path, parts.query, *parts.path.split("/"), *(value for _, value in parse_qsl(parts.query))}
    for secret in sorted(secrets, key=len, reverse=True):
        if len(secret) >= SHORTEST_SECRET:
            text = text.replace(secret, "…")
    return text
