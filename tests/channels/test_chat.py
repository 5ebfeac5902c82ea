from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import pytest

from tests.support import chat_services
from tests.support.chat_services import (
    HOOK_PATH,
    LINE_GROUP,
    LINE_PERSON,
    SIGNATURE,
    TOKEN,
    WORKFLOW,
    ChatService,
    as_line,
    as_teams,
    as_webhook,
    teams_address,
)
from tracker.channels.chat import LIMITS, ChatPost, Target, deliver
from tracker.channels.chat_text import units
from tracker.channels.outcomes import Delayed, NoConnection, OutOfReach, Refused, Unsent
from tracker.domain.reminders import Channel

POST = ChatPost(
    subject="ขอรายงานความก้าวหน้าเดือน ม.ค. 2569",
    text="เรียน ผู้อำนวยการกองคลัง\n\n  1. จัดทำแผน_*ฉบับใหม่*\n\nเปิดหน้ารายงาน: https://tidtam.example.go.th/my-reports",
    message_id="<0f9c@example.go.th>",
)
OWN = frozenset({"127.0.0.1"})
SECRETS = (TOKEN, LINE_PERSON, SIGNATURE, WORKFLOW, HOOK_PATH, "B0456SECRET")
JUDGES = {Channel.LINE: as_line, Channel.TEAMS: as_teams, Channel.WEBHOOK: as_webhook}


@dataclass(frozen=True)
class Services:
    line_url: str
    own_hosts: frozenset[str] = OWN
    timeout_seconds: int = 30


def nothing() -> None:
    return None


def target_at(service: ChatService, channel: Channel) -> Target:
    if channel is Channel.LINE:
        return Target(channel, TOKEN, LINE_PERSON)
    return Target(channel, teams_address(service.url) if channel is Channel.TEAMS else f"{service.url}{HOOK_PATH}")


@dataclass
class Chat:
    channel: Channel
    service: ChatService

    def send(self, post: ChatPost = POST, **changes: Any) -> str:
        services = Services(self.service.url, timeout_seconds=changes.pop("timeout_seconds", 30))
        target = changes.pop("target", target_at(self.service, self.channel))
        return deliver(target, post, services, changes.pop("hand_over", nothing))


@pytest.fixture(params=JUDGES, ids=str)
def chat(request: pytest.FixtureRequest) -> Iterator[Chat]:
    with chat_services.running(JUDGES[request.param]) as service:
        yield Chat(request.param, service)


@pytest.fixture
def line() -> Iterator[Chat]:
    with chat_services.running(as_line) as service:
        yield Chat(Channel.LINE, service)


def test_each_service_takes_what_it_is_sent(chat: Chat) -> None:
    words = chat.send()
    assert words.startswith("20")
    [request] = chat.service.requests
    assert request.headers["user-agent"] == "Tidtam"
    [text] = chat.service.texts
    assert POST.subject in text
    assert "https://tidtam.example.go.th/my-reports" in text
    assert "apprise" not in request.body.decode().lower()


def test_a_push_is_what_line_documents(line: Chat) -> None:
    line.send()
    [push] = line.service.accepted
    assert push.json == {"to": LINE_PERSON, "messages": [{"type": "text", "text": f"{POST.subject}\n\n{POST.text}"}]}
    assert push.headers["x-line-retry-key"] == POST.retry_key


def test_a_group_in_line_is_written_to_by_its_id(line: Chat) -> None:
    line.send(target=Target(Channel.LINE, TOKEN, LINE_GROUP))
    assert line.service.accepted[0].json["to"] == LINE_GROUP


def test_a_card_shows_marks_as_they_stand_and_mentions_nobody() -> None:
    with chat_services.running(as_teams) as service:
        post = ChatPost("เรื่อง", "3. *หนึ่ง* <at>everybody</at>\n1. https://a.go.th/x_y", "<1@b>")
        Chat(Channel.TEAMS, service).send(post)
        [document] = [request.json for request in service.accepted]
    card = document["attachments"][0]["content"]
    assert card["msteams"] == {"width": "full"}
    [block] = card["body"]
    assert block["text"] == (
        "**เรื่อง**\n\n3\\. \\*หนึ่ง\\* ‹at›everybody‹/at›\n\n1\\. [https://a.go.th/x_y](https://a.go.th/x_y)"
    )
    assert block["wrap"] is True


def test_what_is_too_long_keeps_its_link_and_its_end(chat: Chat) -> None:
    lines = "\n".join(f"  {number}. {'มาตรการยาว' * 10}" for number in range(100))
    text = f"เรียน ทุกท่าน\n{lines}\nเปิด: https://tidtam.example.go.th/my-reports\n\nเทศบาลตำบลตัวอย่าง"
    chat.send(ChatPost("เรื่อง", text, "<2@b>"))
    [seen] = chat.service.texts
    assert "https://tidtam.example.go.th/my-reports" in seen
    assert seen.endswith("เทศบาลตำบลตัวอย่าง")
    assert chat.channel is Channel.TEAMS or units(seen) <= LIMITS[chat.channel]


def test_a_push_that_line_took_before_counts_as_taken(line: Chat) -> None:
    line.service.loses_answers = True
    with pytest.raises(NoConnection):
        line.send()
    line.service.loses_answers = False
    assert line.send().startswith("409")
    assert len(line.service.accepted) == 1


