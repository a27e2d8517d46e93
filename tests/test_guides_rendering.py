"""A guide's text becomes a page: safely, and with links that follow what changes."""

import pytest
from django.utils.html import format_html

from directory.find.criteria import Criteria
from directory.find.held import fresh, holding
from directory.guides.goals import Reader
from directory.guides.rendering import ELEMENTS, render
from directory.models import Term
from tests.making import (
    make_area,
    make_crisis_line,
    make_service,
    make_taxonomy,
    make_term,
)
from tests.pages import Page

# What these tests write to the public was decided by two people.
pytestmark = pytest.mark.usefixtures("all_decided")

HOSTILE = [
    "<script>alert(1)</script>",
    '<img src=x onerror="alert(1)">',
    "<a href='javascript:alert(1)'>x</a>",
    "[x](javascript:alert(1))",
    "[x](https://evil.example/)",
    "![x](https://evil.example/x.png)",
    "<https://evil.example/>",
    "https://evil.example/",
    "[x]: https://evil.example/\n\n[x]",
    "<style>body{display:none}</style>",
    "<iframe src='https://evil.example'></iframe>",
    "```\n<script>x</script>\n```",
    "    <script>indented</script>",
    '[[find need=stay|"><script>x</script>]]',
    "[[guide x|<b onclick=x>y</b>]]",
    '[[service "><svg onload=x>|y]]',
    "[[page now|<script>x</script>]]",
    "[[line <script>]]",
    "&lt;script&gt;x&lt;/script&gt;",
    "**<script>x</script>**",
    "## <script>x</script>",
    "[1](javascript:x)",
    '[[find need=stay&area=x"onmouseover="x|y]]',
]


def html(text: str, *, area: str = "", guides: dict[str, str] | None = None) -> str:
    """The whole text as HTML, for a reader with this area in view."""
    fresh()
    areas = (holding().areas.by_slug[area],) if area else ()
    shown = render(text, Reader.of(Criteria(areas=areas)), guides or {})
    parts = [
        format_html("<h2>{}</h2>{}", one.heading, one.html) for one in shown.sections
    ]
    return shown.opening + "".join(parts)


@pytest.mark.parametrize("text", HOSTILE)
def test_nothing_in_a_text_becomes_more_than_a_text(text):
    make_term("stay")
    page = Page(200, html(text, guides={"x": "y"}))
    for tag in page.tags:
        assert tag.name in ELEMENTS, tag
        assert set(tag.attributes) <= {"href", "class", "aria-label", "dir"}, tag
        assert tag["href"].startswith(("/", "#")) or not tag["href"], tag


def test_headings_lists_and_emphasis_are_shown():
    made = html("Hello **you**.\n\n## A *part*\n\n- one\n- two\n\n### Below\n\n1. a")
    assert "<p>Hello <strong>you</strong>.</p>" in made
    assert "<h2>A part</h2>" in made
    assert "<li>one</li>" in made
    assert "<h3>Below</h3>" in made
    assert "<ol>" in made


def test_a_text_falls_into_an_opening_and_parts_of_which_the_last_is_known():
    fresh()
    shown = render("Hello.\n\n## One\n\na\n\n## Two\n\nb", Reader(), {})
    assert "Hello." in shown.opening
    assert [part.heading for part in shown.sections] == ["One", "Two"]
    assert [part.is_last for part in shown.sections] == [False, True]
    assert not shown.has_contents


def test_a_source_is_cited_by_a_link_to_it():
    made = html("So it is [1] [12].")
    assert 'href="#source-1"' in made
    assert 'href="#source-12"' in made
    assert 'aria-label="Source 1"' in made


def test_a_search_leads_to_its_address():
    make_term("safe-place-to-stay", slug="stay", name="Somewhere to stay")
    made = html("[[find need=stay for=someone|Find a place]]")
    assert '<a href="/services/?for=someone&amp;need=stay">Find a place</a>' in made


def test_a_search_keeps_the_readers_area_unless_it_names_its_own():
    make_area("Salford")
    make_area("Leeds")
    make_term("stay")
    assert "area=E08000006&amp;need=stay" in html(
        "[[find need=stay|x]]", area="salford"
    )
    own = html("[[find need=stay area=E08000035|x]]", area="salford")
    assert "area=E08000035&amp;need=stay" in own
    assert "E08000006" not in own


