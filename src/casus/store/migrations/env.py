"""Alembic's entry: run the scripts on the connection that the program hands over, inside the transaction it has open."""

from alembic import context

from casus.store.schema import VERSION_TABLE, metadata

context.configure(
    connection=context.config.attributes["connection"], target_metadata=metadata, version_table=VERSION_TABLE
)
with context.begin_transaction():
    context.run_migrations()
