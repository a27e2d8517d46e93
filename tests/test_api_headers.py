"""What stands on every answer of the interface, whatever was asked."""

import pytest
from django.test import Client

from directory.api.urls import urlpatterns
from directory.exchange.oruk.source import API
from tests.interface import contents
from tests.making import make_location, make_service
from tests.test_pages_headers import DENIED, POLICY

ALWAYS = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Expose-Headers": "ETag",
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "X-Robots-Tag": "noindex",
    "Cross-Origin-Opener-Policy": "same-origin",
}
LISTS = {
    "api-services": "services",
    "api-service-at-locations": "service_at_locations",
    "api-taxonomies": "taxonomies",
    "api-taxonomy-terms": "taxonomy_terms",
    "api-organizations": "organizations",
}
OTHERS = {
    "api-root": (f"{API}", f"{API}/"),
    "api-openapi": (f"{API}/openapi.json",),
    "api-unknown": (f"{API}/nothing", "/api/", "/api/oruk/v2"),
    "api-services-csv": ("/data/services.csv",),
    "api-hsds-zip": ("/data/hsds.zip",),
}
ONE = {
    "api-service": "services",
    "api-service-at-location": "service_at_locations",
    "api-taxonomy": "taxonomies",
    "api-taxonomy-term": "taxonomy_terms",
    "api-organization": "organizations",
}


def every_address() -> list[str]:
    """Each address of the URLconf, found and not found, right and wrong."""
    service = make_service(is_confidential=False, needs=("stay",))
    make_location(service)
    addresses = [path for paths in OTHERS.values() for path in paths]
    for name in LISTS.values():
        lists = ("", "?page=0", "?format=ndjson", "?search=x")
        addresses += [f"{API}/{name}{query}" for query in lists]
    for name in ONE.values():
        id_ = contents(f"/{name}")[0]["id"]
        addresses += [f"{API}/{name}/{id_}", f"{API}/{name}/none"]
    return addresses


def test_every_address_of_the_interface_is_among_the_examples():
    named = {pattern.name for pattern in urlpatterns}
    assert named == {*LISTS, *OTHERS, *ONE}


@pytest.mark.parametrize("method", ["get", "head", "options", "post", "delete"])
def test_every_answer_may_be_read_by_every_site_and_keeps_nothing(method):
    for address in every_address():
        answer = getattr(Client(), method)(address)
        for close in answer._resource_closers:
            close()
        said = dict(answer.items())
        assert {name: said.get(name) for name in ALWAYS} == ALWAYS, address
        assert set(said["Content-Security-Policy"].split("; ")) == POLICY, address
        allowed = set(said["Permissions-Policy"].split(", "))
        assert allowed == {f"{one}=()" for one in DENIED} | {"fullscreen=(self)"}
        assert said.get("Vary", "") in ("", "Accept-Encoding"), address
        assert not answer.cookies, address
        kept = "no-store" if "?" in address else "no-cache"
        assert said["Cache-Control"] == kept, address


def test_a_signed_in_moderator_gets_no_cookie_either(client, admin_user):
    client.force_login(admin_user)
    make_service()
    answer = client.get(f"{API}/services")
    assert not answer.cookies
    assert answer.get("Vary", "") in ("", "Accept-Encoding")


def test_a_page_of_another_site_may_send_what_it_has_already():
    answer = Client().options(
        f"{API}/services", headers={"origin": "https://x.example"}
    )
    assert (answer.status_code, answer.content) == (204, b"")
    assert "If-None-Match" in answer["Access-Control-Allow-Headers"]
    assert answer["Access-Control-Allow-Methods"] == "GET, HEAD, OPTIONS"


def test_a_language_in_front_is_no_address_of_the_interface():
    assert Client().get(f"/cy{API}/services").status_code == 404
