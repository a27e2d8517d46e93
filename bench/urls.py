"""The site's addresses, an empty page to compare with, and a way to forget pages."""

from django.http import HttpRequest, HttpResponse
from django.urls import path

from config.urls import handler400, handler403, handler404, handler500
from config.urls import urlpatterns as of_the_site
from directory.find.held import fresh, holding
from directory.pages.kept import shelf

__all__ = ["handler400", "handler403", "handler404", "handler500", "urlpatterns"]


def empty(request: HttpRequest) -> HttpResponse:
    """The least that Django does with this middleware."""
    return HttpResponse()


def forget(request: HttpRequest) -> HttpResponse:
    """Hold what a new process holds: no page, and the cards of a small directory."""
    shelf.forget()
    fresh()
    holding().cards.begin(holding().index.position_of)
    return HttpResponse()


urlpatterns = [
    path("bench/empty/", empty),
    path("bench/forget/", forget),
    *of_the_site,
]
