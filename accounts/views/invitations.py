"""The way in for someone who was invited."""

from django.contrib.auth import login
from django.contrib.auth.forms import SetPasswordForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_safe

from accounts.factor import note_invitation
from accounts.models import Invitation

LINK = "invitation_link"
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@require_safe
@never_cache
def invitation(request: HttpRequest, link: str) -> HttpResponse:
    """Take the link out of the address bar, then go on."""
    if Invitation.objects.under(link) is None:
        return render(request, "account/invitation_over.html", status=410)
    request.session[LINK] = link
    return redirect("account_welcome")


@sensitive_post_parameters()
@never_cache
def welcome(request: HttpRequest) -> HttpResponse:
    """Choose a password; then the second factor is asked for before anything else."""
    invited = Invitation.objects.under(request.session.get(LINK, ""))
    if invited is None:
        return render(request, "account/invitation_over.html", status=410)
    form = SetPasswordForm(invited.person, request.POST or None)
    if request.method == "POST" and form.is_valid():
        person = form.save()
        # A new session: whoever was signed in here before is not any more.
        request.session.flush()
        login(request, person, backend=BACKEND)
        request.session[LINK] = invited.link
        note_invitation(request)
        return redirect("mfa_index")
    context = {"form": form, "person": invited.person, "ends_at": invited.ends_at}
    return render(request, "account/welcome.html", context)
