"""Alembic's entry: migrates the connection that `onrecord_store.migrate` hands over."""

from alembic import context

context.configure(connection=context.config.attributes["connection"])
context.run_migrations()
