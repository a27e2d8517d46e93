"""For what can do the most harm: prove once more that it is you."""

from collections.abc import Callable
from functools import wraps

from allauth.core.exceptions import ReauthenticationRequired
from django.http import HttpRequest, HttpResponse

from accounts.factor import has_fresh_factor


def ask_for_fresh_factor(request: HttpRequest) -> None:
    """Go on only where a second factor was proved in the last minutes.

    Otherwise the request waits: allauth's middleware asks for a code or a key, and
    then does what was asked here, a sent form included.
    """
    if not has_fresh_factor(request):
        raise ReauthenticationRequired


def needs_fresh_factor(view: Callable[..., HttpResponse]) -> Callable:
    """A view whose forms are only taken with a fresh second factor."""

    @wraps(view)
    def answer(request: HttpRequest, *args, **kwargs) -> HttpResponse:
        if request.method == "POST":
            ask_for_fresh_factor(request)
        return view(request, *args, **kwargs)

    return answer
