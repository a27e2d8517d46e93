"""Who may do what about proposals: asked here, so that no door forgets it.

That nobody decides on their own is a rule of the models and of the database. Here
stands only which people may propose, decide and take down at all.
"""

from collections.abc import Callable
from functools import wraps

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse

from accounts.fresh import ask_for_fresh_factor

View = Callable[..., HttpResponse]


def may_decide(user) -> bool:
    """Approvers: they approve, reject and ask back."""
    return user.is_active and user.has_perm("directory.decide_proposal")


def may_take_down(user) -> bool:
    """Whoever may take a service out of everything public at once."""
    return user.is_active and user.has_perm("directory.take_down_service")


def may_propose(user) -> bool:
    """Whoever may write in the directory: what they write may become a proposal."""
    names = ("directory.change_service", "directory.add_proposal")
    return user.is_active and any(user.has_perm(name) for name in names)


def may_look(user) -> bool:
    """Whoever may read what is proposed."""
    return user.is_active and (
        user.has_perm("directory.view_proposal") or may_propose(user)
    )


def for_deciding(view: View) -> View:
    """A view that makes something public: for approvers only.

    They prove their second factor afresh: an unlocked desk decides nothing.
    """

    @wraps(view)
    def guarded(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        if not may_decide(request.user):
            raise PermissionDenied
        if request.method == "POST":
            ask_for_fresh_factor(request)
        return view(self, request, *args, **kwargs)

    return guarded
