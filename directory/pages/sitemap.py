"""The addresses that search engines may list: never a filtered list."""

from collections.abc import Iterable

from django.contrib.sitemaps import Sitemap
from django.urls import reverse

from directory.find.gazetteer import AreaInfo
from directory.find.held import fresh, holding
from directory.guides.book import book
from directory.models import Service

STANDING = (
    "home",
    "now",
    "services",
    "guides",
    "say-index",
    "safety",
    "privacy",
    "accessibility",
    "about",
    "about-data",
    "about-listing",
    "data",
    "data-profile",
    "data-terms",
    "about-security",
)


class StandingPages(Sitemap):
    """The pages that every site has."""

    def items(self) -> tuple[str, ...]:
        return STANDING

    def location(self, item: str) -> str:
        return reverse(item)


class ServicePages(Sitemap):
    """One page for each published service."""

    def items(self):
        return Service.objects.published().only("code").order_by("pk")


class AreaPages(Sitemap):
    """One page for each area that has not been replaced by another."""

    def items(self) -> list[AreaInfo]:
        fresh()
        book = holding().areas
        current: Iterable[AreaInfo] = book.by_slug.values()
        return [area for area in current if book.current(area).id == area.id]

    def location(self, item: AreaInfo) -> str:
        return reverse("area", args=[item.slug])


class GuidePages(Sitemap):
    """One page for each guide that is shown."""

    def items(self) -> list:
        return list(book().by_slug.values())


SITEMAPS = {
    "pages": StandingPages,
    "services": ServicePages,
    "guides": GuidePages,
    "areas": AreaPages,
}
