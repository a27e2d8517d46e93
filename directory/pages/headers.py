"""The header table: what goes with each family of addresses, in one place."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse

from directory.models.addresses import split

# No page of ours asks a device for anything.
DENIED = (
    "accelerometer",
    "autoplay",
    "browsing-topics",
    "camera",
    "clipboard-read",
    "display-capture",
    "encrypted-media",
    "gamepad",
    "geolocation",
    "gyroscope",
    "hid",
    "idle-detection",
    "local-fonts",
    "magnetometer",
    "microphone",
    "midi",
    "payment",
    "picture-in-picture",
    "publickey-credentials-get",
    "screen-wake-lock",
    "serial",
    "storage-access",
    "usb",
    "xr-spatial-tracking",
)
EVERY_PAGE = {
    "Cache-Control": "no-store",
    # Only a film in sign language may fill the screen.
    "Permissions-Policy": ", ".join(
        [*(f"{feature}=()" for feature in DENIED), "fullscreen=(self)"]
    ),
    "Referrer-Policy": "same-origin",
}
UNLISTED = {"X-Robots-Tag": "noindex"}
# Only where moderators sign in may a page ask for a passkey.
SIGNING_IN = {
    **EVERY_PAGE,
    **UNLISTED,
    "Permissions-Policy": EVERY_PAGE["Permissions-Policy"].replace(
        "publickey-credentials-get=()", "publickey-credentials-get=(self)"
    ),
}
# For programs of others, on whatever site they run. What is kept is asked for anew
# each time, so what is taken down is gone at once; what holds a query is not kept.
OPEN_DATA = {
    **EVERY_PAGE,
    **UNLISTED,
    "Cache-Control": "no-cache",
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Expose-Headers": "ETag",
}


@dataclass(frozen=True)
class Family:
    """Addresses that share their headers."""

    path: re.Pattern[str]
    headers: Mapping[str, str]
    with_query: Mapping[str, str]


def _family(
    path: str, headers: Mapping[str, str], with_query: Mapping[str, str] | None = None
) -> Family:
    return Family(re.compile(path), headers, with_query or {})


# The first family whose pattern fits is the one that counts.
TABLE = (
    # Static files are hashed and kept for ever; WhiteNoise states it.
    _family(r"^/static/", {}),
    _family(r"^/(healthz|readyz)$", {**EVERY_PAGE, **UNLISTED}),
    _family(r"^/api/", OPEN_DATA, {"Cache-Control": "no-store"}),
    _family(r"^/data/[^/]+\.(csv|zip)$", OPEN_DATA),
    _family(r"^/(admin|patterns)/", {**EVERY_PAGE, **UNLISTED}),
    _family(r"^/account/", SIGNING_IN),
    _family(r"^/(find|choose|list|suggest)/", {**EVERY_PAGE, **UNLISTED}),
    # The address itself opens the page, so no page that it leads to may learn it.
    _family(
        r"^/provider/", {**EVERY_PAGE, **UNLISTED, "Referrer-Policy": "no-referrer"}
    ),
    _family(r"^/services/[^/]+/(slip|report)/", {**EVERY_PAGE, **UNLISTED}),
    # A filtered list stays out of search engines; the whole list need not.
    _family(r"^/(services|guides)/", EVERY_PAGE, UNLISTED),
    _family(r"", EVERY_PAGE),
)


def headers_for(path: str, query: str, status: int) -> dict[str, str]:
    """The headers of one answer; an address that failed is never listed."""
    _language, path = split(path)
    family = next(family for family in TABLE if family.path.search(path))
    extra = family.with_query if query else {}
    failed = UNLISTED if status >= 400 and family.headers else {}
    return {**family.headers, **extra, **failed}


class HeaderTable:
    """Puts on every answer the headers of its family."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        query = request.META.get("QUERY_STRING", "")
        headers = headers_for(request.path_info, query, response.status_code)
        for name, value in headers.items():
            response.headers[name] = value
        return response
