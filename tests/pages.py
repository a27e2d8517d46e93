"""Reads a public page as a person, a browser or a watcher would."""

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import urlsplit

from django.test import Client

from tests.making import make_contact, make_crisis_line, make_service, make_term

# Words that would tell someone who looks over a shoulder, or through a history.
# The page about using the site safely has an address of its own name.
TELLING = re.compile(
    r"abus|violen|rape|refuge|victim|survivor|perpetrat|assault|helpline|domestic"
    r"|police|stalk|safe(?!ty/)"
    # The same in Welsh and in Urdu.
    r"|trais|cam-?drin|lloches|dioddef|goroes|heddlu|domestig|diogel"
    r"|تشدد|زیادتی|پناہ|متاثر|گھریلو|پولیس|بدسلوکی",
    re.IGNORECASE,
)
INLINE = {"a", "b", "bdi", "i", "span", "strong", "title", "h1", "h2", "h3"}
VOID = {"meta", "link", "input", "br", "img", "hr", "path", "use"}


@dataclass
class Tag:
    """One element: its name, its attributes, the text within it."""

    name: str
    attributes: dict[str, str]
    text: str = ""

    def __getitem__(self, attribute: str) -> str:
        return self.attributes.get(attribute, "")


@dataclass
class Page(HTMLParser):
    """A page taken apart: every element in order, with its text."""

    status: int
    html: str
    tags: list[Tag] = field(default_factory=list)
    headers: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._open: list[Tag] = []
        self.feed(self.html)

    def handle_starttag(self, tag, attrs):
        made = Tag(tag, {name: value or "" for name, value in attrs})
        self.tags.append(made)
        if tag not in INLINE:
            self.handle_data(" ")
        if tag not in VOID:
            self._open.append(made)

    def handle_endtag(self, tag):
        names = [open_tag.name for open_tag in self._open]
        if tag in names:
            del self._open[len(names) - 1 - names[::-1].index(tag) :]

    def handle_data(self, data):
        for tag in self._open:
            tag.text += data

    def all(self, name: str, /, **attributes: str) -> list[Tag]:
        """Every element of a name with these attributes (class_="card")."""
        wanted = {
            key.rstrip("_").replace("_", "-"): value
            for key, value in attributes.items()
        }
        return [
            tag
            for tag in self.tags
            if tag.name == name
            and all(value in tag[key].split() for key, value in wanted.items())
        ]

    def text_of(self, name: str, /, **attributes: str) -> str:
        """The words of the first such element, without needless blanks."""
        found = self.all(name, **attributes)
        return " ".join(found[0].text.split()) if found else ""

    @property
    def text(self) -> str:
        """All words of the page."""
        return self.text_of("body")

    @property
    def links(self) -> list[str]:
        """Where its links lead."""
        return [tag["href"] for tag in self.all("a")]

    def linked(self, words: str) -> str:
        """Where the link with these words leads."""
        for tag in self.all("a"):
            if words in " ".join(tag.text.split()):
                return tag["href"]
        raise AssertionError(f"no link says {words!r}: {self.links}")


def read(response) -> Page:
    """A page from an answer."""
    html = response.content.decode()
    return Page(response.status_code, html, headers=dict(response.items()))


def visit(address: str) -> Page:
    """What a new visitor sees at an address."""
    return read(Client().get(address))


def post(**fields: str | list[str]) -> Page:
    """What answers the box; a redirect is followed."""
    fields = {key.rstrip("_"): value for key, value in fields.items()}
    return read(Client().post("/find/", fields, follow=True))


def led_to(**fields: str | list[str]) -> str:
    """The address to which the box leads."""
    fields = {key.rstrip("_"): value for key, value in fields.items()}
    response = Client().post("/find/", fields)
    assert response.status_code == 303, response.status_code
    return response["Location"]


def is_outside(link: str) -> bool:
    """Whether a link leads to another site."""
    return urlsplit(link).scheme in ("http", "https")


def a_small_town() -> None:
    """Salford with a few services, a crisis line for England, and one for change."""
    for nation in ("Scotland", "Wales", "Northern Ireland"):
        make_service(f"{nation} line", areas=[nation])
    make_term("safe-place-to-stay", slug="stay", name="Somewhere safe to stay")
    line = make_service("Night line", areas=["England"], contacts=["0808 157 0101"])
    make_crisis_line(line.contacts.get(), "England", words="Free, day and night.")
    make_service("Rooms", needs=["safe-place-to-stay"], contacts=["0161 496 0456"])
    change = make_service("Change line", side="change", areas=["England"])
    make_contact(change, ("phone", "0808 157 0202"))
    number = change.contacts.get(value="0808 157 0202")
    make_crisis_line(number, "England", audience="perpetrator", words="Free.")
