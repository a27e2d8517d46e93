"""The addresses of the public pages."""

from django.contrib.sitemaps import views as sitemaps
from django.urls import path

from directory.pages import (
    about,
    area,
    data,
    finding,
    guides,
    home,
    now,
    numbers,
    patterns,
    provider,
    report,
    results,
    robots,
    safety,
    say,
    service,
    shortlist,
    slip,
    suggest,
)
from directory.pages.sitemap import SITEMAPS

urlpatterns = [
    path("", home.home, name="home"),
    path("find/", finding.find, name="find"),
    path("choose/", finding.choose, name="choose"),
    path("now/", now.now, name="now"),
    path("services/", results.services, name="services"),
    path("services/<slug:code>/", service.service, name="service"),
    path("services/<slug:code>/slip/", slip.slip, name="slip"),
    path("services/<slug:code>/report/", report.report, name="report"),
    path("services/<slug:code>/report/thanks/", report.thanks, name="report-thanks"),
    path("suggest/", suggest.suggest, name="suggest"),
    path("suggest/thanks/", suggest.thanks, name="suggest-thanks"),
    path("provider/<str:signed>/", provider.provider, name="provider"),
    path("provider/<str:signed>/<slug:code>/", provider.change, name="provider-change"),
    path("list/", shortlist.shortlist, name="shortlist"),
    path("list/code/", shortlist.shortlist_code, name="shortlist_code"),
    path("guides/", guides.guides, name="guides"),
    path("guides/<slug:slug>/", guides.guide, name="guide"),
    path("in/<slug:slug>/", area.area, name="area"),
    path("say/", say.index, name="say-index"),
    path("say/<slug:language>/", say.say, name="say"),
    path("in/<slug:slug>/numbers/", numbers.numbers, name="numbers"),
    path("patterns/", patterns.patterns, name="patterns"),
    path("safety/", safety.safety, name="safety"),
    path("privacy/", safety.privacy, name="privacy"),
    path("accessibility/", safety.accessibility, name="accessibility"),
    path("about/", about.about, name="about"),
    path("about/data/", about.data, name="about-data"),
    path("about/listing/", about.listing, name="about-listing"),
    path("data/", data.data, name="data"),
    path("data/profile/", data.profile, name="data-profile"),
    path("data/terms/", data.vocabulary, name="data-terms"),
    path("data/terms/<slug:code>/", data.taxonomy, name="data-taxonomy"),
    path("data/terms/<slug:code>/<slug:slug>/", data.term, name="data-term"),
    path("about/security/", about.security, name="about-security"),
]

# For programs, so the same in every language.
for_programs = [
    path("robots.txt", robots.robots, name="robots"),
    path(".well-known/security.txt", robots.security_txt, name="security-txt"),
    path("sitemap.xml", sitemaps.index, {"sitemaps": SITEMAPS}, name="sitemap"),
    path(
        "sitemap-<section>.xml",
        sitemaps.sitemap,
        {"sitemaps": SITEMAPS},
        name="django.contrib.sitemaps.views.sitemap",
    ),
]
