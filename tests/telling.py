"""Fills in and sends the forms in which people tell us something, as a browser does."""

import datetime
from urllib.parse import urlsplit

from django.test import Client
from django.utils import timezone

from directory.models.addresses import split
from directory.pages import stamps
from tests.pages import Page, read

A_MINUTE = datetime.timedelta(minutes=1)


def purpose_of(address: str) -> str:
    """What a stamp of this form is good for."""
    parts = split(urlsplit(address).path)[1].strip("/").split("/")
    if parts[0] == "services":
        return f"report.{parts[1]}"
    return f"change.{parts[2]}" if parts[0] == "provider" else parts[0]


def a_stamp(address: str, age: datetime.timedelta = A_MINUTE) -> str:
    """The stamp of a form that was opened so long ago."""
    return stamps.new(purpose_of(address), timezone.now() - age).value


def send(address: str, visitor: Client | None = None, **fields: str):
    """The answer to the form at this address, opened a minute ago.

    The visitor has no cookie, and their browser would be refused without a CSRF token
    if one were asked for.
    """
    visitor = visitor or Client(enforce_csrf_checks=True)
    fields.setdefault("stamp", a_stamp(address))
    return visitor.post(address, fields)


def sent_back(address: str, **fields: str) -> Page:
    """The page on which the form stands again."""
    answer = send(address, **fields)
    assert answer.status_code == 200, answer.status_code
    return read(answer)


def value_of(page: Page, name: str) -> str:
    """What stands in a field of the form."""
    for tag in page.tags:
        if tag["name"] == name and tag["type"] != "radio":
            return (
                tag.text.removeprefix("\n") if tag.name == "textarea" else tag["value"]
            )
    raise AssertionError(f"no field {name}")


def chosen(page: Page, name: str) -> str:
    """Which of the choices is ticked; "" where none is."""
    for tag in page.all("input", name=name):
        if "checked" in tag.attributes:
            return tag["value"]
    return ""
