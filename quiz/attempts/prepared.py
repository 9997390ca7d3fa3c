"""Statements whose SQL is written once, not once a request.

Django takes ten times as long to write a statement as the database to carry it out. What every answer needs is
therefore written once a thread and bound anew each time; rows come back as models and values go in by their fields,
as with any other queryset. For statements that always look the same; everything else is a queryset.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager, nullcontext
from threading import Lock, local
from typing import Any, Generic, TypeVar, cast

from django.db import connections, models

M = TypeVar("M", bound=models.Model)
ALIAS = "default"
_TURN = Lock()
STAND_IN = 31_001  # stands for the first value while Django writes; small enough for every column of whole numbers


class Select(Generic[M]):
    """A queryset of whole numbers: `Select(lambda pk: Quiz.objects.filter(pk=pk))`, then `select(7)` for its rows.

    `select_related` may follow foreign keys that are never null.
    """

    def __init__(self, build: Callable[..., models.QuerySet[M]]) -> None:
        self.build = build
        self.written = local()

    def _write(self) -> None:
        stand_ins = [STAND_IN + n for n in range(self.build.__code__.co_argcount)]
        places = {stand_in: place for place, stand_in in enumerate(stand_ins)}
        compiler = self.build(*stand_ins).query.get_compiler(ALIAS)
        self.written.sql, parameters = compiler.as_sql()
        self.written.parameters = [(places.get(value), value) for value in parameters]
        self.written.compiler = compiler
        self.written.converters = compiler.get_converters([column for column, *_ in compiler.select])
        self.written.make = self._maker(compiler.klass_info, compiler.select)

    def __call__(self, *values: int) -> list[M]:
        if not hasattr(self.written, "make"):
            self._write()
        written = self.written
        bound = [value if place is None else values[place] for place, value in written.parameters]
        with connections[ALIAS].cursor() as cursor:
            cursor.execute(written.sql, bound)
            rows = written.compiler.apply_converters(cursor.fetchall(), written.converters)
        seen: dict[tuple[Any, Any], models.Model] = {}
        found = []
        for row in rows:
            made = written.make(row, seen)
            for name, column in written.compiler.annotation_col_map.items():
                setattr(made, name, row[column])
            found.append(made)
        return found

    def _maker(self, info: dict[str, Any], select: Any) -> Callable[[Any, dict[Any, Any]], models.Model]:
        """What makes a model of a row, and with it the models it refers to: one for all rows that refer to it."""
        model, columns = info["model"], slice(info["select_fields"][0], info["select_fields"][-1] + 1)
        names = [column.target.attname for column, *_ in select[columns]]
        key = columns.start + names.index(model._meta.pk.attname)
        related = [(one["local_setter"], self._maker(one, select)) for one in info.get("related_klass_infos", ())]

        def make(row: Any, seen: dict[Any, Any]) -> models.Model:
            known = seen.get((model, row[key]))
            if known is not None:
                return cast("models.Model", known)
            made = seen[model, row[key]] = model.from_db(ALIAS, names, row[columns])
            for refer, other in related:
                refer(made, other(row, seen))
            return cast("models.Model", made)

        return make


class Change:
    """A statement that writes: `sql` with `{}` for the table and `%(name)s` for a value of the field of that name."""

    def __init__(self, model: type[models.Model], sql: str) -> None:
        self.sql = sql.format(f'"{model._meta.db_table}"')
        names = re.findall(r"%\((\w+)\)s", sql)
        self.fields = {name: cast("models.Field[Any, Any]", model._meta.get_field(name)) for name in names}

    def __call__(self, **values: Any) -> int:
        """How many rows it wrote."""
        with connections[ALIAS].cursor() as cursor:
            cursor.execute(self.sql, self._bound(values))
            return int(cursor.rowcount)

    def each(self, several: Iterable[dict[str, Any]]) -> None:
        """Once for each of `several`, sent together."""
        with connections[ALIAS].cursor() as cursor:
            cursor.executemany(self.sql, [self._bound(values) for values in several])

    def _bound(self, values: dict[str, Any]) -> dict[str, Any]:
        connection = connections[ALIAS]
        return {name: field.get_db_prep_save(values[name], connection) for name, field in self.fields.items()}


def in_turn() -> AbstractContextManager[object]:
    """To be held around a short transaction of its own, never within one.

    SQLite lets one writer in and has the others ask again after pauses of up to 100 ms, so that among many some wait
    very long. The threads of a process queue here instead, and processes are few. PostgreSQL needs no such thing.
    """
    return _TURN if connections[ALIAS].vendor == "sqlite" else nullcontext()
