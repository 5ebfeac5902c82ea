"""The addresses of the site as doors that a test walks through, and what stands in them for an office."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from flask import Flask, current_app
from flask.testing import FlaskClient
from werkzeug.routing import Rule
from werkzeug.test import TestResponse

from tests.factories import create_report, moment, sign_in
from tests.support.attachments import attach_picture, picture
from tests.support.office import HELD_ON, MONTH, TODAY, Office
from tests.support.whole_months import WHOLE_MONTH
from tests.support.whole_years import WHOLE_PLAN, WHOLE_RESULT
from tracker.domain.decisions import DecisionKind
from tracker.domain.papers import PackPurpose, PaperForm, PaperKind
from tracker.domain.permissions import ALLOWED, Action, Role
from tracker.domain.reminders import Channel, MessageKind, MessageState
from tracker.evidence_files import Attachment, PackFolder
from tracker.extensions import db
from tracker.models import (
    Assessment,
    AssessmentScore,
    Assignment,
    Body,
    BodyMeeting,
    ChannelAccount,
    Decision,
    DecisionDivision,
    DivisionAlias,
    Membership,
    Message,
    PaperPack,
    PaperSettings,
    Plan,
    PlanDraft,
    Publication,
    ReportLink,
    Snapshot,
    User,
)
from tracker.models.isolation import agency_scope
from tracker.plan_reading import draft_plan, read_document, to_json_dict
from tracker.reports import public_year
from tracker.reports.public_year import PublicYear
from tracker.reports.snapshot_codec import check_code_of, content_of
from tracker.web.access import ANYBODY_SIGNED_IN, PUBLIC_ENDPOINTS, need_of

PUBLIC_YEAR = 2560
PLAN_TEXT = "ที่\tมาตรการ\tผู้รับผิดชอบ\tระยะเวลา\tการติดตามผล\n1\tจัดทำคู่มือ\tกองคลัง\tต.ค. 68 - ก.ย. 69\tทุกเดือน\n"


@dataclass(frozen=True)
class Door:
    """One address with one method."""

    rule: Rule
    method: str
    need: Action | str | None

    @property
    def endpoint(self) -> str:
        return str(self.rule.endpoint)

    def url(self, app: Flask, ids: Mapping[str, Any]) -> str:
        missing = self.rule.arguments - ids.keys()
        assert not missing, f"{self.rule.rule}: say in `ids_of` what {sorted(missing)} stands for in another agency"
        with app.test_request_context():
            return app.url_for(self.endpoint, **{name: ids[name] for name in self.rule.arguments})

    def opens_for(self, role: Role) -> bool:
        return self.need == ANYBODY_SIGNED_IN or self.need in ALLOWED[role]


def doors(app: Flask, *methods: str) -> list[Door]:
    return [
        Door(rule, method, need_of(app.view_functions[str(rule.endpoint)]))
        for rule in app.url_map.iter_rules()
        for method in methods
        if method in (rule.methods or ()) and rule.endpoint not in PUBLIC_ENDPOINTS
    ]


def ids_of(office: Office) -> dict[str, Any]:
    """What stands in an address of this office's, by the name of the part."""
    agency_id = office.agency.id
    with agency_scope(agency_id):
        draft = PlanDraft(
            filename="plan.txt",
            sha256="0" * 64,
            content=to_json_dict(draft_plan(read_document(PLAN_TEXT.encode(), "plan.txt"))),
            uploaded_at=moment(TODAY),
        )
        message = Message(
            key=f"test-{agency_id}",
            kind=MessageKind.REQUEST,
            channel=Channel.EMAIL,
            meeting_id=office.meeting.id,
            user_id=office.head.id,
            to_address=office.head.email,
            to_name=office.head.name,
            why="",
            subject="",
            body_text="",
            body_html="",
            message_id=f"<{agency_id}@test>",
            state=MessageState.GIVEN_UP,
            queued_at=moment(TODAY),
        )
        assessment = Assessment(fiscal_year=2568, overall_score=80.0, scores=[AssessmentScore(code="2", score=70.0)])
        alias = DivisionAlias(division_id=office.works.id, name="ช่าง", key="ช่าง")
        link = ReportLink(user_id=office.officer.id, meeting_id=office.meeting.id, made_at=moment(TODAY))
        account = ChannelAccount(
            channel=Channel.TEAMS, name="Teams", credential=b"sealed", is_on=False, added_at=moment(TODAY)
        )
        order = Decision(
            meeting_id=office.meeting.id,
            measure_id=office.own.id,
            kind=DecisionKind.HURRY,
            text="เร่งดำเนินการ",
            recorded_at=moment(TODAY),
            recorded_by_id=office.secretary.id,
        )
        body = Body(name="คณะทำงาน", place="")
        look = PaperSettings(logo=picture(kind="PNG"))
        db.session.add_all([assessment, draft, message, alias, link, order, account, body, look])
        db.session.flush()
        body_meeting = BodyMeeting(body_id=body.id, held_on=HELD_ON, month=MONTH)
        db.session.add(body_meeting)
        db.session.add(DecisionDivision(decision_id=order.id, division_id=office.works.id))
        db.session.get_one(Plan, office.plan.id).assessment_id = assessment.id
        db.session.commit()
        assignment = db.session.query(Assignment).filter_by(measure_id=office.own.id).one()
        report = create_report(assignment, MONTH, meeting_id=office.meeting.id)
        evidence = attach_picture(report, office.head.id)
        snapshot = _snapshot(office)
        pack = _pack(office)
        publication = _publication(office)
        membership = db.session.query(Membership).filter_by(user_id=office.other_head.id).one()
    return {
        "account_id": account.id,
        "agency_id": agency_id,
        "assessment_id": assessment.id,
        "body_id": body.id,
        "body_meeting_id": body_meeting.id,
        "code": snapshot.check_code,
        "decision_id": order.id,
        "division_id": office.works.id,
        "draft_id": draft.id,
        "evidence_id": evidence.id,
        "form": PaperForm.XLSX,
        "kind": PaperKind.INDICATORS,
        "link_id": link.id,
        "measure_id": office.own.id,
        "meeting_id": office.meeting.id,
        "membership_id": membership.id,
        "number": snapshot.number,
        "message_id": message.id,
        "pack_id": pack.id,
        "plan_id": office.plan.id,
        "position": 1,
        "publication_id": publication.id,
        "report_id": report.id,
        "round_months": 6,
        "user_id": office.officer.id,
    }


