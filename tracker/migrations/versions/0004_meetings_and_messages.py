"""Meetings by rule and of other bodies, orders, snapshots, channels and wording, runs of the timetable."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

OF_DEPARTMENT_HEADS = sa.text("kind = 'department_heads'")


def added_columns() -> dict[str, tuple[sa.Column, ...]]:
    """Their defaults are for the rows that are there; a new row gets its values from the program."""
    return {
        "agency": (
            sa.Column("eve_days_before", sa.Integer(), nullable=False, server_default="1"),
            sa.Column("orders_days_after", sa.Integer(), nullable=False, server_default="1"),
            sa.Column("tells_executives", sa.Boolean(), nullable=False, server_default=sa.true()),
            sa.Column("minimum_gap_days", sa.Integer(), nullable=False, server_default="1"),
            sa.Column("quiet_from", sa.Time(), nullable=True),
            sa.Column("quiet_until", sa.Time(), nullable=True),
            sa.Column("meeting_rule", sa.String(length=60), nullable=False, server_default=""),
            sa.Column("meeting_moves_to", sa.String(length=30), nullable=False, server_default="later"),
            sa.Column("meeting_starts_at", sa.Time(), nullable=True),
            sa.Column("meeting_place", sa.String(length=200), nullable=False, server_default=""),
            sa.Column("reminded_at", sa.DateTime(), nullable=True),
        ),
        "meeting": (
            sa.Column("kind", sa.String(length=30), nullable=False, server_default="department_heads"),
            sa.Column("body_id", sa.Integer(), nullable=True),
            sa.Column("starts_at", sa.Time(), nullable=True),
            sa.Column("number", sa.String(length=20), nullable=False, server_default=""),
            sa.Column("is_by_rule", sa.Boolean(), nullable=False, server_default=sa.false()),
            sa.Column("calendar_sequence", sa.Integer(), nullable=False, server_default="0"),
            sa.Column("invited_at", sa.DateTime(), nullable=True),
            sa.Column("invited_sequence", sa.Integer(), nullable=True),
            sa.Column("minutes_text", sa.Text(), nullable=False, server_default=""),
        ),
        "decision": (
            sa.Column("kind", sa.String(length=30), nullable=False, server_default="own_words"),
            sa.Column("withdrawn_at", sa.DateTime(), nullable=True),
            sa.Column("withdrawn_because", sa.Text(), nullable=False, server_default=""),
        ),
        "message": (
            sa.Column("step", sa.String(length=40), nullable=False, server_default=""),
            sa.Column("planned_for", sa.Date(), nullable=True),
            sa.Column("account_id", sa.Integer(), nullable=True),
            sa.Column("calendar", sa.Text(), nullable=False, server_default=""),
            sa.Column("seen_at", sa.DateTime(), nullable=True),
        ),
    }


def upgrade() -> None:
    _create_tables()
    for table, columns in added_columns().items():
        with op.batch_alter_table(table) as batch_op:
            for column in columns:
                batch_op.add_column(column)
    with op.batch_alter_table("meeting") as batch_op:
        batch_op.drop_constraint("uq_meeting_agency_id_month", type_="unique")
        batch_op.create_foreign_key("fk_meeting_body_id_body", "body", ["body_id"], ["id"])
        batch_op.create_index("ix_meeting_body_id", ["body_id"])
    op.create_index(
        "uq_meeting_agency_id_month",
        "meeting",
        ["agency_id", "month"],
        unique=True,
        sqlite_where=OF_DEPARTMENT_HEADS,
        postgresql_where=OF_DEPARTMENT_HEADS,
    )
    with op.batch_alter_table("message") as batch_op:
        batch_op.alter_column("user_id", existing_type=sa.Integer(), nullable=True)
        batch_op.create_foreign_key("fk_message_account_id_channel_account", "channel_account", ["account_id"], ["id"])
        batch_op.create_index("ix_message_user_id_queued_at", ["user_id", "queued_at"])
    _name_messages_by_the_day_they_were_planned_for()
    for table, columns in added_columns().items():
        with op.batch_alter_table(table) as batch_op:
            for column in columns:
                if column.server_default is not None:
                    batch_op.alter_column(column.name, server_default=None)


def _name_messages_by_the_day_they_were_planned_for() -> None:
    """A key of before is meeting:step:person:channel; the request is one for a meeting whenever it is held."""
    message = sa.table(
        "message",
        *(sa.column(name) for name in ("id", "key", "step", "meeting_id")),
        sa.column("planned_for", sa.Date()),
    )
    meeting = sa.table("meeting", sa.column("id"), sa.column("held_on", sa.Date()))
    connection = op.get_bind()
    rows = connection.execute(
        sa.select(message.c.id, message.c.key, meeting.c.held_on).join(meeting, meeting.c.id == message.c.meeting_id)
    ).all()
    for id_, key, held_on in rows:
        of_meeting, step, person, channel = key.split(":")
        planned_for = None if step == "request" else held_on
        new_key = f"{of_meeting}:{step}:{planned_for or ''}:{person}:{channel}"
        connection.execute(
            sa.update(message).where(message.c.id == id_).values(key=new_key, step=step, planned_for=planned_for)
        )


def _create_tables() -> None:
    op.create_table(
        "body",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("rule", sa.String(length=60), nullable=False),
        sa.Column("moves_to", sa.String(length=30), nullable=False),
        sa.Column("months_covered", sa.Integer(), nullable=False),
        sa.Column("starts_at", sa.Time(), nullable=True),
        sa.Column("place", sa.String(length=200), nullable=False),
        sa.Column("is_active", sa.Boolean(), nullable=False),
        *_of_an_agency("body"),
        sa.UniqueConstraint("agency_id", "name", name="uq_body_agency_id_name"),
    )
    op.create_table(
        "body_member",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("body_id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        *_of_an_agency("body_member"),
        sa.ForeignKeyConstraint(["body_id"], ["body.id"], name="fk_body_member_body_id_body"),
        sa.ForeignKeyConstraint(["user_id"], ["user_account.id"], name="fk_body_member_user_id_user_account"),
        sa.UniqueConstraint("body_id", "user_id", name="uq_body_member_body_id_user_id"),
    )
    op.create_table(
        "snapshot",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("made_at", sa.DateTime(), nullable=False),
        sa.Column("made_by", sa.String(length=400), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("check_code", sa.String(length=64), nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
        *_of_an_agency("snapshot"),
        sa.ForeignKeyConstraint(["meeting_id"], ["meeting.id"], name="fk_snapshot_meeting_id_meeting"),
        sa.UniqueConstraint("meeting_id", "number", name="uq_snapshot_meeting_id_number"),
    )
    op.create_table(
        "channel_account",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("channel", sa.String(length=30), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("credential", sa.LargeBinary(), nullable=False),
        sa.Column("group_address", sa.LargeBinary(), nullable=True),
        sa.Column("is_on", sa.Boolean(), nullable=False),
        sa.Column("added_at", sa.DateTime(), nullable=False),
        *_of_an_agency("channel_account"),
        sa.UniqueConstraint("agency_id", "name", name="uq_channel_account_agency_id_name"),
    )
    op.create_table(
        "contact_address",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("channel", sa.String(length=30), nullable=False),
        sa.Column("address", sa.String(length=254), nullable=False),
        *_of_an_agency("contact_address"),
        sa.ForeignKeyConstraint(["user_id"], ["user_account.id"], name="fk_contact_address_user_id_user_account"),
        sa.UniqueConstraint("agency_id", "user_id", "channel", name="uq_contact_address_agency_id_user_id_channel"),
    )
    op.create_index("ix_contact_address_user_id", "contact_address", ["user_id"])
    op.create_table(
        "wording",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=30), nullable=False),
        sa.Column("subject", sa.String(length=300), nullable=False),
        sa.Column("opening", sa.Text(), nullable=False),
        sa.Column("closing", sa.Text(), nullable=False),
        sa.Column("changed_at", sa.DateTime(), nullable=False),
        *_of_an_agency("wording"),
        sa.UniqueConstraint("agency_id", "kind", name="uq_wording_agency_id_kind"),
    )
    op.create_table(
        "job_run",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("job", sa.String(length=60), nullable=False),
        sa.Column("process", sa.String(length=120), nullable=False),
        sa.Column("started_at", sa.DateTime(), nullable=False),
        sa.Column("ended_at", sa.DateTime(), nullable=True),
        sa.Column("runs", sa.Integer(), nullable=False),
        sa.Column("done", sa.Integer(), nullable=False),
        sa.Column("failures", sa.JSON(), nullable=False),
        sa.Column("error", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_job_run"),
    )
    op.create_index("ix_job_run_job_started_at", "job_run", ["job", "started_at"])


def _of_an_agency(table: str) -> tuple[sa.SchemaItem, ...]:
    return (
        sa.Column("agency_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["agency_id"], ["agency.id"], name=f"fk_{table}_agency_id_agency"),
        sa.PrimaryKeyConstraint("id", name=f"pk_{table}"),
    )


def downgrade() -> None:
    """Meetings of other bodies and messages that were no letters are given up: there was no place for them before."""
    op.execute(
        "DELETE FROM message WHERE user_id IS NULL OR account_id IS NOT NULL OR kind NOT IN "
        "('request', 'reminder', 'missing_list', 'escalation') OR meeting_id IN "
        "(SELECT id FROM meeting WHERE kind <> 'department_heads')"
    )
    op.execute(
        "DELETE FROM decision_division WHERE decision_id IN (SELECT decision.id FROM decision JOIN meeting "
        "ON meeting.id = decision.meeting_id WHERE meeting.kind <> 'department_heads')"
    )
    op.execute("DELETE FROM decision WHERE meeting_id IN (SELECT id FROM meeting WHERE kind <> 'department_heads')")
    op.execute("DELETE FROM meeting WHERE kind <> 'department_heads'")
    with op.batch_alter_table("message") as batch_op:
        batch_op.drop_index("ix_message_user_id_queued_at")
        batch_op.drop_constraint("fk_message_account_id_channel_account", type_="foreignkey")
        batch_op.alter_column("user_id", existing_type=sa.Integer(), nullable=False)
    op.drop_index("uq_meeting_agency_id_month", "meeting")
    with op.batch_alter_table("meeting") as batch_op:
        batch_op.drop_index("ix_meeting_body_id")
        batch_op.drop_constraint("fk_meeting_body_id_body", type_="foreignkey")
        batch_op.create_unique_constraint("uq_meeting_agency_id_month", ["agency_id", "month"])
    for table, columns in added_columns().items():
        with op.batch_alter_table(table) as batch_op:
            for column in columns:
                batch_op.drop_column(column.name)
    for table in ("job_run", "wording", "contact_address", "channel_account", "snapshot", "body_member", "body"):
        op.drop_table(table)