def test_every_attempt_carries_the_same_key(chat: Chat) -> None:
    chat.service.next_answers = [(500, {"message": "later"})]
    with pytest.raises(Delayed):
        chat.send()
    chat.send()
    keys = {
        request.headers.get("x-line-retry-key") or request.headers.get("idempotency-key")
        for request in chat.service.requests
    }
    assert keys == {POST.retry_key}


@pytest.mark.parametrize(
    ("answer", "error", "words"),
    [
        ((400, {"message": "The property, 'to', in the request body is invalid"}), Refused, "400 The property, 'to'"),
        ((401, {"message": "Authentication failed."}), Refused, "401 Authentication failed."),
        ((403, {"message": "Not available."}), Refused, "403"),
        ((404, {"message": "Not found"}), Refused, "404"),
        ((413, {}), Refused, "413"),
        ((302, {"headers": {"Location": "http://127.0.0.1/elsewhere"}}), Refused, "302"),
        ((429, {"message": "You have reached your monthly limit."}), Refused, "429 You have reached"),
        ((429, {"message": "The API rate limit has been exceeded. Try again later."}), Delayed, "429 The API rate"),
        ((408, {}), Delayed, "408"),
        ((500, {"message": "Internal server error"}), Delayed, "500 Internal server error"),
        ((503, {}), Delayed, "503"),
        (None, NoConnection, "RemoteDisconnected"),
    ],
)  # fmt: skip
def test_it_tells_final_answers_from_passing_ones(
    chat: Chat, answer: chat_services.Reply | None, error: type[Unsent], words: str
) -> None:
    chat.service.next_answers = [answer]
    with pytest.raises(Unsent) as raised:
        chat.send()
    assert raised.type is error
    assert str(raised.value).startswith(words)
    assert len(chat.service.requests) == 1, "it went elsewhere"


def test_a_server_that_is_not_there_is_out_of_reach(chat: Chat) -> None:
    gone = ChatService(chat.service.judge, port=1)
    with pytest.raises(OutOfReach, match="refused"):
        deliver(target_at(gone, chat.channel), POST, Services(gone.url), nothing)


def test_a_silent_server_is_not_waited_for_long(line: Chat) -> None:
    line.service.pause_seconds = 2
    with pytest.raises(NoConnection, match="ไม่ตอบ"):
        line.send(timeout_seconds=1)


def test_nothing_has_been_sent_when_the_caller_is_called_back(chat: Chat) -> None:
    class Overtaken(Exception):
        pass

    def overtaken() -> None:
        assert chat.service.requests == []
        raise Overtaken

    with pytest.raises(Overtaken):
        chat.send(hand_over=overtaken)
    assert chat.service.requests == []


def test_a_card_is_refused_without_the_right_signature() -> None:
    with chat_services.running(as_teams) as service:
        wrong = Target(Channel.TEAMS, teams_address(service.url).replace(SIGNATURE, "another-SIGNATURE"))
        with pytest.raises(Refused, match="401") as raised:
            deliver(wrong, POST, Services(service.url), nothing)
    assert "another-SIGNATURE" not in str(raised.value)


UNREADABLE_TARGETS = [
    Target(Channel.LINE, "", LINE_PERSON),
    Target(Channel.LINE, TOKEN, ""),
    Target(Channel.TEAMS, "https://example.go.th/hook"),
    Target(Channel.WEBHOOK, "no address"),
    Target(Channel.WEBHOOK, "ftp://example.go.th/x"),
    Target(Channel.WEBHOOK, "http://example.go.th/hook"),
    Target(Channel.WEBHOOK, "https://10.1.2.3/hook"),
    Target(Channel.WEBHOOK, "https://[::1]/hook"),
]


@pytest.mark.parametrize("target", UNREADABLE_TARGETS, ids=lambda target: f"{target.channel} {target.credential}")
def test_a_target_that_cannot_be_used_is_refused_for_good(target: Target) -> None:
    with pytest.raises(Refused):
        deliver(target, POST, Services("http://127.0.0.1:1", own_hosts=frozenset()), nothing)


def answers_with_what_it_got(_service: ChatService, request: chat_services.Request) -> chat_services.Reply:
    return 400, {"message": f"{request.path} {request.headers.get('authorization', '')} {request.body.decode()}"}


FAILURES: list[Callable[[ChatService], None]] = [
    lambda service: setattr(service, "judge", answers_with_what_it_got),
    lambda service: service.next_answers.append(None),
    lambda service: service.next_answers.append((500, {"message": "boom"})),
    lambda service: setattr(service, "port", 1),
]


@pytest.mark.parametrize("fail", FAILURES, ids=["repeats the request", "hangs up", "breaks", "is gone"])
def test_no_secret_reaches_a_log_or_an_error(
    chat: Chat, fail: Callable[[ChatService], None], caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    fail(chat.service)
    with pytest.raises(Unsent) as raised:
        chat.send()
    said = [str(raised.value), repr(raised.value), repr(target_at(chat.service, chat.channel)), caplog.text]
    assert raised.value.__cause__ is None
    assert not [secret for secret in SECRETS for text in said if secret in text]
