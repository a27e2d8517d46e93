"""What search engines are asked to leave alone."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

# Pages that must not be listed say so themselves (headers.py); a robot must be able
# to read that, so only what answers a form stands here.
ROBOTS = "User-agent: *\nDisallow: /find/\nDisallow: /choose/\n"


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """The file that search engines read first."""
    return HttpResponse(ROBOTS, content_type="text/plain; charset=utf-8")
