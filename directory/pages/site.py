"""What every template knows of the site itself."""

from django.conf import settings
from django.http import HttpRequest


def site(request: HttpRequest | None) -> dict[str, str]:
    """The site's name, and where its exit link leads."""
    return {"site_name": settings.SITE_NAME, "exit_url": settings.EXIT_URL}
