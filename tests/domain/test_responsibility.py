from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.support.quickness import quick
from tracker.domain.agency import AgencyKind
from tracker.domain.responsibility import (
    LONGEST_TEXT,
    Note,
    clerk_office_name,
    division_key,
    parse_responsible,
    usual_divisions,
)

TOWN = AgencyKind.TOWN_MUNICIPALITY
SUBDISTRICT = AgencyKind.SUBDISTRICT_ORGANISATION
PROVINCE = AgencyKind.PROVINCIAL_ORGANISATION
CLERK_OF_PROVINCE = "สำนักปลัดองค์การบริหารส่วนจังหวัด"
HEALTH = "กองสาธารณสุขและสิ่งแวดล้อม"


@pytest.mark.parametrize(
    ("text", "kind", "divisions"),
    [
        ("กองคลัง", TOWN, ("กองคลัง",)),
        ("กองยุทธศาสตร์ และงบประมาณ", TOWN, ("กองยุทธศาสตร์และงบประมาณ",)),
        ("กองยุทธศาสตร์\nและงบประมาณ", None, ("กองยุทธศาสตร์และงบประมาณ",)),
        ("หน่วยตรวจสอบ ภายใน", None, ("หน่วยตรวจสอบภายใน",)),
        ("กองการศึกษา ศาสนาและ วัฒนธรรม", SUBDISTRICT, ("กองการศึกษา ศาสนาและวัฒนธรรม",)),
        ("สำนักปลัด ฯ", PROVINCE, (CLERK_OF_PROVINCE,)),
        ("สำนักปลัด", SUBDISTRICT, ("สำนักปลัด",)),
        ("สำนัก ปลัดเทศบาล", TOWN, ("สำนักปลัดเทศบาล",)),
        ("สำนักปลัด อบต.", SUBDISTRICT, ("สำนักปลัด",)),
        ("กองสาธารณสุขฯ", TOWN, (HEALTH,)),
        ("กองคลัง กองช่าง", None, ("กองคลัง", "กองช่าง")),
        ("กองคลังกองช่าง", None, ("กองคลัง", "กองช่าง")),
        (f"{HEALTH} และกองช่าง", TOWN, (HEALTH, "กองช่าง")),
        ("กองคลัง, กองช่าง / สำนักปลัด ฯ", TOWN, ("กองคลัง", "กองช่าง", "สำนักปลัดเทศบาล")),
        ("๑. กองคลัง ๒. กองช่าง", None, ("กองคลัง", "กองช่าง")),
        ("- กองคลัง\n- กองช่าง", None, ("กองคลัง", "กองช่าง")),
        ("กองคลังร่วมกับกองช่าง", None, ("กองคลัง", "กองช่าง")),
        ("ผู้รับผิดชอบ : กองคลัง", None, ("กองคลัง",)),
        ("กองคลัง (งานพัสดุ)", None, ("กองคลัง",)),
        ("กองคลัง กองคลัง", None, ("กองคลัง",)),
        # Wrapped, spaced out by the reader, or run together.
        ("สำนัก\nปลัด", TOWN, ("สำนักปลัดเทศบาล",)),
        ("กองยุทธศาสตร์\nและ\nงบประมาณ", TOWN, ("กองยุทธศาสตร์และงบประมาณ",)),
        ("ก อ ง ค ลั ง", TOWN, ("กองคลัง",)),
        ("สำนักปลัด กอง คลัง กองช่าง", TOWN, ("สำนักปลัดเทศบาล", "กองคลัง", "กองช่าง")),
        # Lists of every kind; และ and the comma of a name are no separators.
        ("๑) กองคลัง ๒) กองช่าง", TOWN, ("กองคลัง", "กองช่าง")),
        ("• กองคลัง • กองช่าง", TOWN, ("กองคลัง", "กองช่าง")),
        ("-กองคลัง\n-กองช่าง", TOWN, ("กองคลัง", "กองช่าง")),
        ("กองคลัง;กองช่าง+สำนักปลัด", TOWN, ("กองคลัง", "กองช่าง", "สำนักปลัดเทศบาล")),
        ("กองคลัง กับ กองช่าง", TOWN, ("กองคลัง", "กองช่าง")),
        ("กองการศึกษา ศาสนา และวัฒนธรรม และกองคลัง", SUBDISTRICT, ("กองการศึกษา ศาสนาและวัฒนธรรม", "กองคลัง")),
        ("กองการศึกษา,ศาสนาและวัฒนธรรม", SUBDISTRICT, ("กองการศึกษา ศาสนาและวัฒนธรรม",)),
        ("ส่วนการคลัง ส่วนโยธา สำนักปลัด", SUBDISTRICT, ("ส่วนการคลัง", "ส่วนโยธา", "สำนักปลัด")),
        # What stands behind a name and is no part of it.
        ("กองคลังรับผิดชอบ", TOWN, ("กองคลัง",)),
        ("กองช่างร่วม", TOWN, ("กองช่าง",)),
        ("กองสมมุติร่วมดำเนินการ", TOWN, ("กองสมมุติ",)),
        ("กองคลัง โทร. 0-2345-6789", TOWN, ("กองคลัง",)),
        ("กองคลัง เทศบาลตำบลสมมุติ", TOWN, ("กองคลัง",)),
        ("สำนักปลัด อบต.สมมุติ", SUBDISTRICT, ("สำนักปลัด",)),
        ("หน่วยงานที่รับผิดชอบ กองคลัง", TOWN, ("กองคลัง",)),
        # Abbreviations.
        ("สป., กค., กช.", TOWN, ("สำนักปลัดเทศบาล", "กองคลัง", "กองช่าง")),
        ("สป/กค/ตสน.", PROVINCE, (CLERK_OF_PROVINCE, "กองคลัง", "หน่วยตรวจสอบภายใน")),
        ("กองยุทธฯ และกองสวัสดิการ ฯ", TOWN, ("กองยุทธศาสตร์และงบประมาณ", "กองสวัสดิการสังคม")),
        ("สำนักงานเลขานุการ อบจ.", PROVINCE, ("สำนักงานเลขานุการองค์การบริหารส่วนจังหวัด",)),
    ],
)
def test_it_names_the_divisions(text: str, kind: AgencyKind | None, divisions: tuple[str, ...]) -> None:
    read = parse_responsible(text, agency_kind=kind)
    assert (read.divisions, read.all, read.lead, read.confirm) == (divisions, False, None, False)
    assert read.text == text


