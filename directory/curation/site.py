"""The moderators' site: what it is called, and what its front page must say."""

import re
from functools import wraps

from django.conf import settings
from django.contrib import admin
from django.contrib.auth import REDIRECT_FIELD_NAME, logout
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect
from django.urls import path
from django.utils.decorators import method_decorator
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache

from accounts.factor import has_second_factor, is_setting_up
from accounts.models import User
from directory.curation.health import health
from directory.curation.today import may_take, today
from directory.models import Assignment, Door, recorded_as

# Whoever proposes a change never decides it.
APPROVERS_NEEDED = 2
# A list's name and a row's key, as today's work names what can be taken.
WORK = re.compile(r"(report|proposal|finding|suggestion):[0-9]{1,20}")
CONSOLE = "django.core.mail.backends.console.EmailBackend"


class SignpostAdminSite(admin.AdminSite):
    """Django's admin under our name."""

    site_title = "Signpost"
    site_header = "Signpost"
    index_title = _("Today")
    site_url = "/"
    # The lists and the form of a service need the width.
    enable_nav_sidebar = False

    def has_permission(self, request) -> bool:
        """Whoever may open the admin, in a session that proved a second factor."""
        return super().has_permission(request) and has_second_factor(request)

    @method_decorator(never_cache)
    def login(self, request, extra_context=None):
        """Never Django's own form, which knows no second factor: the way to ours."""
        if has_second_factor(request):
            if not self.has_permission(request):
                raise PermissionDenied
            return redirect("admin:index")
        if is_setting_up(request):
            return redirect("mfa_index")
        logout(request)
        there = request.GET.get(REDIRECT_FIELD_NAME, "")
        return redirect_to_login(there) if there else redirect("account_login")

    def index(self, request, extra_context=None):
        """The front page, which says what a site still lacks."""
        lacking = {
            "mail_goes_to_console": settings.EMAIL_BACKEND == CONSOLE,
            "approvers": User.objects.able_to_approve().count(),
            "approvers_needed": APPROVERS_NEEDED,
            "today": today(request.user),
            "health": health(),
        }
        return super().index(request, {**lacking, **(extra_context or {})})

    def get_urls(self):
        taking = self.admin_view(self.take)
        return [path("today/", taking, name="today_take"), *super().get_urls()]

    def take(self, request):
        """Take a piece of today's work, or give it back."""
        work = request.POST.get("work", "")[:60]
        if request.method == "POST" and WORK.fullmatch(work):
            if not may_take(request.user, work):
                raise PermissionDenied
            if "back" in request.POST:
                Assignment.objects.let_go(work, by=request.user)
            else:
                Assignment.objects.take(work, by=request.user)
        return redirect("admin:index")

    def admin_view(self, view, cacheable=False):
        """Django's, and history knows who is here and on which page."""
        inner = super().admin_view(view, cacheable)

        @wraps(inner)
        def recorded(request, *args, **kwargs):
            door, through = door_of(request)
            with recorded_as(door=door, by=request.user, through=through):
                return inner(request, *args, **kwargs)

        return recorded


def door_of(request) -> tuple[str, str]:
    """Whether a list's action is asked for or a form is sent, and which."""
    page = (request.resolver_match.url_name or "").rpartition("_")[2]
    if page == "changelist":
        return Door.ACTION, request.POST.get("action", "")
    return Door.FORM, "" if page in ("add", "change", "delete") else page
