from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.domain.own_wording import OWN_WORDING
from tracker.domain.reminders import MessageKind
from tracker.domain.wording import (
    LONGEST_SENTENCES,
    LONGEST_SUBJECT,
    BadWording,
    Place,
    Wording,
    checked,
    filled,
    places_of,
)

GOOD = Wording("ขอรายงานเดือน {เดือน}", "เรียนแจ้ง {จำนวน} เรื่อง\n\nของ{หน่วยงาน}", "ภายใน{กำหนดส่ง}")


@pytest.mark.parametrize("kind", MessageKind)
def test_the_programs_own_sentences_pass_the_check_of_everybodys(kind: MessageKind) -> None:
    assert checked(kind, OWN_WORDING[kind]) == OWN_WORDING[kind]


def test_sentences_are_kept_tidy_and_keep_their_lines() -> None:
    untidy = Wording(
        "  ขอรายงานเดือน   {เดือน} ", "เรียนแจ้ง {จำนวน} เรื่อง \r\n\r\n\r\n\r\nของ{หน่วยงาน}", "ภายใน{กำหนดส่ง}\n"
    )
    assert checked(MessageKind.REQUEST, untidy) == GOOD


@pytest.mark.parametrize(
    ("part", "text", "says"),
    [
        ("subject", "", "Write something"),
        ("subject", "  ", "Write something"),
        ("opening", "\n", "Write something"),
        ("closing", "", "Write something"),
        ("subject", "สองบรรทัด\nของหัวเรื่อง", "one line"),
        ("subject", "ก" * (LONGEST_SUBJECT + 1), f"{LONGEST_SUBJECT + 1} letters"),
        ("opening", "ก" * (LONGEST_SENTENCES + 1), f"shorten it to {LONGEST_SENTENCES}"),
        ("opening", "ภายใน{วันกำหนด}", "{วันกำหนด}"),
        ("opening", "ภายใน{ กำหนดส่ง }", "nothing called"),
        ("opening", "ภายใน{}", "nothing called {}"),
        ("opening", "ภายใน{กำหนดส่ง", "stands alone at “{กำหนดส่ง”"),
        ("opening", "ภายในกำหนดส่ง}", "stands alone at “}”"),
        ("opening", "{{กำหนดส่ง}}", "stands alone"),
        ("opening", "{กำหนดส่ง{เดือน}}", "stands alone"),
        ("opening", "{{ 7 * 7 }}", "nothing called { 7 * 7 }"),
        ("opening", "{เดือน.__class__}", "nothing called"),
        ("opening", "{สถานที่ประชุม}", "nothing called {สถานที่ประชุม}"),
        ("closing", "{DUE_ON}", "nothing called"),
    ],
)
def test_what_cannot_be_filled_in_is_named_with_its_remedy(part: str, text: str, says: str) -> None:
    with pytest.raises(BadWording) as raised:
        checked(MessageKind.REQUEST, replace(GOOD, **{part: text}))
    assert raised.value.field == part
    assert says in str(raised.value)
    if "called" in says or "alone" in says:
        assert "{กำหนดส่ง}, {กำหนดส่งย่อ}" in str(raised.value)


def test_an_invitation_names_places_of_its_own() -> None:
    assert Place.HELD_IN in places_of(MessageKind.INVITATION)
    assert Place.MONTH not in places_of(MessageKind.INVITATION)
    assert {place for kind in MessageKind for place in places_of(kind)} == set(Place)


def test_the_braces_of_a_value_are_not_read_again() -> None:
    values = {Place.AGENCY: "{เดือน} {ไม่รู้จัก} {", Place.MONTH: "มกราคม"}
    assert filled("{หน่วยงาน} · {เดือน}", values) == "{เดือน} {ไม่รู้จัก} { · มกราคม"


ANY_TEXT = st.text(alphabet=st.sampled_from("{}กข เดือน\n%$\\"), max_size=40) | st.text(max_size=20)


@given(ANY_TEXT, ANY_TEXT, st.dictionaries(st.sampled_from(Place), ANY_TEXT))
def test_whatever_passes_the_check_can_be_filled_in(opening: str, closing: str, values: dict[Place, str]) -> None:
    try:
        wording = checked(MessageKind.REQUEST, Wording("เรื่อง", opening, closing))
    except BadWording:
        return
    everything = dict.fromkeys(Place, "x") | values
    for text in (wording.opening, wording.closing):
        filled(text, everything)