@pytest.mark.parametrize(
    "text",
    [
        "ทุกกอง", "ทุกส่วน ราชการ", "ทุกหน่วยงาน", "ทุกสำนัก/กอง", "ทุก สำนัก กอง", "ทุกกอง / ฝ่าย", "ทุกกองและทุกสำนัก",
        "ทุกส่วนราชการในสังกัด", "สำนัก/กอง ทุกแห่ง", "หัวหน้าส่วนราชการทุกส่วน", "ทุกหน่วยงานภายในเทศบาล", "ทุกฝ่าย",
        "ทุก ๆ กอง", "ทุกส่วนงาน", "ทุกกลุ่มงาน", "ทุกสำนัก/กอง/หน่วย", "ส่วนราชการในสังกัดทุกส่วนราชการ",
        "ผู้อำนวยการกองทุกกอง", "งานธุรการทุกกอง",
    ],
)  # fmt: skip
def test_a_slash_or_a_space_in_all_divisions_is_no_list(text: str) -> None:
    read = parse_responsible(text)
    assert (read.all, read.divisions, read.lead, read.confirm) == (True, (), None, False)


@pytest.mark.parametrize(
    ("text", "everyone", "divisions", "lead"),
    [
        ("ทุกส่วนราชการ, สำนักปลัด ฯ รวบรวมและเผยแพร่", True, ("สำนักปลัดเทศบาล",), "สำนักปลัดเทศบาล"),
        ("ทุกกอง โดยมีสำนักปลัดเป็นหน่วยงานหลัก", True, ("สำนักปลัดเทศบาล",), "สำนักปลัดเทศบาล"),
        ("ทุกกอง (กองคลังเป็นหน่วยงานหลัก)", True, ("กองคลัง",), "กองคลัง"),
        ("หน่วยงานหลัก: กองคลัง หน่วยงานสนับสนุน: ทุกกอง", True, ("กองคลัง",), "กองคลัง"),
        ("กองคลัง เป็นหน่วยงานหลัก และทุกกองร่วมดำเนินการ", True, ("กองคลัง",), "กองคลัง"),
        ("กองคลัง (หลัก) กองช่าง (ร่วม)", False, ("กองคลัง", "กองช่าง"), "กองคลัง"),
        ("สำนักปลัด ทุกกอง", True, ("สำนักปลัดเทศบาล",), None),
        ("สำนักปลัด ร่วมกับทุกกอง", True, ("สำนักปลัดเทศบาล",), None),
        ("ทุกกองโดยมีกองคลังเป็นเจ้าภาพ", True, ("กองคลัง",), "กองคลัง"),
        ("หลัก: สำนักปลัด ร่วม: ทุกกอง", True, ("สำนักปลัดเทศบาล",), "สำนักปลัดเทศบาล"),
        ("หน่วยงานรับผิดชอบหลัก สำนักปลัด หน่วยงานสนับสนุน ทุกกอง", True, ("สำนักปลัดเทศบาล",), "สำนักปลัดเทศบาล"),
        ("สำนักปลัดเป็นหลัก กองคลังสนับสนุน", False, ("สำนักปลัดเทศบาล", "กองคลัง"), "สำนักปลัดเทศบาล"),
        ("กองช่างร่วม กองคลังหลัก", False, ("กองช่าง", "กองคลัง"), "กองคลัง"),
        ("หน่วยงานหลัก : กองคลัง\nหน่วยงานร่วม : กองช่าง", False, ("กองคลัง", "กองช่าง"), "กองคลัง"),
    ],
)
def test_one_division_may_lead_the_others(
    text: str, everyone: bool, divisions: tuple[str, ...], lead: str | None
) -> None:
    read = parse_responsible(text, agency_kind=TOWN)
    assert (read.all, read.divisions, read.lead, read.confirm) == (everyone, divisions, lead, False)


