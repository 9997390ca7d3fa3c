"""Whether the database is one of this version."""

from __future__ import annotations

from functools import cache

from django.db import connection


class NotMigrated(Exception):
    """Migrations of this version have not been applied."""


@cache  # of what is so, not of the exception: reading the migrations takes a while, and none is ever taken back
def has_its_tables() -> None:
    """Raises NotMigrated."""
    from django.db.migrations.executor import MigrationExecutor  # here, as a server is seldom asked and short of memory

    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        raise NotMigrated
