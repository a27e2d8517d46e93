"""Asks the public pages a topic as a person would: form, redirect, results.

For measuring only (`manage.py score`); nothing here is reached from an address.
"""

import io
import re
from urllib.parse import urlencode, urlsplit

from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler
from django.utils.functional import cached_property

from directory.find.criteria import AUDIENCE
from directory.find.held import fresh, holding
from directory.models import Service

DOORS = {code: door for door, code in AUDIENCE.items()}
GROUPS = {
    "needs": "need",
    "types": "type",
    "communities": "community",
    "genders": "gender",
    "languages": "language",
    "accepts": "accepts",
    "access": "access",
    "delivery": "delivery",
}
# A card's heading; the free line at the head of a list is no card.
_CARD = re.compile(r'<h3><a href="/services/([0-9a-z]{6})/')
_MOST_REDIRECTS = 4


class Visitor:
    """Someone who fills in the form of the public pages and reads the answer."""

    @cached_property
    def _handler(self) -> WSGIHandler:
        return WSGIHandler()

    def ranking(self, topic: dict) -> list[str]:
        """`organisation | service` of the results, in order, for a topic."""
        fresh()
        status, where, body = self._ask("POST", "/find/", urlencode(_form(topic)))
        for _turn in range(_MOST_REDIRECTS):
            if status not in (301, 302, 303):
                break
            status, where, body = self._ask("GET", where, "")
        codes = list(dict.fromkeys(_CARD.findall(body)))
        keys = Service.objects.source_keys(codes)
        return [keys[code] for code in codes if code in keys]

    def _ask(self, method: str, address: str, form: str) -> tuple[int, str, str]:
        parts = urlsplit(address)
        sent = form.encode()
        answer: dict = {}

        def start_response(status, headers, _error=None):
            answer["status"] = int(status.split()[0])
            answer["headers"] = dict(headers)

        environ = {
            "REQUEST_METHOD": method,
            "PATH_INFO": parts.path,
            "QUERY_STRING": parts.query,
            "SERVER_NAME": _host(),
            "SERVER_PORT": "80",
            "SERVER_PROTOCOL": "HTTP/1.1",
            "CONTENT_TYPE": "application/x-www-form-urlencoded",
            "CONTENT_LENGTH": str(len(sent)),
            "wsgi.input": io.BytesIO(sent),
            "wsgi.errors": io.StringIO(),
            "wsgi.url_scheme": "https",
        }
        response = self._handler(environ, start_response)
        body = b"".join(response).decode()
        response.close()
        return answer["status"], answer["headers"].get("Location", ""), body


def _host() -> str:
    """A name that this site answers to."""
    known = [host.lstrip(".") for host in settings.ALLOWED_HOSTS if host != "*"]
    return known[0] if known else "localhost"


def _form(topic: dict) -> list[tuple[str, str]]:
    """The form's fields: the door chosen, place, words and filters by their slugs."""
    filters = dict(topic["filters"])
    audience = filters.pop("audience", None) or [topic["who"]]
    fields = [("place", topic["place"]), ("text", topic["text"])]
    if audience[0]:
        fields.append(("for", DOORS[audience[0]]))
    for group, codes in filters.items():
        fields += [_field(GROUPS[group], code) for code in codes]
    return fields


def _field(taxonomy: str, code: str) -> tuple[str, str]:
    vocabulary = holding().vocabulary
    # The CSV calls it something to accept; it became a question of access.
    if code == "disabled-access":
        taxonomy = "access"
    term = vocabulary.term(taxonomy, code)
    group = vocabulary.taxonomy(taxonomy)
    if term is None or group is None:
        message = f"no term {taxonomy}:{code}"
        raise LookupError(message)
    return group.parameter, term.slug
