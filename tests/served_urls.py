"""Every address of the site, and some that crash, each with its page."""

from config.urls import handler400, handler403, handler404, handler500
from tests.crashing import urlpatterns

__all__ = ["handler400", "handler403", "handler404", "handler500", "urlpatterns"]
