"""Every button, heading and note of the public pages is said in every language."""

import re

import polib
import pytest
from django.conf import settings
from django.utils import translation

from directory.exchange.messages import Message, messages, untranslated
from tests.addresses import pages_in
from tests.messages import LOCALE, update
from tests.pages import visit

OTHERS = [code for code, _name in settings.LANGUAGES if code != settings.LANGUAGE_CODE]
SLOT = re.compile(r"%\(\w+\)[sd]|%[sd]|%%")


def catalogue(language: str) -> polib.POFile:
    return polib.pofile(str(LOCALE / language / "LC_MESSAGES" / "django.po"))


def forms(entry: polib.POEntry) -> list[str]:
    """All that an entry may say."""
    plural = entry.msgstr_plural
    return list(plural.values()) if plural else [entry.msgstr]


def test_the_words_of_the_pages_are_read_from_their_sources():
    said = messages()
    exit_ = Message("Emergency:", context="before the words Exit this page")
    assert "directory/_exit.html" in said[exit_]
    assert Message("%d service", "%d services") in said
    assert Message("only if you agree") in said
    assert len(said) > 300
    # What moderators read is not among them.
    assert Message("Mark as verified today, on its website") not in said


@pytest.mark.parametrize("language", OTHERS)
def test_no_string_of_the_public_pages_is_left_untranslated(language):
    assert untranslated(language) == []


@pytest.mark.parametrize("language", OTHERS)
def test_a_catalogue_holds_what_the_pages_say_and_nothing_else(language):
    ours = {
        (entry.msgid, entry.msgid_plural or "", entry.msgctxt or "")
        for entry in catalogue(language)
    }
    pages = {(one.text, one.plural, one.context) for one in messages()}
    assert ours == pages, "run `make messages`"


@pytest.mark.parametrize("language", OTHERS)
def test_the_compiled_catalogue_says_what_the_readable_one_says(language):
    path = LOCALE / language / "LC_MESSAGES" / "django.mo"
    assert path.read_bytes() == catalogue(language).to_binary(), "run `make messages`"


@pytest.mark.parametrize("language", OTHERS)
def test_every_translation_keeps_the_slots_and_the_edges_of_the_english(language):
    for entry in catalogue(language):
        wanted = sorted(SLOT.findall(entry.msgid))
        for text in forms(entry):
            assert text, entry.msgid
            assert sorted(SLOT.findall(text)) == wanted, entry.msgid
            assert text.startswith(" ") == entry.msgid.startswith(" "), entry.msgid
        assert "fuzzy" not in entry.flags


def test_what_is_new_stands_empty_and_what_nobody_says_goes():
    old = polib.POFile()
    old.metadata = {"Plural-Forms": "nplurals=4; plural=0;"}
    old.append(polib.POEntry(msgid="Search", msgstr="Chwilio"))
    old.append(polib.POEntry(msgid="Gone", msgstr="Wedi mynd"))
    said = {
        Message("Search"): ["a.html"],
        Message("%d year", "%d years"): ["b.py"],
        Message("New"): ["c.py"],
    }
    fresh = {entry.msgid: entry for entry in update(old, said)}
    assert sorted(fresh) == ["%d year", "New", "Search"]
    assert fresh["Search"].msgstr == "Chwilio"
    assert fresh["New"].msgstr == ""
    assert fresh["%d year"].msgstr_plural == {0: "", 1: "", 2: "", 3: ""}


@pytest.mark.parametrize(
    ("language", "number", "words"),
    [
        ("cy", 1, "1 gwasanaeth"),
        ("cy", 2, "2 wasanaeth"),
        ("cy", 3, "3 gwasanaeth"),
        ("ur", 1, "1 سروس"),
        ("ur", 5, "5 سروسز"),
    ],
)
def test_numbers_are_said_as_the_language_says_them(language, number, words):
    with translation.override(language):
        said = translation.ngettext("%d service", "%d services", number) % number
    assert said == words


@pytest.mark.parametrize("language", OTHERS)
def test_the_way_out_is_named_in_every_language(starter, language):
    with translation.override(language):
        label = translation.gettext("Exit this page")
    assert label != "Exit this page"
    for address in pages_in(language):
        assert any(label in tag.text for tag in visit(address).all("a")[:2]), address
