"""Alembic's entry: runs the migrations on the connection it is given."""

from __future__ import annotations

from alembic import context

import bot.followup.models
import bot.handover.models
import bot.socialmap.models  # noqa: F401  (registers its tables)
from bot.db import Base

context.configure(connection=context.config.attributes["connection"], target_metadata=Base.metadata,
                  render_as_batch=True, compare_type=True)
with context.begin_transaction():
    context.run_migrations()
