"""A site whose pages crash in every way, to see what is written about it."""

import logging

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.urls import path
from django.views.decorators.csrf import csrf_exempt

from config import urls as public


@csrf_exempt
def crash(request: HttpRequest, words: str) -> HttpResponse:
    """Crash while the visitor's words stand in variables and in two messages."""
    place = request.POST.get("place") or request.GET.get("place", "")
    try:
        return HttpResponse({"salford": words}[place])
    except KeyError as error:
        raise ValueError(f"no place is called {place}") from error


def crash_later(request: HttpRequest) -> StreamingHttpResponse:
    """Crash where Django no longer looks, so that gunicorn has to report it."""
    place = request.GET.get("place", "")

    def pieces():
        yield b"begin"
        raise RuntimeError(f"while writing about {place}")

    return StreamingHttpResponse(pieces())


def warn(request: HttpRequest) -> HttpResponse:
    """A library warns, and quotes what it was given."""
    logging.getLogger("some.library").warning("odd words: %s", request.GET["place"])
    return HttpResponse("done")


urlpatterns = [
    path("crash/<str:words>/", crash, name="crash"),
    path("crash-later/", crash_later, name="crash-later"),
    path("warn/", warn, name="warn"),
    # Error pages link to the real ones.
    *public.urlpatterns,
]
