"""The doubts of a reading, said in Thai to the office that has to settle them."""

from __future__ import annotations

from collections.abc import Iterable

from tracker.domain.framework import indicator_name
from tracker.domain.period import Period, PeriodKind
from tracker.domain.period_spans import Doubt
from tracker.domain.responsibility import Note, Responsible
from tracker.domain.thai_dates import thai_date
from tracker.plan_reading.draft import DraftQuestion
from tracker.plan_reading.heading_words import Column

_ABOUT_THE_PLAN = {
    "agency_name_missing": "ไม่พบชื่อหน่วยงานในเอกสาร โปรดระบุว่าเป็นแผนของหน่วยงานใด",
    "agency_differs": "เอกสารเป็นของ “{name}” ไม่ใช่ของ “{own}” โปรดตรวจว่าเลือกไฟล์ถูกต้อง",
    "agency_name_varies": "ชื่อหน่วยงานในเอกสารเขียนไม่ตรงกัน ({names}) ได้ใช้ “{name}” ตามหน้าแรก ถูกต้องหรือไม่",
    "plan_year_missing": "ไม่พบปีงบประมาณของแผนในเอกสาร โปรดระบุปีงบประมาณ",
    "plan_year_from_periods": "ชื่อเอกสารไม่ได้ระบุปีงบประมาณของแผน ได้ใช้ปี {year} ตามช่องระยะเวลา ถูกต้องหรือไม่",
    "plan_year_after_assessment": "ไม่พบปีงบประมาณของแผน ได้ใช้ปี {year} ซึ่งถัดจากปีที่ประเมิน ถูกต้องหรือไม่",
    "plan_year_differs": "ชื่อเอกสารระบุปีงบประมาณ {printed} แต่เลือกนำเข้าเป็นแผนปี {year} ปีใดถูกต้อง",
    "assessed_year_missing": "ไม่พบว่าผลการประเมิน ITA ในเอกสารเป็นของปีงบประมาณใด โปรดระบุ",
    "assessed_year_is_plan_year": (
        "เอกสารระบุว่าผลการประเมินเป็นของปีงบประมาณ {year} ซึ่งเป็นปีเดียวกับแผน โดยทั่วไปแผนทำจากผลของปีก่อน ({before}) ปีใดถูกต้อง"
    ),
    "overall_missing": "ไม่พบคะแนน ITA ภาพรวมในเอกสาร โปรดระบุ",
    "overall_mismatch": "คะแนนรายตัวชี้วัดคำนวณได้ {computed:.2f} ไม่ตรงกับคะแนนภาพรวม {printed} ที่พิมพ์ไว้ ได้เก็บตามที่พิมพ์",
    "level_mismatch": "ระดับ “{printed}” ไม่ตรงกับเกณฑ์ ซึ่งคะแนนนี้ควรเป็น “{expected}” ได้เก็บตามที่พิมพ์ ถูกต้องหรือไม่",
    "indicators_missing": "ไม่พบคะแนนของตัวชี้วัดที่ {codes} โปรดตรวจสอบ",
    "score_conflict": "คะแนนของตัวชี้วัดที่ {indicator} ปรากฏไม่ตรงกันในเอกสาร ได้ใช้ {score} ซึ่งพบก่อน ถูกต้องหรือไม่",
    "no_period_column": "ตารางไม่มีช่องระยะเวลาดำเนินการ โปรดกำหนดระยะเวลาของแต่ละมาตรการ (ปีงบประมาณของแผนคือ {year})",
    "no_monitoring_column": "เอกสารไม่ได้ระบุวิธีติดตามผล โปรดเลือกรอบการรายงานของมาตรการ",
    "monitoring_from_text": "ตารางไม่มีช่องการติดตามผล ได้ใช้ข้อความ “{text}” กับทุกมาตรการ ถูกต้องหรือไม่",
    "no_responsible_column": "เอกสารไม่ได้ระบุผู้รับผิดชอบ โปรดเลือกส่วนราชการของแต่ละมาตรการ",
    "read_from_blocks": "ได้อ่านมาตรการจากหัวข้อ เช่น “ผู้รับผิดชอบ : ...” ในเอกสาร โปรดตรวจสอบว่าครบถ้วน",
    "read_from_weak_table": "ตารางไม่มีช่องผู้รับผิดชอบ ระยะเวลา หรือขั้นตอน ได้อ่านแต่ละแถวเป็นมาตรการ ถูกต้องหรือไม่",
    "blocks_unread": "นอกตารางยังมีข้อความที่เขียนเป็นหัวข้อของมาตรการอีก {words} รายการ ซึ่งไม่ได้นำเข้า โปรดตรวจสอบ",
    "headings_reused": "ตารางที่ {table} ไม่มีหัวตาราง ได้อ่านตามหัวตารางก่อนหน้า ถูกต้องหรือไม่",
    "heading_misspelt": "หัวตาราง “{words}” อาจสะกดผิด ได้อ่านเป็นช่อง{column} ถูกต้องหรือไม่",
    "column_unread": "ไม่ทราบความหมายของช่อง “{words}” จึงไม่ได้นำเข้า โปรดตรวจสอบ",
    "row_skipped": "แถว “{words}” อ่านเป็นหัวข้อของแถวถัดไป ไม่ได้นับเป็นมาตรการ ถูกต้องหรือไม่",
    "read_from_paragraphs": "เอกสารไม่มีตารางมาตรการ ได้อ่านมาตรการจากข้อความที่มีเลขข้อ โปรดตรวจสอบว่าครบถ้วน",
    "level_not_of_year": "ปีงบประมาณ {year} ไม่มีระดับ “{printed}” ได้เก็บตามที่พิมพ์ โปรดตรวจสอบระดับและปี",
    "tool_mismatch": "คะแนนรายตัวชี้วัดของ {subject} เฉลี่ยได้ {computed:.2f} ไม่ตรงกับ {printed} ที่พิมพ์ไว้ ได้เก็บตามที่พิมพ์",
    "indicator_mismatch": (
        "คะแนนรายข้อของตัวชี้วัดที่ {subject} เฉลี่ยได้ {computed:.2f} ไม่ตรงกับ {printed} ที่พิมพ์ไว้ ได้เก็บตามที่พิมพ์ โปรดตรวจรายข้อ"
    ),
    "question_mismatch": "คะแนนย่อยของข้อ {subject} เฉลี่ยได้ {computed:.2f} ไม่ตรงกับ {printed} ที่พิมพ์ไว้ ได้เก็บตามที่พิมพ์",
    "question_not_of_year": "แบบวัดของปีงบประมาณ {year} ไม่มีข้อ {subject} โปรดตรวจสอบข้อและปี",
    "not_a_score": "คะแนน {printed} (ข้อ/ตัวชี้วัด “{subject}”) ไม่อยู่ระหว่าง 0 ถึง 100 โปรดแก้ไข",
}