def test_a_search_without_words_takes_the_names_of_its_terms_and_follows_them():
    term = make_term("stay", name="Somewhere to stay")
    assert ">Somewhere to stay</a>" in html("[[find need=stay]]")
    term.name = "A safe roof"
    term.save()
    assert ">A safe roof</a>" in html("[[find need=stay]]")


def test_a_search_follows_a_term_whose_short_address_changed():
    term = make_term("safe-place-to-stay", slug="stay")
    text = "[[find need=safe-place-to-stay|Find a place]]"
    assert "need=stay" in html(text)
    Term.objects.filter(pk=term.pk).update(slug="roof")
    assert "need=roof" in html(text)


def test_a_search_follows_a_retired_term_to_what_replaced_it():
    old, new = make_term("bed"), make_term("roof")
    old.is_retired, old.replaced_by = True, new
    old.save()
    assert "need=roof" in html("[[find need=bed|Find a place]]")


def test_a_search_for_a_term_that_is_gone_is_only_its_words():
    term = make_term("bed")
    term.is_retired = True
    term.save()
    made = html("[[find need=bed|Find a place]]")
    assert "Find a place" in made
    assert "<a" not in made


def test_a_number_comes_from_a_contact_and_goes_with_it():
    service = make_service("Night line", contacts=["0808 157 0101"])
    contact = service.contacts.get()
    alone, within = f"[[contact {contact.code}]]", f"Ring [[contact {contact.code}]]."
    assert 'href="tel:+448081570101"' in html(alone)
    assert "Night line" in html(alone)
    assert 'href="tel:+448081570101"' in html(within)
    service.withdraw(because="Closed.")
    assert "0808" not in html(alone) + html(within)
    assert "Night line" not in html(alone) + html(within)


@pytest.mark.parametrize("fields", [{"held": "doubt"}, {"is_for_professionals": True}])
def test_a_contact_that_is_not_for_everyone_is_left_out(fields):
    service = make_service(contacts=["0808 157 0101", "0161 496 0456"])
    contact = service.contacts.first()
    for name, value in fields.items():
        setattr(contact, name, value)
    contact.save()
    assert "0808" not in html(f"- [[contact {contact.code}]]")


def test_an_entry_whose_only_mark_leads_nowhere_is_no_entry():
    assert "<li>" not in html("- [[contact abcdef-1]]")


def test_a_service_is_named_until_it_is_withdrawn():
    service = make_service("Night line")
    text = f"[[service {service.code}]] or [[service {service.code}|the line]]"
    made = html(text)
    assert f'<a href="/services/{service.code}/">Night line</a>' in made
    assert ">the line</a>" in made
    service.withdraw(because="Closed.")
    assert html(text) == "<p> or the line</p>\n"


def test_guides_lead_to_one_another_with_the_readers_area():
    make_area("Salford")
    made = html("[[guide kids]] [[guide gone|x]]", area="salford", guides={"kids": "K"})
    assert '<a href="/guides/kids/?area=E08000006">K</a> x' in made


def test_a_page_of_ours_is_linked_and_an_unknown_one_is_only_words():
    assert '<a href="/now/">now</a>' in html("[[page now|now]]")
    assert "<a" not in html("[[page admin:index|x]] [[page patterns|y]]")


def a_line(name: str, number: str, nation: str, **fields) -> None:
    service = make_service(name, contacts=[number], areas=[nation])
    make_crisis_line(service.contacts.get(), nation, **fields)


def test_free_lines_are_those_of_the_readers_nation():
    make_area("Salford")
    a_line("English line", "0808 157 0101", "England", words="Free.")
    a_line("Welsh line", "0808 157 0102", "Wales")
    made = html("- [[line survivor]]", area="salford")
    assert "English line" in made
    assert "0808 157 0101" in made
    assert "Free." in made
    assert "Welsh line" not in made


def test_without_a_nation_each_nation_has_its_line_under_its_name():
    a_line("English line", "0808 157 0101", "England")
    a_line("Welsh line", "0808 157 0102", "Wales")
    made = html("[[line survivor]]")
    assert made.index("England") < made.index("English line") < made.index("Wales")
    assert "Welsh line" in made


def test_a_line_for_all_nations_stands_there_once_and_without_a_nation():
    make_taxonomy("need")
    for nation in ("England", "Wales"):
        make_area(nation)
    service = make_service("Line for all", contacts=["0808 157 0101"])
    for nation in ("England", "Wales"):
        make_crisis_line(service.contacts.get(), nation)
    made = html("[[line survivor]]")
    assert made.count("Line for all") == 1
    assert "Wales" not in made
