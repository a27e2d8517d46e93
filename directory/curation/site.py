"""The moderators' site: what it is called, and what its front page must say."""

from functools import wraps

from django.conf import settings
from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from directory.models import Door, recorded_as

CONSOLE = "django.core.mail.backends.console.EmailBackend"


class SignpostAdminSite(admin.AdminSite):
    """Django's admin under our name."""

    site_title = "Signpost"
    site_header = "Signpost"
    index_title = _("What we keep")
    site_url = "/"
    # The lists and the form of a service need the width.
    enable_nav_sidebar = False

    def admin_view(self, view, cacheable=False):
        """Django's, and history knows who is here and on which page."""
        inner = super().admin_view(view, cacheable)

        @wraps(inner)
        def recorded(request, *args, **kwargs):
            door, through = door_of(request)
            with recorded_as(door=door, by=request.user, through=through):
                return inner(request, *args, **kwargs)

        return recorded

    def index(self, request, extra_context=None):
        """The front page, which says so when mail reaches nobody."""
        mail = {"mail_goes_to_console": settings.EMAIL_BACKEND == CONSOLE}
        return super().index(request, {**mail, **(extra_context or {})})


def door_of(request) -> tuple[str, str]:
    """Whether a list's action is asked for or a form is sent, and which."""
    page = request.resolver_match.url_name.rpartition("_")[2]
    if page == "changelist":
        return Door.ACTION, request.POST.get("action", "")
    return Door.FORM, "" if page in ("add", "change", "delete") else page
