"""What to do this minute."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from directory.models import CrisisLine
from directory.pages.frame import show, shown_lines
from directory.pages.kept import kept


@require_safe
@kept
def now(request: HttpRequest) -> HttpResponse:
    """It is happening now: to me, near me, or I might do it."""
    context = {
        "lines": shown_lines(""),
        "change_lines": shown_lines("", CrisisLine.For.CHANGE),
    }
    return show(request, "now.html", context)
