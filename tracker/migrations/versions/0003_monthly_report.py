"""The monthly report: ticked steps, kept corrections, versions of evidence, links from the mail, closed months."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

#: Given to the rows that are there only; a new row gets its values from the program.
DEFAULTS = {
    "agency": ("allows_report_links",),
    "progress_report": ("steps_done",),
    "progress_revision": ("told_by",),
    "decision_division": ("answered_by",),
}

#: All that status asks about an assignment, so that what was said last is found without touching the long texts.
HEARD = ["assignment_id", "month", "state", "submitted_at", "answer", "progress", "percent", "agency_id"]


def upgrade() -> None:
    with op.batch_alter_table("agency") as batch_op:
        batch_op.add_column(sa.Column("allows_report_links", sa.Boolean(), nullable=False, server_default=sa.false()))
    with op.batch_alter_table("meeting") as batch_op:
        batch_op.add_column(sa.Column("closed_at", sa.DateTime(), nullable=True))
        batch_op.add_column(sa.Column("reopened_at", sa.DateTime(), nullable=True))
    with op.batch_alter_table("measure") as batch_op:
        batch_op.add_column(sa.Column("adopted_ends_on", sa.Date(), nullable=True))
    op.execute("UPDATE measure SET adopted_ends_on = ends_on")
    with op.batch_alter_table("progress_report") as batch_op:
        batch_op.add_column(sa.Column("steps_done", sa.JSON(), nullable=False, server_default="[]"))
        batch_op.add_column(sa.Column("correction", sa.JSON(), nullable=True))
        batch_op.create_index("ix_progress_report_heard", HEARD)
    with op.batch_alter_table("progress_revision") as batch_op:
        batch_op.add_column(sa.Column("told_by", sa.String(length=200), nullable=False, server_default=""))
        batch_op.alter_column("by_id", existing_type=sa.Integer(), nullable=True)
    with op.batch_alter_table("decision_division") as batch_op:
        batch_op.add_column(sa.Column("answered_by", sa.String(length=200), nullable=False, server_default=""))
    _change_evidence()
    _create_report_link()
    for table, columns in DEFAULTS.items():
        with op.batch_alter_table(table) as batch_op:
            for column in columns:
                batch_op.alter_column(column, server_default=None)


def _change_evidence() -> None:
    with op.batch_alter_table("evidence") as batch_op:
        batch_op.add_column(sa.Column("replaces_id", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("removed_at", sa.DateTime(), nullable=True))
        batch_op.add_column(sa.Column("removed_by_id", sa.Integer(), nullable=True))
        batch_op.create_unique_constraint("uq_evidence_replaces_id", ["replaces_id"])
        batch_op.create_foreign_key("fk_evidence_replaces_id_evidence", "evidence", ["replaces_id"], ["id"])
        batch_op.create_foreign_key("fk_evidence_removed_by_id_user_account", "user_account", ["removed_by_id"], ["id"])


def _create_report_link() -> None:
    op.create_table(
        "report_link",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("made_at", sa.DateTime(), nullable=False),
        sa.Column("withdrawn_at", sa.DateTime(), nullable=True),
        sa.Column("last_used_at", sa.DateTime(), nullable=True),
        sa.Column("uses", sa.Integer(), nullable=False),
        sa.Column("agency_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["agency_id"], ["agency.id"], name="fk_report_link_agency_id_agency"),
        sa.ForeignKeyConstraint(["meeting_id"], ["meeting.id"], name="fk_report_link_meeting_id_meeting"),
        sa.ForeignKeyConstraint(["user_id"], ["user_account.id"], name="fk_report_link_user_id_user_account"),
        sa.PrimaryKeyConstraint("id", name="pk_report_link"),
        sa.UniqueConstraint("user_id", "meeting_id", name="uq_report_link_user_id_meeting_id"),
    )
    op.create_index("ix_report_link_meeting_id", "report_link", ["meeting_id"])


def downgrade() -> None:
    """What the program itself did to a report is given up: there was no place for it before."""
    op.execute("DELETE FROM progress_revision WHERE by_id IS NULL")
    with op.batch_alter_table("progress_revision") as batch_op:
        batch_op.alter_column("by_id", existing_type=sa.Integer(), nullable=False)
    op.drop_index("ix_progress_report_heard", "progress_report")
    op.drop_table("report_link")
    with op.batch_alter_table("evidence") as batch_op:
        batch_op.drop_constraint("fk_evidence_removed_by_id_user_account", type_="foreignkey")
        batch_op.drop_constraint("fk_evidence_replaces_id_evidence", type_="foreignkey")
        batch_op.drop_constraint("uq_evidence_replaces_id", type_="unique")
        for column in ("removed_by_id", "removed_at", "replaces_id"):
            batch_op.drop_column(column)
    for table, columns in (
        ("decision_division", ("answered_by",)),
        ("progress_revision", ("told_by",)),
        ("progress_report", ("correction", "steps_done")),
        ("measure", ("adopted_ends_on",)),
        ("meeting", ("reopened_at", "closed_at")),
        ("agency", ("allows_report_links",)),
    ):
        with op.batch_alter_table(table) as batch_op:
            for column in columns:
                batch_op.drop_column(column)
