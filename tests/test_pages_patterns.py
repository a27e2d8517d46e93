"""The sheet of patterns is for the people who work on the site."""

from django.test import Client

from tests.making import make_user
from tests.pages import read, visit
from tests.signing_in import sign_in


def test_nobody_else_sees_the_patterns():
    assert visit("/patterns/").status == 404
    visitor = Client()
    sign_in(visitor, make_user("someone@example.org", is_staff=False))
    assert visitor.get("/patterns/").status_code == 404


def test_every_part_stands_there():
    moderator = Client()
    sign_in(moderator, make_user())
    page = read(moderator.get("/patterns/"))
    assert page.status == 200
    for name in (
        "chip",
        "card",
        "line",
        "contact",
        "guide-text",
        "filters",
        "pages",
        "problem",
    ):
        found = [tag for tag in page.tags if name in tag["class"].split()]
        assert found, name
