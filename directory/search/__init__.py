"""Words in, SQL out, on SQLite (FTS5) and PostgreSQL (tsvector); knows no model."""

from directory.search.expressions import Matches, Relevance
from directory.search.parsing import Terms, parse

__all__ = ["Matches", "Relevance", "Terms", "parse"]
