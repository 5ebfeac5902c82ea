from __future__ import annotations

import email
import re
from email.header import decode_header, make_header
from email.message import EmailMessage
from email.policy import default

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.channels.encoded_words import AS_GIVEN, LONGEST_LINE, set_words

WORDS = ["ก", "ผู้ว่าฯ", "องค์การบริหารส่วนจังหวัด" * 9, "plain", "a " * 200, 'ผู้ว่าฯ "ก", ข; <ค>', "ปี 2569 🎉" * 20]


def read_back(words: str, after: str = "") -> tuple[EmailMessage, bytes]:
    message = EmailMessage(policy=AS_GIVEN)
    set_words(message, "To" if after else "Subject", words, after)
    content = message.as_bytes()
    parsed = email.message_from_bytes(content, policy=default)
    assert isinstance(parsed, EmailMessage)
    return parsed, content


@given(
    st.one_of(st.sampled_from(WORDS), st.text(st.characters(blacklist_categories=("Cc", "Cs", "Zl", "Zp")), min_size=1))
)
def test_it_is_read_as_it_was_written_and_no_line_is_too_long(words: str) -> None:
    parsed, content = read_back(words)
    assert str(parsed["Subject"]) == words
    assert max(len(line) for line in content.splitlines()) <= LONGEST_LINE


@pytest.mark.parametrize("words", WORDS)
def test_each_word_is_whole_by_itself(words: str) -> None:
    """No letter of several bytes is cut in two: RFC 2047, section 5."""
    _, content = read_back(words)
    for word in re.findall(rb"=\?utf-8\?b\?\S*\?=", content):
        email.message_from_bytes(b"Subject: " + word, policy=default)["Subject"].encode("utf-8", "strict")


@pytest.mark.parametrize("words", WORDS)
def test_a_name_keeps_its_address(words: str) -> None:
    """Read by the older of the library's two readers: the newer puts spaces between the words of a name."""
    _, content = read_back(words, after="<head@example.go.th>")
    header = content.partition(b"\r\n\r\n")[0].decode("ascii").removeprefix("To: ")
    assert (
        " ".join(str(make_header(decode_header(header))).split()) == f"{' '.join(words.split())} <head@example.go.th>"
    )