_ABOUT_A_MEASURE = {
    "no_title": "แถวนี้ไม่มีชื่อมาตรการ โปรดระบุ",
    "joined_rows": "ได้รวมแถวที่ต่อจากหน้าก่อนหรือไม่มีชื่อมาตรการเข้ากับแถวก่อนหน้า โปรดตรวจสอบ",
    "steps_differ": "แถวของมาตรการนี้ระบุผู้รับผิดชอบหรือระยะเวลาต่างกัน ได้รวมไว้ด้วยกัน โปรดตรวจสอบ",
    "row_without_number": "แถวอื่นของตารางมีลำดับแต่แถวนี้ไม่มี โปรดตรวจสอบว่าเป็นมาตรการใหม่ ไม่ใช่ข้อความต่อจากแถวบน",
    "rows_of_one_number": "ลำดับเดียวกันมีหลายแถว ได้รวมเป็นมาตรการเดียว ถูกต้องหรือไม่",
    "same_title": "ชื่อมาตรการนี้เหมือนกับข้อ {other} โปรดตรวจสอบว่าไม่ใช่มาตรการเดียวกัน",
    "responsible_from_above": "แถวนี้ไม่ได้ระบุผู้รับผิดชอบ ได้ใช้ส่วนราชการตามหัวข้อเหนือตาราง ถูกต้องหรือไม่",
    "indicators_from_above": "แถวนี้ไม่ได้ระบุตัวชี้วัด ได้ใช้ตามแถวบนคือ {names} ถูกต้องหรือไม่",
    "marks_with_words": "ในช่องเดือนหรือไตรมาสมีข้อความ (“{text}”) ได้อ่านเป็นทั้งช่วงของช่องนั้น ถูกต้องหรือไม่",
    "mark_length_unknown": "ไม่ทราบว่าลูกศรหรือเส้นใน “{text}” ยาวถึงช่องใด โปรดกำหนดวันเริ่มต้นและสิ้นสุด",
    "narrative": "ข้อความส่วนที่เหลือของข้อนี้เป็นความเรียง โปรดแยกเป็นขั้นตอน: “{rest}”",
    "indicators_inferred": "เอกสารไม่ได้ระบุตัวชี้วัดของมาตรการนี้ จากเนื้อความน่าจะเป็น {names} ถูกต้องหรือไม่",
    "indicators_unknown": "เอกสารไม่ได้ระบุว่ามาตรการนี้เกี่ยวกับตัวชี้วัดใด โปรดเลือก",
    "no_responsible": "ไม่ได้ระบุผู้รับผิดชอบ โปรดเลือกส่วนราชการ",
    "no_period": "ไม่ได้ระบุระยะเวลาดำเนินการ โปรดกำหนด",
    "period_outside_year": "ระยะเวลาอยู่นอกปีงบประมาณของแผนบางส่วน ({start} ถึง {end}) ถูกต้องหรือไม่",
    "period_needs_year": "ระยะเวลา “{text}” ไม่ได้ระบุปี และยังไม่ทราบปีงบประมาณของแผน โปรดระบุ",
    "ditto": "ช่องนี้ใช้เครื่องหมายเหมือนแถวบน ได้อ่านตามแถวบน ถูกต้องหรือไม่",
    "no_monitoring": "ไม่ได้ระบุวิธีติดตามผล โปรดเลือกรอบการรายงาน",
    "cadence_unclear": "ข้อความติดตามผล “{text}” ไม่บอกรอบการรายงานชัดเจน โปรดเลือกรอบการรายงาน",
}

