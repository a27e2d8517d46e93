"""The start of the interface, its description, and what is none of its addresses."""

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse

from directory.api import openapi as described
from directory.api.answering import Made, answers, source_of
from directory.api.parameters import RefusedError

# By this word validators choose the schemas.
VERSION = "HSDS-UK-3.0"


@answers
def root(request: HttpRequest) -> Made:
    """Which standard this is, and where it is described."""
    source = source_of(request)
    return Made(
        {
            "version": VERSION,
            "profile": source.page("/data/profile/"),
            "openapi_url": source.page(reverse("api-openapi")),
        }
    )


@answers
def openapi(request: HttpRequest) -> Made:
    """The OpenAPI document."""
    return Made(described.document(source_of(request).site, settings.SITE_NAME))


@answers
def unknown(request: HttpRequest, path: str) -> Made:
    """An address that is none of this interface."""
    raise RefusedError(
        "There is no such address here. The lists are /services, /organizations, "
        "/service_at_locations, /taxonomies and /taxonomy_terms.",
        404,
    )
