"""Drafts that are corrected before they are adopted; the score below which a measure is wanted."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("plan_draft") as batch_op:
        batch_op.add_column(sa.Column("origin", sa.String(length=30), nullable=False, server_default="document"))
        batch_op.add_column(sa.Column("document", sa.JSON(), nullable=True))
        batch_op.add_column(sa.Column("skipped", sa.JSON(), nullable=False, server_default="[]"))
        batch_op.add_column(sa.Column("row_ids", sa.JSON(), nullable=True))
        batch_op.add_column(sa.Column("version", sa.Integer(), nullable=False, server_default="1"))
    with op.batch_alter_table("agency") as batch_op:
        batch_op.add_column(
            sa.Column("score_threshold", sa.Numeric(precision=5, scale=2), nullable=False, server_default="85")
        )
    # The defaults were for the rows that were there; a new row gets its values from the program.
    with op.batch_alter_table("plan_draft") as batch_op:
        for column in ("origin", "skipped", "version"):
            batch_op.alter_column(column, server_default=None)
    with op.batch_alter_table("agency") as batch_op:
        batch_op.alter_column("score_threshold", server_default=None)


def downgrade() -> None:
    with op.batch_alter_table("agency") as batch_op:
        batch_op.drop_column("score_threshold")
    with op.batch_alter_table("plan_draft") as batch_op:
        for column in ("version", "row_ids", "skipped", "document", "origin"):
            batch_op.drop_column(column)
