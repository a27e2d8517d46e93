"""What others write, made plain: HTML to text, addresses whole, no private ones."""

import html
import re
from html.parser import HTMLParser
from typing import Any
from urllib.parse import urlsplit

from directory.search.text import fold

_BREAKS = frozenset(
    [
        *("p", "br", "div", "li", "ul", "ol", "tr", "table", "section", "article"),
        *("h1", "h2", "h3", "h4", "h5", "h6", "hr", "dd", "dt"),
    ]
)
_UNSEEN = frozenset(["script", "style", "template", "head", "iframe", "object"])
_LOOKS_LIKE_HTML = re.compile(r"<[a-zA-Z/!][^>]*>|&[#a-zA-Z0-9]+;")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u200b\u200e\u200f\ufeff]")
_EMAIL = re.compile(r"[\w.!#$%&'*+/=?^`{|}~-]+@[\w-]+(?:\.[\w-]+)+", re.ASCII)
# No longer text of theirs is taken.
MOST_CHARACTERS = 20_000

# The parts of an address that stand for an office, not for a person.
_ROLES = """
info information enquiries enquiry inquiries contact contacts contactus hello help
helpline helpdesk support advice admin administration administrator office reception
referral referrals refer mail email post general generalenquiries services service team
teams centre center hub advocacy advocate idva idvas isva isvas outreach duty intake
refuge crisis line chat webchat text young youth children families family housing
homeless homelessness safeguarding access counselling therapy wellbeing training
volunteering volunteers fundraising media press data dpo privacy feedback complaints
membership members bookings booking appointments customer customers council web website
webmaster online nhs sarc domestic abuse dv da va vawg women womens men mens survivors
victims victim police community library libraries project projects trust charity uk
england wales scotland ni north south east west the and of for first
"""
ROLES = frozenset(_ROLES.split())
# Nobody's own domain: a name before it is a person's.
POST_OFFICES = frozenset(
    [
        *("gmail.com", "googlemail.com", "outlook.com", "hotmail.com", "hotmail.co.uk"),
        *("yahoo.com", "yahoo.co.uk", "icloud.com", "live.co.uk", "live.com"),
        *("btinternet.com", "aol.com", "protonmail.com", "proton.me", "msn.com"),
        *("sky.com", "talktalk.net", "virginmedia.com", "ntlworld.com", "me.com"),
    ]
)


class _Text(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self._unseen = 0

    def handle_starttag(self, tag: str, attrs: Any) -> None:
        self._unseen += tag in _UNSEEN
        if tag in _BREAKS:
            self.parts.append("\n")
        if tag == "li":
            self.parts.append("- ")

    def handle_endtag(self, tag: str) -> None:
        if tag in _UNSEEN and self._unseen:
            self._unseen -= 1
        if tag in _BREAKS:
            self.parts.append("\n")

    def handle_data(self, data: str) -> None:
        if not self._unseen:
            self.parts.append(data)


def text(value: Any) -> str:
    """Plain text with its paragraphs, from text, HTML of an editor, or a number."""
    if value is None or isinstance(value, (dict, list, bool)):
        return ""
    said = str(value)[: 4 * MOST_CHARACTERS]
    if _LOOKS_LIKE_HTML.search(said):
        # Editors escape twice: &amp;nbsp;
        for _twice in range(2):
            reader = _Text()
            reader.feed(said.replace("&nbsp;", " "))
            reader.close()
            said = "".join(reader.parts)
            if not _LOOKS_LIKE_HTML.search(said):
                break
        said = html.unescape(said)
    said = _CONTROL.sub("", said.replace("\u00a0", " ").replace("\r", "\n"))
    said = said.encode("utf-8", "replace").decode()
    lines = (" ".join(line.split()) for line in said.split("\n"))
    plain = re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()
    return plain[:MOST_CHARACTERS]


def line(value: Any) -> str:
    """Text on one line."""
    return " ".join(text(value).split())


def first_sentence(description: str, most: int) -> str:
    """What a summary may say: the first sentence, or as many whole words as fit."""
    first = description.strip().split("\n", 1)[0].strip()
    ends = [match.end() for match in re.finditer(r"[.!?](?=\s|$)", first)]
    fitting = [end for end in ends if end <= most]
    if fitting:
        return first[: fitting[0]]
    if len(first) <= most:
        return first
    return first[: most - 1].rsplit(" ", 1)[0].rstrip(" ,;:-") + "…"


def web_address(value: Any) -> tuple[str, bool]:
    """An address of the web, and whether https:// had to be put before it; or ""."""
    said = line(value).strip("<>\"' ")
    if not said or " " in said or len(said) > 500:
        return "", False
    added = "://" not in said
    if added and (said.startswith(("mailto:", "tel:")) or ":" in said.split("/")[0]):
        return "", False
    said = f"https://{said}" if added else said
    try:
        parts = urlsplit(said)
        host = parts.hostname or ""
    except ValueError:
        return "", False
    is_host = re.fullmatch(r"[\w-]+(\.[\w-]+)+", host) is not None
    if parts.scheme.lower() not in ("http", "https") or not is_host or parts.username:
        return "", False
    return said, added


def office_address(value: Any, *names: str) -> tuple[str, bool]:
    """An email address of an office, and whether one was left out as a person's.

    `names` are those of the service and of who runs it: their words are no person's.
    """
    said = line(value).removeprefix("mailto:").strip("<>\"' ;,")
    if not _EMAIL.fullmatch(said):
        return "", False
    local, _at, domain = said.lower().partition("@")
    parts = [part for part in re.split(r"[^a-z]+", local) if part]
    own = set(fold(" ".join(names)).split())
    own |= {part for label in domain.split(".") for part in re.split(r"[^a-z]+", label)}
    known = ROLES | own
    squeezed = "".join(fold(" ".join(names)).split()) + domain.replace(".", "")
    of_an_office = bool(parts) and all(
        part in known
        or (len(part) > 4 and part in squeezed)
        or _is_made_of(part, known)
        for part in parts
    )
    if domain in POST_OFFICES and not of_an_office:
        return "", True
    return (said, False) if of_an_office else ("", True)


def without_addresses_of_people(said: str, *names: str) -> tuple[str, bool]:
    """A text in which only addresses of offices are left, and whether any went."""
    went = False

    def keep(match: re.Match[str]) -> str:
        nonlocal went
        found, _left_out = office_address(match[0], *names)
        went = went or not found
        return match[0] if found else "[address left out]"

    return _EMAIL.sub(keep, said), went


def _is_made_of(word: str, known: set[str] | frozenset[str]) -> bool:
    """Whether a word is two or three known ones run together: referralsteam."""
    for at in range(2, len(word) - 1):
        start, rest = word[:at], word[at:]
        if start in known and (rest in known or _is_made_of(rest, known)):
            return True
    return False
