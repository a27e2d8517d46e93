"""SQL for both engines: which documents match, and how well.

Both hear the same stems, and both weigh a word by where it stands: in a name 4, in a
term or phrase 2, in the text 1. So their answers and their order are the same.
"""

from collections.abc import Sequence
from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import BooleanField, Expression, F, Field, IntegerField
from django.db.models.sql.compiler import SQLCompiler

from directory.search.parsing import Terms

# Field of the document, its weight class in PostgreSQL, and what a hit in it counts.
FIELDS = (("title", "A", 4), ("keywords", "B", 2), ("body", "C", 1))


def _fts5(run: tuple[str, ...]) -> str:
    """A run of stems as FTS5 reads it; stems hold letters and digits only."""
    return '"' + " ".join(run) + '"'


def _tsquery(run: tuple[str, ...], weight: str = "") -> str:
    """The same as PostgreSQL's to_tsquery reads it."""
    return " <-> ".join(f"'{stem}'{weight and ':' + weight}" for stem in run)


class SearchExpression(Expression):
    """An expression over a document's key and a visitor's terms."""

    def __init__(self, key: str, terms: Terms) -> None:
        super().__init__(output_field=self.answer())
        self.key: Any = F(key)
        self.terms = terms

    @staticmethod
    def answer() -> "Field[Any, Any]":
        """The kind of value that the expression gives."""
        raise NotImplementedError

    def get_source_expressions(self) -> list[Any]:
        return [self.key]

    def set_source_expressions(self, exprs: Sequence[Any]) -> None:
        (self.key,) = exprs

    def as_sql(
        self, compiler: SQLCompiler, connection: BaseDatabaseWrapper
    ) -> tuple[str, Any]:
        message = f"{connection.vendor} has no search engine here."
        raise NotImplementedError(message)


class Matches(SearchExpression):
    """Whether the document holds the terms."""

    conditional = True

    @staticmethod
    def answer() -> "Field[Any, Any]":
        return BooleanField()

    def as_sqlite(
        self, compiler: SQLCompiler, connection: BaseDatabaseWrapper, **extra: Any
    ) -> tuple[str, Any]:
        key, params = compiler.compile(self.key)
        joint = " AND " if self.terms.every else " OR "
        query = joint.join(_fts5(run) for run in self.terms.wanted)
        if self.terms.without:
            unwanted = " OR ".join(_fts5((stem,)) for stem in self.terms.without)
            query = f"({query}) NOT ({unwanted})"
        sql = (
            f"{key} IN (SELECT rowid FROM directory_search_fts"
            " WHERE directory_search_fts MATCH %s)"
        )
        return sql, [*params, query]

    def as_postgresql(
        self, compiler: SQLCompiler, connection: BaseDatabaseWrapper, **extra: Any
    ) -> tuple[str, Any]:
        key, params = compiler.compile(self.key)
        joint = " & " if self.terms.every else " | "
        query = joint.join(f"({_tsquery(run)})" for run in self.terms.wanted)
        if self.terms.without:
            unwanted = " | ".join(_tsquery((stem,)) for stem in self.terms.without)
            query = f"({query}) & !({unwanted})"
        sql = (
            f"{key} IN (SELECT service_id FROM directory_searchdocument"
            " WHERE vector @@ to_tsquery('simple', %s))"
        )
        return sql, [*params, query]


class Relevance(SearchExpression):
    """How well the document answers: each word by its best place, added up."""

    @staticmethod
    def answer() -> "Field[Any, Any]":
        return IntegerField()

    def as_sqlite(
        self, compiler: SQLCompiler, connection: BaseDatabaseWrapper, **extra: Any
    ) -> tuple[str, Any]:
        key, params = compiler.compile(self.key)
        part = (
            "SELECT rowid AS id, {} AS run, {} AS weight FROM directory_search_fts"
            " WHERE directory_search_fts MATCH %s"
        )
        parts, queries = [], []
        for number, run in enumerate(self.terms.wanted):
            for field, _letter, weight in FIELDS:
                parts.append(part.format(number, weight))
                queries.append(f"{field}: {_fts5(run)}")
        sql = (
            "COALESCE((WITH hits AS MATERIALIZED (SELECT id, SUM(weight) AS weight"
            " FROM (SELECT id, run, MAX(weight) AS weight"
            f" FROM ({' UNION ALL '.join(parts)}) GROUP BY id, run) GROUP BY id)"
            f" SELECT weight FROM hits WHERE id = {key}), 0)"
        )
        return sql, [*queries, *params]

    def as_postgresql(
        self, compiler: SQLCompiler, connection: BaseDatabaseWrapper, **extra: Any
    ) -> tuple[str, Any]:
        key, params = compiler.compile(self.key)
        parts, queries = [], []
        for run in self.terms.wanted:
            best = []
            for _field, letter, weight in FIELDS:
                best.append(f"WHEN vector @@ to_tsquery('simple', %s) THEN {weight}")
                queries.append(_tsquery(run, letter))
            parts.append(f"CASE {' '.join(best)} ELSE 0 END")
        sql = (
            f"COALESCE((SELECT {' + '.join(parts)} FROM directory_searchdocument d"
            f" WHERE d.service_id = {key}), 0)"
        )
        return sql, [*queries, *params]
