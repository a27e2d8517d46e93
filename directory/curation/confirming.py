"""The link in a reminder by which a provider says "still right" without an account."""

from collections.abc import Sequence

from django.conf import settings

from directory.models import Representative, Service, provider_link


def confirm_url(services: Sequence[Service], address: str) -> str:
    """The whole address of that link for these services.

    "" where they belong to several organisations, or nobody invited this address: the
    letter then asks for an answer by mail.
    """
    if len({service.organisation_id for service in services}) != 1:
        return ""
    owner = services[0].organisation
    try:
        return provider_link(owner, address, origin=settings.SITE_URL)
    except Representative.DoesNotExist:
        return ""
