"""An address, or several, of every page: none escapes what must hold for all.

They lead somewhere on the starter directory. A new page adds its line to EXAMPLES; a
test says which are missing.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from django.conf import settings
from django.urls import URLPattern

from directory.models.addresses import prefixed
from directory.pages import urls

# By the name in the URLconf. Services of both sides; a list that finds much, little
# and nothing; a place of one meaning, of several, and of none.
EXAMPLES: dict[str, tuple[str, ...]] = {
    "home": ("/",),
    "find": ("/find/",),
    "choose": ("/choose/?n=newport",),
    "now": ("/now/",),
    "services": (
        "/services/",
        "/services/?area=E08000006&need=stay&now=1",
        "/services/?for=change&area=E08000006&q=zzz",
        "/services/?area=E06000053&need=stay&accepts=pets&language=fr",
    ),
    "service": ("/services/sktc56/", "/services/97ms8k/?for=work"),
    "slip": ("/services/sktc56/slip/",),
    "report": ("/services/sktc56/report/", "/services/97ms8k/report/?for=work"),
    "report-thanks": ("/services/sktc56/report/thanks/?now=1",),
    "suggest": ("/suggest/", "/suggest/?for=change&area=E08000006"),
    "suggest-thanks": ("/suggest/thanks/",),
    # Whoever has no link that works learns nothing.
    "provider": ("/provider/not-a-link/",),
    "provider-change": ("/provider/not-a-link/sktc56/",),
    "shortlist": ("/list/", "/list/?s=sktc56-9wk3f5"),
    "shortlist_code": ("/list/code/?s=sktc56",),
    "guides": ("/guides/",),
    "guide": ("/guides/online/",),
    "area": ("/in/salford/",),
    "numbers": ("/in/salford/numbers/",),
    "say-index": ("/say/",),
    "say": ("/say/so/",),
    "patterns": ("/patterns/",),
    "safety": ("/safety/",),
    "privacy": ("/privacy/",),
    "accessibility": ("/accessibility/",),
    "about": ("/about/",),
    "about-data": ("/about/data/",),
    "about-listing": ("/about/listing/",),
    "data": ("/data/",),
    "data-profile": ("/data/profile/",),
    "data-terms": ("/data/terms/",),
    "data-taxonomy": ("/data/terms/need/", "/data/terms/side/"),
    "data-term": ("/data/terms/need/stay/", "/data/terms/side/change/"),
    "about-security": ("/about/security/",),
    "robots": ("/robots.txt",),
    "security-txt": ("/.well-known/security.txt",),
    "sitemap": ("/sitemap.xml",),
    "django.contrib.sitemaps.views.sitemap": (
        "/sitemap-pages.xml",
        "/sitemap-services.xml",
        "/sitemap-guides.xml",
        "/sitemap-areas.xml",
    ),
}
# Pages that say that there is none.
FAILING = ("/nowhere/", "/in/nowhere/", "/services/222222/")
# What a search engine may list, where nothing stands after the question mark.
LISTED = {
    *("home", "now", "services", "service", "area", "numbers", "guides", "guide"),
    *("say-index", "say", "safety", "privacy", "accessibility"),
    *("about", "about-data", "about-listing", "about-security"),
    *("robots", "security-txt"),
    *("data", "data-profile", "data-terms", "data-taxonomy", "data-term"),
}
# These answer with something else than a page.
NO_PAGES = {"find", "shortlist_code", *(p.name for p in urls.for_programs)}


@dataclass(frozen=True)
class Address:
    """One address: the page's name in the URLconf, and whether it may be listed."""

    name: str
    path: str
    language: str

    @property
    def is_listed(self) -> bool:
        return self.name in LISTED and "?" not in self.path


def names() -> set[str]:
    """The names of all public pages in the URLconf."""
    patterns = [*urls.urlpatterns, *urls.for_programs]
    assert all(isinstance(pattern, URLPattern) for pattern in patterns)
    return {pattern.name for pattern in patterns}


def every_address() -> Iterator[Address]:
    """Every example in every language, and those that fail."""
    for_programs = {pattern.name for pattern in urls.for_programs}
    for language, _name in settings.LANGUAGES:
        for name, paths in EXAMPLES.items():
            if name in for_programs and language != settings.LANGUAGE_CODE:
                continue
            for path in paths:
                yield Address(name, prefixed(path, language), language)
        for path in FAILING:
            yield Address("", prefixed(path, language), language)


def pages_in(language: str = settings.LANGUAGE_CODE) -> list[str]:
    """The addresses in one language that answer a visitor with a page."""
    return [
        address.path
        for address in every_address()
        if address.language == language and address.name not in NO_PAGES
    ]
