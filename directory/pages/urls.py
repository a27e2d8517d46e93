"""The addresses of the public pages."""

from django.urls import path

from directory.pages import (
    area,
    finding,
    home,
    now,
    patterns,
    results,
    robots,
    service,
)

urlpatterns = [
    path("", home.home, name="home"),
    path("find/", finding.find, name="find"),
    path("choose/", finding.choose, name="choose"),
    path("now/", now.now, name="now"),
    path("services/", results.services, name="services"),
    path("services/<slug:code>/", service.service, name="service"),
    path("in/<slug:slug>/", area.area, name="area"),
    path("patterns/", patterns.patterns, name="patterns"),
    path("robots.txt", robots.robots, name="robots"),
]