def _snapshot(office: Office) -> Snapshot:
    """Of the meeting's month, as if it had been closed and opened again."""
    content = content_of(replace(WHOLE_MONTH, place=office.agency.name))
    snapshot = Snapshot(
        meeting_id=office.meeting.id,
        number=1,
        made_at=moment(TODAY),
        made_by=office.secretary.name,
        check_code=check_code_of(content),
        content=content,
    )
    db.session.add(snapshot)
    db.session.commit()
    return snapshot


def _publication(office: Office) -> Publication:
    """Of a year long gone, so that the pages of the plan's own year begin with nothing."""
    year = PublicYear(WHOLE_PLAN, replace(WHOLE_RESULT, agency_name=office.agency.name))
    content = public_year.content_of(year)
    publication = Publication(
        fiscal_year=PUBLIC_YEAR,
        number=1,
        made_at=moment(TODAY),
        made_by=office.secretary.name,
        through_month=year.through_month,
        check_code=check_code_of(content),
        content=content,
    )
    db.session.add(publication)
    db.session.commit()
    return publication


def _pack(office: Office) -> PaperPack:
    """The papers of the meeting, put together."""
    folder = PackFolder(current_app.config["TRACKER"].packs)
    with folder.keeping(office.agency.id, Attachment(b"PK", "application/zip", ".zip")) as name:
        pack = PaperPack(
            meeting_id=office.meeting.id,
            purpose=PackPurpose.DOWNLOAD,
            asked_at=moment(TODAY),
            finished_at=moment(TODAY),
            filename="papers.zip",
            stored_name=name,
            size_bytes=2,
        )
        db.session.add(pack)
        db.session.commit()
    return pack


class Caller:
    """Somebody who asks for one address after another, with the CSRF token of their session."""

    def __init__(self, client: FlaskClient, user: User | None = None) -> None:
        self.client = client
        if user is not None:
            sign_in(client, user)
        token = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', self.ask("GET", "/no-such-page").text)
        self.token = token[1] if token else ""

    def ask(self, method: str, url: str, **data: str) -> TestResponse:
        return self.client.open(url, method=method, data=data or None, buffered=True)

    def status(self, door: Door, url: str) -> int:
        data = {"csrf_token": self.token} if door.method == "POST" else {}
        return self.ask(door.method, url, **data).status_code
