"""What programs read before they read the pages."""

import datetime

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

# Pages that must not be listed say so themselves (headers.py); a robot must be able
# to read that, so only what answers a form stands here.
ROBOTS = """User-agent: *
Disallow: /find/
Disallow: /choose/
Sitemap: {sitemap}
"""
SECURITY = """Contact: mailto:{email}
Expires: {expires}
Policy: {policy}
Canonical: {canonical}
Preferred-Languages: en
"""
# Whoever reads the file later must ask for it anew; the standard wants under a year.
HOLDS = datetime.timedelta(days=90)


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """What search engines are asked to leave alone, and where the rest is listed."""
    sitemap = request.build_absolute_uri(reverse("sitemap"))
    return _plain(ROBOTS.format(sitemap=sitemap))


@require_safe
def security_txt(request: HttpRequest) -> HttpResponse:
    """Whom to tell about a hole in the site (RFC 9116); none where nobody is named."""
    if not settings.CONTACT_EMAIL:
        raise Http404
    expires = (timezone.now() + HOLDS).astimezone(datetime.UTC)
    return _plain(
        SECURITY.format(
            email=settings.CONTACT_EMAIL,
            expires=expires.strftime("%Y-%m-%dT00:00:00Z"),
            policy=request.build_absolute_uri(reverse("about-security")),
            canonical=request.build_absolute_uri(request.path),
        )
    )


def _plain(text: str) -> HttpResponse:
    return HttpResponse(text, content_type="text/plain; charset=utf-8")
