"""The carrier of letters: from the ledger's row to the mail server, over one connection."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from tracker.channels.email import Mail, MailConnection, MailServer
from tracker.channels.letters import with_attached_paper
from tracker.channels.link_signing import LinkSigner
from tracker.domain.reminders import Channel
from tracker.extensions import only_reading
from tracker.queries import messages
from tracker.queries.messages import WaitingMessage
from tracker.services.carriers import NoRoute, Route
from tracker.services.personal_letters import letter_to_send
from tracker.services.pre_read_papers import PreReadPapers

NO_MAIL_SERVER = "ยังไม่ได้ตั้งค่าเซิร์ฟเวอร์อีเมล จึงรอไว้ให้คัดลอกข้อความไปส่งเอง"


class MailCarrier:
    """Without `links` no letter carries a personal address, without `papers` none carries a paper."""

    name = "mail"
    channels = frozenset({Channel.EMAIL})

    def __init__(
        self,
        server: MailServer | None,
        now: Callable[[], datetime],
        links: LinkSigner | None = None,
        papers: PreReadPapers | None = None,
    ) -> None:
        self._connection = MailConnection(server) if server else None
        self._now = now
        self._links = links
        self._papers = papers

    def close(self) -> None:
        if self._connection:
            self._connection.close()

    def route_of(self, message: WaitingMessage) -> Route:
        if self._connection is None:
            raise NoRoute(NO_MAIL_SERVER)
        return Route(message.channel)

    def reach(self, _route: Route) -> None:
        if self._connection:
            self._connection.open()

    def deliver(self, message: WaitingMessage, hand_over: Callable[[], None]) -> None:
        if self._connection:
            self._connection.deliver(self._mail(message), before_the_last_dot=hand_over)

    def _mail(self, message: WaitingMessage) -> Mail:
        with only_reading():
            text = messages.text_of(message.id)
            letter = letter_to_send(message, text, self._links, self._now().date())
        paper = self._papers.paper_for(message) if self._papers else None
        if paper is not None:
            letter = with_attached_paper(letter, paper.name)
        return Mail(
            to_address=text.to_address,
            to_name=text.to_name,
            from_name=message.agency,
            subject=letter.subject,
            text=letter.text,
            html=letter.html,
            message_id=text.message_id,
            written_at=message.queued_at,
            calendar=text.calendar,
            attached=paper,
        )