@pytest.mark.parametrize(
    ("text", "divisions", "notes"),
    [
        ("ผู้อำนวยการกองคลัง", ("กองคลัง",), (Note.POST,)),
        ("ผอ.กองช่าง", ("กองช่าง",), (Note.POST,)),
        ("หัวหน้าสำนักปลัด", ("สำนักปลัดเทศบาล",), (Note.POST,)),
        ("หัวหน้า สำนักปลัด", ("สำนักปลัดเทศบาล",), ()),
        ("งานธุรการ สำนักปลัด", ("สำนักปลัดเทศบาล",), (Note.SUB_UNIT,)),
        ("หน.สป.", ("สำนักปลัดเทศบาล",), (Note.POST,)),
        ("ผอ. กองคลัง และ ผอ. กองช่าง", ("กองคลัง", "กองช่าง"), (Note.POST,)),
        ("ศูนย์พัฒนาเด็กเล็ก กองการศึกษา", ("กองการศึกษา",), (Note.SUB_UNIT,)),
        ("นักวิชาการคลัง กองคลัง", ("กองคลัง",), (Note.STAFF,)),
        ("นิติกร สำนักปลัด", ("สำนักปลัดเทศบาล",), (Note.STAFF,)),
        ("นายช่างโยธา กองช่าง", ("กองช่าง",), (Note.STAFF,)),
        ("นายสมมุติ กองแก้ว ผู้อำนวยการกองคลัง", ("กองคลัง",), (Note.PERSON, Note.POST)),
    ],
)
def test_behind_a_post_or_a_section_stands_its_division(
    text: str, divisions: tuple[str, ...], notes: tuple[Note, ...]
) -> None:
    read = parse_responsible(text, agency_kind=TOWN)
    assert read.divisions == divisions
    assert read.confirm is False
    assert set(notes) <= set(read.notes)


