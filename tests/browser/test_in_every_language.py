"""Each language in its own direction, with numbers that still read forwards."""

import re

import pytest
from django.conf import settings

from tests.addresses import pages_in

LANGUAGES = [code for code, _name in settings.LANGUAGES]
RTL = settings.LANGUAGES_BIDI
PHYSICAL = re.compile(
    r"(?:^|[\s{;-])(?:margin|padding|border|inset)?-?(?:left|right)\s*:"
    r"|text-align\s*:\s*(?:left|right)|float\s*:\s*(?:left|right)"
)
# Every number to ring: alone in its direction, its first digit left of its last.
BACKWARDS = """() => [...document.querySelectorAll('a[href^="tel:"], a[href^="sms:"]')]
    .filter(link => {
        const number = link.querySelector('bdi');
        if (!number || number.dir !== 'ltr') return true;
        if (!link.checkVisibility()) return false;
        const text = number.firstChild, end = text.length - 1;
        const box = (place) => {
            const range = document.createRange();
            range.setStart(text, place);
            range.setEnd(text, place + 1);
            return range.getBoundingClientRect();
        };
        const first = box(0), last = box(end);
        return first.top === last.top && first.left > last.left;
    })
    .map(link => link.outerHTML)"""
# English on a page of another language that is not read from left to right.
TURNED = """() => [...document.querySelectorAll('[lang="en"]')]
    .filter(part => part.checkVisibility())
    .filter(part => getComputedStyle(part).direction !== 'ltr')
    .map(part => part.outerHTML.slice(0, 200))"""


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_runs_in_the_direction_of_its_language(visitor, language):
    page = visitor(width=320)
    direction = "rtl" if language in RTL else "ltr"
    for address in pages_in(language):
        page.goto(address)
        root = page.locator("html")
        assert root.get_attribute("lang") == language, address
        assert root.get_attribute("dir") == direction, address
        assert page.evaluate(BACKWARDS) == [], address
        # The page of bare numbers has no style that could turn anything.
        if "/numbers/" not in address:
            assert page.evaluate(TURNED) == [], address


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_way_out_stands_where_a_line_ends(visitor, language):
    page = visitor(width=1280)
    page.goto(pages_in(language)[0])
    box = page.locator("a.exit").bounding_box()
    middle = box["x"] + box["width"] / 2
    assert (middle < 640) == (language in RTL)


def test_no_style_names_a_side_of_the_screen():
    folder = settings.BASE_DIR / "static" / "css"
    for file in folder.rglob("*.css"):
        found = PHYSICAL.search(file.read_text(encoding="utf-8"))
        assert not found, (file.name, found)
