"""The carrier of chat messages: from the ledger's row to LINE, a Teams channel or a webhook.

This is the only place where an account's secrets are opened to send what the ledger holds.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from tracker.channels.chat import ChatPost, ChatServices, Target, deliver
from tracker.channels.link_signing import LinkSigner
from tracker.channels.outcomes import Refused
from tracker.channels.sealing import SealBroken, Sealer
from tracker.domain.reminders import Channel
from tracker.extensions import only_reading
from tracker.models.isolation import agency_scope
from tracker.queries import channel_accounts, contacts, messages
from tracker.queries.messages import WaitingMessage
from tracker.services.carriers import Route
from tracker.services.channel_accounts import opened
from tracker.services.personal_letters import letter_to_send

ACCOUNT_IS_OFF = "บัญชีที่ใช้ส่งถูกปิดหรือลบไปแล้ว"
NO_ADDRESS = "ผู้รับไม่มีที่อยู่ LINE ในทะเบียนแล้ว"
ANOTHER_KEY = "กุญแจของโปรแกรมเปลี่ยนไป จึงเปิดรหัสของบัญชีที่ใช้ส่งไม่ได้ โปรดกรอกรหัสใหม่ในหน้าตั้งค่า"


class ChatCarrier:
    """Without `links` no message carries a personal address."""

    name = "chat"
    channels = frozenset({Channel.LINE, Channel.WEBHOOK, Channel.TEAMS})

    def __init__(
        self, secret_key: str, services: ChatServices, now: Callable[[], datetime], links: LinkSigner | None = None
    ) -> None:
        self._secret_key = secret_key
        self._services = services
        self._now = now
        self._links = links

    def close(self) -> None:
        """Each message has a connection of its own."""

    def route_of(self, message: WaitingMessage) -> Route:
        is_line = message.channel is Channel.LINE
        return Route(message.channel, None if is_line else message.account_id)

    def reach(self, route: Route) -> None:
        """A message finds out by itself, before it counts as handed over."""

    def deliver(self, message: WaitingMessage, hand_over: Callable[[], None]) -> None:
        with only_reading():
            target = self._target(message)
            text = messages.text_of(message.id)
            letter = letter_to_send(message, text, self._links, self._now().date())
        deliver(target, ChatPost(letter.subject, letter.text, text.message_id), self._services, hand_over)

    def _target(self, message: WaitingMessage) -> Target:
        with agency_scope(message.agency_id):
            account = channel_accounts.account_by_id(message.account_id or 0)
            person = contacts.line_address_of(message.user_id) if message.user_id is not None else None
        if account is None or not account.is_on:
            raise Refused(ACCOUNT_IS_OFF)
        if account.channel is Channel.LINE and account.group_address is None and person is None:
            raise Refused(NO_ADDRESS)
        try:
            return opened(account, Sealer(self._secret_key, message.agency_id), person or "")
        except SealBroken:
            raise Refused(ANOTHER_KEY) from None
