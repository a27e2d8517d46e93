"""The moderators' site: what it is called, and what its front page must say."""

from django.conf import settings
from django.contrib import admin
from django.utils.translation import gettext_lazy as _

CONSOLE = "django.core.mail.backends.console.EmailBackend"


class SignpostAdminSite(admin.AdminSite):
    """Django's admin under our name."""

    site_title = "Signpost"
    site_header = "Signpost"
    index_title = _("What we keep")
    site_url = "/"
    # The lists and the form of a service need the width.
    enable_nav_sidebar = False

    def index(self, request, extra_context=None):
        """The front page, which says so when mail reaches nobody."""
        mail = {"mail_goes_to_console": settings.EMAIL_BACKEND == CONSOLE}
        return super().index(request, {**mail, **(extra_context or {})})
