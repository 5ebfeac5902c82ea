"""Papers: settings, forms, budgets and outcomes of measures, publications, the register of what was printed, packs."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

TABLES = (
    "issued_paper",
    "paper_settings",
    "publication",
    "word_form",
    "issued_file",
    "paper_pack",
    "measure_budget",
    "measure_outcome",
    "released_evidence",
)
"""In the order in which they can be made."""


def upgrade() -> None:
    _create_tables()
    with op.batch_alter_table("agency") as batch_op:
        # The defaults are for the agencies that are there; a new one gets its values from the program.
        batch_op.add_column(sa.Column("sends_pre_read", sa.Boolean(), nullable=False, server_default=sa.true()))
        batch_op.add_column(sa.Column("pre_read_days_before", sa.Integer(), nullable=False, server_default="2"))
    with op.batch_alter_table("agency") as batch_op:
        batch_op.alter_column("sends_pre_read", server_default=None)
        batch_op.alter_column("pre_read_days_before", server_default=None)
    with op.batch_alter_table("message") as batch_op:
        batch_op.add_column(sa.Column("pack_id", sa.Integer(), nullable=True))
        batch_op.create_foreign_key("fk_message_pack_id_paper_pack", "paper_pack", ["pack_id"], ["id"])


def _create_tables() -> None:
    op.create_table(
        "issued_paper",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=30), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("as_of", sa.Date(), nullable=False),
        sa.Column("issued_at", sa.DateTime(), nullable=False),
        sa.Column("issued_by", sa.String(length=400), nullable=False),
        sa.Column("check_code", sa.String(length=64), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        *_of_an_agency("issued_paper"),
        sa.UniqueConstraint("agency_id", "check_code", name="uq_issued_paper_agency_id_check_code"),
    )
    op.create_index("ix_issued_paper_agency_id_issued_at", "issued_paper", ["agency_id", "issued_at"])

    op.create_table(
        "paper_settings",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("digits", sa.String(length=30), nullable=False),
        sa.Column("logo", sa.LargeBinary(), nullable=True),
        sa.Column("font_regular", sa.LargeBinary(), nullable=True),
        sa.Column("font_bold", sa.LargeBinary(), nullable=True),
        sa.Column("signatures", sa.JSON(), nullable=False),
        sa.Column("memo_office", sa.String(length=300), nullable=False),
        sa.Column("memo_number", sa.String(length=60), nullable=False),
        sa.Column("memo_to", sa.String(length=300), nullable=False),
        *_of_an_agency("paper_settings"),
        sa.UniqueConstraint("agency_id", name="uq_paper_settings_agency_id"),
    )
    op.create_table(
        "publication",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("fiscal_year", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("made_at", sa.DateTime(), nullable=False),
        sa.Column("made_by", sa.String(length=400), nullable=False),
        sa.Column("through_month", sa.Date(), nullable=True),
        sa.Column("check_code", sa.String(length=64), nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.Column("withdrawn_at", sa.DateTime(), nullable=True),
        sa.Column("withdrawn_because", sa.Text(), nullable=False),
        *_of_an_agency("publication"),
        sa.UniqueConstraint("agency_id", "fiscal_year", "number", name="uq_publication_agency_id_fiscal_year_number"),
    )
    op.create_table(
        "word_form",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=30), nullable=False),
        sa.Column("filename", sa.String(length=255), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("uploaded_at", sa.DateTime(), nullable=False),
        sa.Column("uploaded_by", sa.String(length=400), nullable=False),
        *_of_an_agency("word_form"),
        sa.UniqueConstraint("agency_id", "kind", name="uq_word_form_agency_id_kind"),
    )
    op.create_table(
        "issued_file",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("paper_id", sa.Integer(), nullable=False),
        sa.Column("form", sa.String(length=30), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("made_at", sa.DateTime(), nullable=False),
        *_of_an_agency("issued_file"),
        sa.ForeignKeyConstraint(["paper_id"], ["issued_paper.id"], name="fk_issued_file_paper_id_issued_paper"),
        sa.UniqueConstraint("agency_id", "sha256", name="uq_issued_file_agency_id_sha256"),
    )
    op.create_index("ix_issued_file_paper_id", "issued_file", ["paper_id"])

    op.create_table(
        "paper_pack",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("purpose", sa.String(length=30), nullable=False),
        sa.Column("asked_at", sa.DateTime(), nullable=False),
        sa.Column("asked_by", sa.String(length=400), nullable=False),
        sa.Column("begun_at", sa.DateTime(), nullable=True),
        sa.Column("finished_at", sa.DateTime(), nullable=True),
        sa.Column("papers_done", sa.Integer(), nullable=False),
        sa.Column("papers_in_all", sa.Integer(), nullable=False),
        sa.Column("error", sa.Text(), nullable=False),
        sa.Column("filename", sa.String(length=255), nullable=False),
        sa.Column("stored_name", sa.String(length=80), nullable=False),
        sa.Column("size_bytes", sa.Integer(), nullable=True),
        *_of_an_agency("paper_pack"),
        sa.ForeignKeyConstraint(["meeting_id"], ["meeting.id"], name="fk_paper_pack_meeting_id_meeting"),
    )
    op.create_index("ix_paper_pack_finished_at_agency_id", "paper_pack", ["finished_at", "agency_id"])
    op.create_index("ix_paper_pack_meeting_id", "paper_pack", ["meeting_id"])

    op.create_table(
        "measure_budget",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("measure_id", sa.Integer(), nullable=False),
        sa.Column("round_months", sa.Integer(), nullable=False),
        sa.Column("in_development_plan", sa.Numeric(precision=14, scale=2), nullable=True),
        sa.Column("in_ordinance", sa.Numeric(precision=14, scale=2), nullable=True),
        sa.Column("disbursed", sa.Numeric(precision=14, scale=2), nullable=True),
        sa.Column("remark", sa.Text(), nullable=False),
        sa.CheckConstraint("round_months IN (6, 12)", name=op.f("ck_measure_budget_round_is_known")),
        *_of_an_agency("measure_budget"),
        sa.ForeignKeyConstraint(["measure_id"], ["measure.id"], name="fk_measure_budget_measure_id_measure"),
        sa.UniqueConstraint("measure_id", "round_months", name="uq_measure_budget_measure_id_round_months"),
    )
    op.create_table(
        "measure_outcome",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("measure_id", sa.Integer(), nullable=False),
        sa.Column("result", sa.Text(), nullable=False),
        sa.Column("outcome", sa.Text(), nullable=False),
        sa.Column("problems", sa.Text(), nullable=False),
        sa.Column("suggestions", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        *_of_an_agency("measure_outcome"),
        sa.ForeignKeyConstraint(["measure_id"], ["measure.id"], name="fk_measure_outcome_measure_id_measure"),
        sa.UniqueConstraint("measure_id", name="uq_measure_outcome_measure_id"),
    )
    op.create_table(
        "released_evidence",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("publication_id", sa.Integer(), nullable=False),
        sa.Column("evidence_id", sa.Integer(), nullable=False),
        *_of_an_agency("released_evidence"),
        sa.ForeignKeyConstraint(["evidence_id"], ["evidence.id"], name="fk_released_evidence_evidence_id_evidence"),
        sa.ForeignKeyConstraint(
            ["publication_id"], ["publication.id"], name="fk_released_evidence_publication_id_publication"
        ),
        sa.UniqueConstraint("publication_id", "evidence_id", name="uq_released_evidence_publication_id_evidence_id"),
    )
    op.create_index("ix_released_evidence_evidence_id", "released_evidence", ["evidence_id"])


def _of_an_agency(table: str) -> tuple[sa.SchemaItem, ...]:
    return (
        sa.Column("agency_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["agency_id"], ["agency.id"], name=f"fk_{table}_agency_id_agency"),
        sa.PrimaryKeyConstraint("id", name=f"pk_{table}"),
    )


def downgrade() -> None:
    """Letters that carried a paper are given up with it: there was no kind for them before."""
    op.execute("DELETE FROM message WHERE pack_id IS NOT NULL OR kind = 'pre_read'")
    with op.batch_alter_table("message") as batch_op:
        batch_op.drop_constraint("fk_message_pack_id_paper_pack", type_="foreignkey")
        batch_op.drop_column("pack_id")
    with op.batch_alter_table("agency") as batch_op:
        batch_op.drop_column("pre_read_days_before")
        batch_op.drop_column("sends_pre_read")
    for table in reversed(TABLES):
        op.drop_table(table)
