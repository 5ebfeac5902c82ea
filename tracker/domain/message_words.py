"""The words of the ledger of reminders as Thai papers write them, whatever the language of the screen."""

from __future__ import annotations

from tracker.domain.reminders import Channel, MessageKind, MessageState

MESSAGE_KIND: dict[MessageKind, str] = {
    MessageKind.INVITATION: "หนังสือเชิญประชุม",
    MessageKind.REQUEST: "ขอรายงาน",
    MessageKind.REMINDER: "เตือนส่งรายงาน",
    MessageKind.NUDGE: "เตือนโดยเลขานุการ",
    MessageKind.MISSING_LIST: "รายชื่อผู้ยังไม่ส่ง",
    MessageKind.ESCALATION: "แจ้งผู้บังคับบัญชา",
    MessageKind.PRE_READ: "เอกสารก่อนประชุม",
    MessageKind.PREFLIGHT: "รายการตรวจก่อนประชุม",
    MessageKind.EXECUTIVE_DIGEST: "สรุปสำหรับผู้บริหาร",
    MessageKind.ORDERS: "ข้อสั่งการ",
}
CHANNEL: dict[Channel, str] = {
    Channel.EMAIL: "อีเมล",
    Channel.LINE: "LINE",
    Channel.WEBHOOK: "เว็บฮุก",
    Channel.TEAMS: "Microsoft Teams",
}
MESSAGE_STATE: dict[MessageState, str] = {
    MessageState.WAITING: "รอส่ง",
    MessageState.SENDING: "กำลังส่ง",
    MessageState.HANDED_OVER: "กำลังส่ง",
    MessageState.SENT: "ส่งแล้ว",
    MessageState.UNCONFIRMED: "ส่งแล้ว ยังไม่ยืนยัน",
    MessageState.GIVEN_UP: "ส่งไม่สำเร็จ",
    MessageState.SKIPPED: "ไม่ได้ส่ง เพราะไม่จำเป็นแล้ว",
}