_PERIOD: dict[Doubt, str] = {
    Doubt.REVERSED: "วันสิ้นสุดใน “{text}” มาก่อนวันเริ่มต้น โปรดแก้ไข",
    Doubt.NO_SUCH_DAY: "ไม่มีวันที่ตามที่เขียนใน “{text}” โปรดแก้ไข",
    Doubt.NO_SUCH_QUARTER: "ไม่มีไตรมาสตามที่เขียนใน “{text}” โปรดแก้ไข",
    Doubt.UNREADABLE: "อ่านระยะเวลา “{text}” ไม่ได้ โปรดกำหนดวันเริ่มต้นและสิ้นสุด",
    Doubt.BARE_YEAR: "ปีใน “{text}” หมายถึงปีงบประมาณหรือปีปฏิทิน ได้อ่านเป็น{read} ถูกต้องหรือไม่",
    Doubt.CUT_YEAR: "ปีใน “{text}” พิมพ์ไม่ครบ ได้อ่านเป็น{read} ถูกต้องหรือไม่",
    Doubt.FAR_YEAR: "ปีใน “{text}” ห่างจากปีของแผนมาก ได้อ่านเป็น{read} ถูกต้องหรือไม่",
    Doubt.YEAR_TURNED: "“{text}” ไม่ได้ระบุปีและข้ามปี ได้อ่านเป็น{read} ถูกต้องหรือไม่",
    Doubt.GAP: "“{text}” มีหลายช่วงที่ไม่ต่อกัน ได้อ่านรวมเป็น{read} ถูกต้องหรือไม่",
    Doubt.SEVERAL: "“{text}” มีหลายช่วงที่ซ้อนกัน ได้อ่านรวมเป็น{read} ถูกต้องหรือไม่",
    Doubt.NO_END: "“{text}” ไม่มีวันสิ้นสุด ได้อ่านถึงสิ้นปีงบประมาณ คือ{read} ถูกต้องหรือไม่",
    Doubt.CONTINUOUS: "“{text}” ไม่ได้ระบุวันที่ ได้อ่านเป็นทั้งปีงบประมาณของแผน ถูกต้องหรือไม่",
    Doubt.DURATION_ONLY: "“{text}” บอกเพียงความยาว ไม่ได้บอกวันเริ่มต้น โปรดกำหนดวันเริ่มต้นและสิ้นสุด",
    Doubt.CONTRADICTION: "ข้อมูลใน “{text}” ขัดแย้งกัน ได้อ่านเป็น{read} ถูกต้องหรือไม่",
    Doubt.MISSPELT_MONTH: "ชื่อเดือนใน “{text}” สะกดผิด ได้อ่านเป็น{read} ถูกต้องหรือไม่",
    Doubt.UNREAD_WORDS: "มีข้อความใน “{text}” ที่อ่านไม่เข้าใจ ได้อ่านเป็น{read} ถูกต้องหรือไม่",
    Doubt.NOT_UNDERSTOOD: "“{text}” ไม่ได้บอกวันที่ โปรดกำหนดวันเริ่มต้นและสิ้นสุด หรือยืนยันว่าไม่มีกำหนด",
    Doubt.CADENCE_GUESSED: "“{text}” บอกรอบไม่ชัดเจน โปรดยืนยันรอบและระยะเวลา",
    Doubt.LISTED: "“{text}” มีหลายรายการซึ่งมีช่วงเวลาของตนเอง ได้อ่านรวมเป็น{read} ถูกต้องหรือไม่",
}

