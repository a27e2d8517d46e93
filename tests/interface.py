"""Asks the interface as another program does."""

import json
from typing import Any

from django.test import Client
from django.utils.http import urlencode

from directory.exchange.oruk.source import API

LISTS = (
    "services",
    "service_at_locations",
    "taxonomies",
    "taxonomy_terms",
    "organizations",
)


def ask(path: str, **parameters: str):
    """The answer to a question, whatever it is."""
    query = f"?{urlencode(parameters)}" if parameters else ""
    return Client().get(f"{API}{path}{query}")


def told(path: str, **parameters: str) -> dict[str, Any]:
    """The record or the page that is answered."""
    answer = ask(path, **parameters)
    assert answer.status_code == 200, answer.content
    return json.loads(answer.content)


def contents(path: str, **parameters: str) -> list[dict[str, Any]]:
    """The records of a page."""
    return told(path, **parameters)["contents"]


def names(path: str, **parameters: str) -> list[str]:
    """The names of what a page holds."""
    return [one["name"] for one in contents(path, **parameters)]


def whole(service) -> dict[str, Any]:
    """Everything that is told of one service."""
    return told(f"/services/{service.uuid}")


def lines(path: str, **parameters: str) -> list[dict[str, Any]]:
    """The records of a stream."""
    answer = ask(path, format="ndjson", **parameters)
    body = b"".join(answer.streaming_content).decode()
    return [json.loads(line) for line in body.splitlines()]


def everything_in(record: Any):
    """Every text and number anywhere in a record, and every name of a field."""
    if isinstance(record, dict):
        for name, value in record.items():
            yield name
            yield from everything_in(value)
    elif isinstance(record, list):
        for value in record:
            yield from everything_in(value)
    else:
        yield record
