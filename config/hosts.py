"""Moderators on a host of their own, where a site chooses that with ADMIN_HOST.

Then no address of the admin or of signing in answers on the public host, so cookies of
moderators never reach it; and the moderators' host has no public page, but leads there.
"""

from collections.abc import Callable

from django.conf import settings
from django.core.exceptions import MiddlewareNotUsed
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.request import split_domain_port

from directory.models.addresses import split

FOR_MODERATORS = ("/admin/", "/account/", "/patterns/")
# What belongs to both: files, and what a load balancer asks.
FOR_BOTH = (settings.STATIC_URL, "/healthz", "/readyz")


class ModeratorsHost:
    """Lets each of the two hosts answer for its own addresses only."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        if not settings.ADMIN_HOST:
            raise MiddlewareNotUsed
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        host, _port = split_domain_port(request.get_host())
        _language, path = split(request.path_info)
        is_theirs = f"{path}/".startswith(FOR_MODERATORS)
        if path.startswith(FOR_BOTH) or is_theirs == (host == settings.ADMIN_HOST):
            return self.get_response(request)
        if is_theirs:
            raise Http404
        if path == "/":
            return HttpResponseRedirect("/admin/")
        if not settings.PUBLIC_HOST:
            raise Http404
        return HttpResponseRedirect(
            f"https://{settings.PUBLIC_HOST}{request.get_full_path()}"
        )