_RESPONSIBLE: dict[Note, str] = {
    Note.SUB_UNIT_ALONE: "“{text}” เป็นงานหรือฝ่าย โปรดเลือกสำนัก/กองที่สังกัด",
    Note.COMMITTEE: "“{text}” มีคณะทำงานหรือคณะกรรมการ ซึ่งไม่ใช่ส่วนราชการ โปรดเลือกส่วนราชการที่รายงานแทน",
    Note.EXECUTIVE: "“{text}” มีผู้บริหาร ซึ่งไม่ใช่ส่วนราชการ โปรดเลือกส่วนราชการที่รายงาน",
    Note.OTHERS: "“{text}” มีหน่วยงานที่เกี่ยวข้องซึ่งไม่ได้ระบุชื่อ โปรดเลือกให้ครบ",
    Note.EVERY_PERSON: "“{text}” หมายถึงบุคลากรทุกคน ได้อ่านเป็นทุกส่วนราชการ ถูกต้องหรือไม่",
    Note.DITTO: "ช่องผู้รับผิดชอบใช้เครื่องหมายเหมือนแถวบน โปรดยืนยัน",
    Note.SEVERAL_LEADS: "“{text}” มีหน่วยงานหลักมากกว่าหนึ่ง โปรดเลือกหนึ่งหน่วยงาน",
    Note.UNKNOWN_ABBREVIATION: "ชื่อย่อใน “{text}” ไม่ตรงกับส่วนราชการที่รู้จัก โปรดเลือกชื่อเต็ม",
    Note.NOT_UNDERSTOOD: "อ่านผู้รับผิดชอบ “{text}” ได้ไม่ครบ โปรดเลือกส่วนราชการ",
    Note.STAFF_ALONE: "“{text}” เป็นตำแหน่งของเจ้าหน้าที่ โปรดเลือกสำนัก/กองที่สังกัด",
    Note.PERSON_ALONE: "“{text}” เป็นชื่อบุคคล โปรดเลือกส่วนราชการที่รับผิดชอบ",
    Note.EXCEPT: "“{text}” ยกเว้นบางส่วนราชการ โปรดตรวจสอบว่าเลือกส่วนราชการครบถ้วนและไม่รวมที่ยกเว้น",
    Note.ALTERNATIVE: "“{text}” ให้เลือกหน่วยงานใดหน่วยงานหนึ่ง ได้อ่านเป็นทุกหน่วยงานที่ระบุชื่อ ถูกต้องหรือไม่",
}

_COLUMN: dict[Column, str] = {
    Column.NUMBER: "ลำดับที่",
    Column.TITLE: "มาตรการ",
    Column.INDICATOR: "ตัวชี้วัด",
    Column.STEPS: "ขั้นตอน",
    Column.RESPONSIBLE: "ผู้รับผิดชอบ",
    Column.PERIOD: "ระยะเวลา",
    Column.MONITORING: "การติดตามผล",
}

_LONGEST_QUOTE = 120


def about_plan(code: str, field: str | None = None, **values: object) -> DraftQuestion:
    return DraftQuestion(code, _ABOUT_THE_PLAN[code].format(**values), None, field)


def about_layout(code: str, words: str, column: Column | None, table: int) -> DraftQuestion:
    name = _COLUMN.get(column, "อื่น") if column else ""
    return about_plan(code, None, words=quoted(words), column=name, table=table)


def about_measure(code: str, measure: str, field: str, **values: object) -> DraftQuestion:
    return DraftQuestion(code, _ABOUT_A_MEASURE[code].format(**values), measure, field)


def about_blank(code: str, measure: str, field: str, above: str) -> DraftQuestion:
    """Of an empty cell below a filled one: it may mean the same, or nothing."""
    message = f"{_ABOUT_A_MEASURE[code]} (แถวบนเขียนว่า “{quoted(above)}” หากเป็นเช่นเดียวกันโปรดเลือกตามนั้น)"
    return DraftQuestion(code, message, measure, field)


def about_period(period: Period, measure: str) -> list[DraftQuestion]:
    """One for each doubt; a deadline or an event without a doubt asks nothing."""
    values = {"text": quoted(period.text), "read": _dates(period)}
    return [
        DraftQuestion(f"period_{doubt.value}", _PERIOD[doubt].format(**values), measure, "period")
        for doubt in period.doubts
    ]


def about_responsible(read: Responsible, measure: str) -> list[DraftQuestion]:
    return [
        DraftQuestion(
            f"responsible_{note.value}", _RESPONSIBLE[note].format(text=quoted(read.text)), measure, "responsible"
        )
        for note in read.notes
        if note in _RESPONSIBLE
    ]


def quoted(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _LONGEST_QUOTE else line[: _LONGEST_QUOTE - 1] + "…"


def names_of(codes: Iterable[str]) -> str:
    return " และ ".join(f"ตัวชี้วัดที่ {code} {indicator_name(code)}" for code in codes)


def _dates(period: Period) -> str:
    if period.kind is PeriodKind.DEADLINE and period.end is not None:
        return f"กำหนดภายใน {thai_date(period.end)}"
    if period.start is not None and period.end is not None:
        return f" {thai_date(period.start)} ถึง {thai_date(period.end)}"
    return "ไม่มีวันที่"
