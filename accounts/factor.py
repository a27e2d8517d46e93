"""The second factor of this session: what was proved, and how long ago.

Asked of the session and never of the person alone: someone may have a second factor
while a session of theirs was begun with a stolen password.
"""

import time

from allauth.account.authentication import get_authentication_records
from allauth.account.internal.flows.login import record_authentication
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.http import HttpRequest

FACTOR = "mfa"
INVITATION = "invitation"


def has_second_factor(request: HttpRequest) -> bool:
    """Whether this session proved a second factor that its person still has."""
    if not request.user.is_authenticated:
        return False
    answer = getattr(request, "_has_second_factor", None)
    if answer is None:
        answer = _proved_one_still_held(request)
        request._has_second_factor = answer  # type: ignore[attr-defined]
    return answer


def _proved_one_still_held(request: HttpRequest) -> bool:
    proved = _records(request, FACTOR)
    if not proved:
        return False
    held = Authenticator.objects.filter(user=request.user.pk).values_list("pk", "type")
    kinds = dict(held)
    codes = Authenticator.Type.RECOVERY_CODES
    # New recovery codes replace the old ones, and whoever used one stays.
    return any(
        record.get("id") in kinds
        or (record.get("type") == codes and codes in kinds.values())
        for record in proved
    )


def has_fresh_factor(request: HttpRequest) -> bool:
    """Whether a second factor was proved in the last minutes."""
    if not has_second_factor(request):
        return False
    newest = max(record["at"] for record in _records(request, FACTOR))
    return time.time() - newest < settings.ACCOUNT_REAUTHENTICATION_TIMEOUT


def is_setting_up(request: HttpRequest) -> bool:
    """Whether someone came by an invitation and has no second factor yet."""
    if not request.user.is_authenticated or not _records(request, INVITATION):
        return False
    return not request.user.has_factor()


def note_invitation(request: HttpRequest) -> None:
    """Remember in the session that its person came by an invitation."""
    record_authentication(request, request.user, INVITATION)


def note_factor(request: HttpRequest, kind: str) -> None:
    """Remember that a factor of this kind, just set up, was proved by doing so."""
    newest = Authenticator.objects.filter(user=request.user.pk, type=kind).latest("pk")
    record_authentication(request, request.user, FACTOR, id=newest.pk, type=kind)
    request._has_second_factor = True  # type: ignore[attr-defined]
    request.session.cycle_key()


def _records(request: HttpRequest, method: str) -> list[dict]:
    records = get_authentication_records(request, request.user)
    return [record for record in records if record.get("method") == method]