@pytest.mark.parametrize(
    ("text", "everyone", "divisions", "note"),
    [
        ("คณะทำงานประเมินตนเอง", False, (), Note.COMMITTEE),
        ("คณะทำงาน / กองคลัง", False, ("กองคลัง",), Note.COMMITTEE),
        ("ปลัดเทศบาล", False, (), Note.EXECUTIVE),
        ("กองช่าง / ผู้บริหาร", False, ("กองช่าง",), Note.EXECUTIVE),
        ("กองช่างและหน่วยงานที่เกี่ยวข้อง", False, ("กองช่าง",), Note.OTHERS),
        ("กองช่าง ฯลฯ", False, ("กองช่าง",), Note.OTHERS),
        ("หัวหน้าส่วนราชการ", False, (), Note.OTHERS),
        ("กองเดียวกัน", False, (), Note.OTHERS),
        ("กองคลัง หรือ กองช่าง", False, ("กองคลัง", "กองช่าง"), Note.ALTERNATIVE),
        ("กองคลัง และ/หรือ กองช่าง", False, ("กองคลัง", "กองช่าง"), Note.ALTERNATIVE),
        ("คณะผู้บริหาร และทุกส่วนราชการ", True, (), Note.EXECUTIVE),
        ("นักวิชาการเงินและบัญชี", False, (), Note.STAFF_ALONE),
        ("เจ้าหน้าที่พัสดุ", False, (), Note.STAFF_ALONE),
        ("นางสาวสมมุติ กองแก้ว", False, (), Note.PERSON_ALONE),
        ("(นายสมมุติ ใจดี)", False, (), Note.PERSON_ALONE),
        ("โรงเรียนในสังกัด", False, ("โรงเรียนในสังกัด",), Note.SUB_UNIT_ALONE),
        ("ฝ่ายพัฒนางานบุคคล", False, ("ฝ่ายพัฒนางานบุคคล",), Note.SUB_UNIT_ALONE),
        ("ผู้อำนวยการ", False, (), Note.NOT_UNDERSTOOD),
        ("กองคลังและประชาชน", False, ("กองคลัง",), Note.NOT_UNDERSTOOD),
        ("ทุกคน", True, (), Note.EVERY_PERSON),
        ("สำนัก/กองที่เกี่ยวข้อง", False, (), Note.OTHERS),
        ("งานประชาสัมพันธ์", False, ("งานประชาสัมพันธ์",), Note.SUB_UNIT_ALONE),
        ("บุคลากรทุกคน", True, (), Note.EVERY_PERSON),
        ("กองสมมุติฯ", False, ("กองสมมุติฯ",), Note.UNKNOWN_ABBREVIATION),
        ("กองทุนสุขภาพ", False, (), Note.NOT_UNDERSTOOD),
        ("ตามคำสั่ง", False, (), Note.NOT_UNDERSTOOD),
        ('"', False, (), Note.DITTO),
        ("กองคลัง (หลัก) กองช่าง (หลัก)", False, ("กองคลัง", "กองช่าง"), Note.SEVERAL_LEADS),
        ("ก" * (LONGEST_TEXT + 1), False, (), Note.NOT_UNDERSTOOD),
    ],
)
def test_what_is_no_division_is_noted_and_asked(
    text: str, everyone: bool, divisions: tuple[str, ...], note: Note
) -> None:
    read = parse_responsible(text, agency_kind=TOWN)
    assert (read.all, read.divisions, read.confirm) == (everyone, divisions, True)
    assert note in read.notes


@pytest.mark.parametrize("text", ["", "-", "ไม่ระบุ"])
def test_nobody_is_named(text: str) -> None:
    read = parse_responsible(text)
    assert (read.all, read.divisions, read.notes) == (False, (), ())


