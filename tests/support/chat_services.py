"""Chat services on loopback that take a request as the real ones document it, and answer as they do."""

from __future__ import annotations

import json
import re
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from uuid import UUID

LINE_PERSON = "U0123456789abcdef0123456789abcdef"
LINE_GROUP = "Cfedcba9876543210fedcba9876543210"
TOKEN = "a1B2c3D4e5F6g7H8i9J0k1L2m3N4o5P6q7R8s9T0u1V2w3X4y5Z6/channel+access=="
SIGNATURE = "s3cr3t-SIGNATURE_of-the-workflow-0123456789"
WORKFLOW = "f00dfacef00dfacef00dfacef00dface"
HOOK_PATH = "/hooks/T0123SECRET/B0456SECRET/x9y8z7w6v5u4"

Reply = tuple[int, dict[str, Any]]


@dataclass(frozen=True)
class Request:
    method: str
    path: str
    headers: dict[str, str]
    body: bytes

    @property
    def json(self) -> Any:
        return json.loads(self.body)


@dataclass
class ChatService:
    """`judge` answers as the service does; `next_answers` go before it, None by hanging up."""

    judge: Callable[[ChatService, Request], Reply]
    port: int = 0
    requests: list[Request] = field(default_factory=list)
    accepted: list[Request] = field(default_factory=list)
    next_answers: list[Reply | None] = field(default_factory=list)
    pause_seconds: float = 0.0
    #: Hangs up after taking the request, as a line does that breaks.
    loses_answers: bool = False

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def texts(self) -> list[str]:
        """What readers got to see."""
        return [_text_of(request.json) for request in self.accepted]

    def answer(self, request: Request) -> Reply | None:
        self.requests.append(request)
        time.sleep(self.pause_seconds)
        if self.next_answers:
            return self.next_answers.pop(0)
        reply = self.judge(self, request)
        if 200 <= reply[0] < 300:
            self.accepted.append(request)
        return None if self.loses_answers else reply


def _text_of(document: Any) -> str:
    if "messages" in document:
        return str(document["messages"][0]["text"])
    if "attachments" in document:
        return "\n\n".join(block["text"] for block in document["attachments"][0]["content"]["body"])
    return str(document["text"])


def as_line(service: ChatService, request: Request) -> Reply:
    """POST /v2/bot/message/push of the Messaging API, with its retry key."""
    if (request.method, request.path) != ("POST", "/v2/bot/message/push"):
        return 404, {"message": "Not found"}
    if request.headers.get("authorization") != f"Bearer {TOKEN}":
        return 401, {
            "message": "Authentication failed. Confirm that the access token in the authorization header is valid."
        }
    if not request.headers.get("content-type", "").startswith("application/json"):
        return 400, {"message": "Content type must be application/json"}
    problems = _problems_of_push(request.json)
    if problems:
        return 400, {"message": "The request body has errors", "details": problems}
    key = str(UUID(request.headers["x-line-retry-key"]))
    if key in [one.headers["x-line-retry-key"] for one in service.accepted]:
        return 409, {"message": "The retry key is already accepted"}
    return 200, {"sentMessages": [{"id": "461230966842064897", "quoteToken": "IStG5h1Tz7b"}]}


def _problems_of_push(push: Any) -> list[dict[str, str]]:
    problems = []
    if set(push) != {"to", "messages"} or not re.fullmatch(r"[UCR][0-9a-f]{32}", str(push.get("to"))):
        problems.append({"message": "The property, 'to', in the request body is invalid", "property": "to"})
    for message in push.get("messages", [{}]):
        text = message.get("text", "")
        if set(message) != {"type", "text"} or message["type"] != "text":
            problems.append({"message": "Must be a text message", "property": "messages[0].type"})
        elif not 0 < len(text.encode("utf-16-le")) // 2 <= 5000:
            problems.append({"message": "Size must be between 1 and 5000", "property": "messages[0].text"})
    return problems


def as_teams(_service: ChatService, request: Request) -> Reply:
    """A workflow “when a Teams webhook request is received” that posts the card it is sent."""
    path, _, query = request.path.partition("?")
    if request.method != "POST" or path != f"/workflows/{WORKFLOW}/triggers/manual/paths/invoke":
        return 404, {"error": {"code": "WorkflowNotFound", "message": "The workflow could not be found."}}
    if f"sig={SIGNATURE}" not in query.split("&"):
        return 401, {"error": {"code": "DirectApiAuthorizationRequired", "message": f"Wrong signature in {query}"}}
    document = request.json
    [attachment] = document["attachments"]
    card = attachment["content"]
    if (
        document["type"] != "message"
        or attachment["contentType"] != "application/vnd.microsoft.card.adaptive"
        or card["type"] != "AdaptiveCard"
        or not re.fullmatch(r"1\.[0-5]", card["version"])
        or not all(block["type"] == "TextBlock" and block["text"] for block in card["body"])
        or len(request.body) > 28 * 1024
    ):
        return 400, {"error": {"code": "TriggerInputSchemaMismatch", "message": "The input is not a card."}}
    return 202, {}


def as_webhook(_service: ChatService, request: Request) -> Reply:
    """One that takes what it knows and nothing else, as Google Chat does."""
    if request.method != "POST" or request.path != HOOK_PATH:
        return 404, {"message": f"no hook at {request.path}"}
    return (200, {}) if set(request.json) == {"text"} else (400, {"message": "Unknown name"})


def teams_address(base: str) -> str:
    query = f"api-version=2016-06-01&sp=%2Ftriggers%2Fmanual%2Frun&sv=1.0&sig={SIGNATURE}"
    return f"{base}/workflows/{WORKFLOW}/triggers/manual/paths/invoke?{query}"


@contextmanager
def running(judge: Callable[[ChatService, Request], Reply]) -> Iterator[ChatService]:
    service = ChatService(judge)
    with ThreadingHTTPServer(("127.0.0.1", 0), _handler(service)) as server:
        # Whoever does not wait for the answer breaks the line, which is no news here.
        server.handle_error = lambda *_: None  # type: ignore[method-assign]
        service.port = server.server_port
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        thread.start()
        yield service
        server.shutdown()
        thread.join()


def _handler(service: ChatService) -> type[BaseHTTPRequestHandler]:
    def respond(http: BaseHTTPRequestHandler) -> None:
        body = http.rfile.read(int(http.headers.get("content-length", 0)))
        headers = {name.lower(): value for name, value in http.headers.items()}
        reply = service.answer(Request(http.command, http.path, headers, body))
        if reply is None:
            return
        status, document = reply
        content = json.dumps(document).encode()
        http.send_response(status)
        for name, value in {**document.get("headers", {}), "Content-Length": str(len(content))}.items():
            http.send_header(name, value)
        http.end_headers()
        http.wfile.write(content)

    def keep_quiet(_http: BaseHTTPRequestHandler, *_: object) -> None:
        """The tests look at `requests`."""

    methods = {"do_POST": respond, "do_GET": respond, "log_message": keep_quiet}
    return type("Handler", (BaseHTTPRequestHandler,), methods)