def test_the_agencys_own_names_go_before_the_usual_ones() -> None:
    known = ("ปภ.", "กองสาธารณสุข ฯ ทต.สมมุติ", "กองแผนและงบประมาณ")
    assert parse_responsible("ปภ.", known_divisions=known).divisions == ("ปภ.",)
    assert parse_responsible("กองแผนฯ", known_divisions=known).divisions == ("กองแผนและงบประมาณ",)

    assert parse_responsible("กค.", known_divisions=("กค.",)).divisions == ("กค.",)
    assert parse_responsible("กองคลังและพัสดุ กองคลัง", known_divisions=("กองคลังและพัสดุ",)).divisions == (
        "กองคลังและพัสดุ",
        "กองคลัง",
    )
    assert parse_responsible("ช่าง ช่างภาพ", known_divisions=("ช่าง",)).divisions == ("ช่าง",)


@pytest.mark.parametrize("text", ["ทุกกอง ยกเว้น กองช่าง", "ทุกส่วนราชการ (ยกเว้นกองช่าง)", "ทุกสำนัก/กอง เว้นแต่กองช่าง"])
def test_all_but_one_is_asked_and_spelt_out_where_the_divisions_are_known(text: str) -> None:
    known = ("สำนักปลัดเทศบาล", "กองคลัง", "กองช่าง")
    for divisions, everyone, named in ((known, False, known[:2]), (known[:2], True, ()), ((), True, ())):
        read = parse_responsible(text, agency_kind=TOWN, known_divisions=divisions)
        assert (read.all, read.divisions, read.notes, read.confirm) == (everyone, named, (Note.EXCEPT,), True)


def test_two_spellings_of_one_division_have_one_key() -> None:
    assert division_key("กอง ยุทธศาสตร์และ งบประมาณ", TOWN) == division_key("กองยุทธศาสตร์และงบประมาณ", TOWN)
    assert division_key("สำนักปลัด ฯ", TOWN) == division_key("สำนักปลัดเทศบาล", TOWN) == clerk_office_name(TOWN)
    assert division_key("กองคลัง", TOWN) != division_key("สำนักคลัง", TOWN)


@pytest.mark.parametrize("kind", [*AgencyKind, None, "unknown"])
def test_every_kind_has_usual_divisions_with_a_clerks_office(kind: str | None) -> None:
    names = usual_divisions(kind)
    assert clerk_office_name(kind) in names
    assert len({division_key(name, kind) for name in names}) == len(names)


CELL = st.lists(
    st.sampled_from(
        (
            "กอง",
            "สำนัก",
            "ทุก",
            "คลัง",
            "ปลัด",
            "ฯ",
            "และ",
            "/",
            ",",
            "(",
            ")",
            "หลัก",
            ":",
            "งาน",
            "ฝ่าย",
            "ส่วน",
            "ราชการ",
            "ที่เกี่ยวข้อง",
            "นำ",
            "เป็น",
            "-",
            "1.",
            "โดย",
            "มี",
        )  # fmt: skip
    ),
    max_size=14,
)


@given(st.one_of(st.text(max_size=80), CELL.map(" ".join), CELL.map("".join)), st.sampled_from([*AgencyKind, None]))
def test_any_cell_is_read_and_kept(text: str, kind: AgencyKind | None) -> None:
    read = parse_responsible(text, agency_kind=kind)
    assert read.text == text
    assert len(set(read.divisions)) == len(read.divisions)
    assert read.lead is None or read.lead in read.divisions
    assert read == parse_responsible(text, agency_kind=kind)
    assert not any("\ue000" <= letter <= "\ue003" for name in read.divisions for letter in name)


@given(CELL.map(" ".join).filter(bool), st.integers(550, 10_000))
def test_a_long_cell_takes_no_time(text: str, length: int) -> None:
    endless = (text * length)[:length]
    parse_responsible(text)
    with quick(0.2):
        parse_responsible(endless)


@given(st.permutations(usual_divisions(TOWN)), st.sampled_from([", ", " / ", "\n", " และ", " "]))
def test_every_list_of_the_usual_divisions_is_read_back(names: list[str], separator: str) -> None:
    assert parse_responsible(separator.join(names), agency_kind=TOWN).divisions == tuple(names)
