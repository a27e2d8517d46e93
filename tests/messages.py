"""`make messages`: brings locale/ up to what the public pages say, and compiles it.

New strings stand in each .po with no translation; those that no page says any more
go. The .mo files are what the site reads. They are kept with the sources, so that a
site needs no gettext tools, and no step that could be forgotten; a test holds that
each says what its .po says.
"""

import os
import sys
from pathlib import Path

import polib

ROOT = Path(__file__).resolve().parent.parent
LOCALE = ROOT / "locale"


def update(catalogue: polib.POFile, said: dict) -> polib.POFile:
    """The catalogue with exactly these messages, its translations kept."""
    known = {_identity(entry): entry for entry in catalogue if not entry.obsolete}
    fresh = polib.POFile(wrapwidth=88)
    fresh.metadata = catalogue.metadata
    fresh.header = catalogue.header
    forms = int(catalogue.metadata["Plural-Forms"].split("nplurals=")[1][0])
    for message in sorted(said):
        entry = polib.POEntry(
            msgid=message.text,
            msgid_plural=message.plural,
            msgctxt=message.context or None,
            occurrences=[(place, "") for place in said[message]],
        )
        if "%" in message.text:
            entry.flags = ["python-format"]
        old = known.get(_identity(entry))
        if message.plural:
            told = old.msgstr_plural if old else {}
            entry.msgstr_plural = {at: told.get(at, "") for at in range(forms)}
        else:
            entry.msgstr = old.msgstr if old else ""
        fresh.append(entry)
    return fresh


def _identity(entry: polib.POEntry) -> tuple[str, str, str]:
    return entry.msgid, entry.msgid_plural or "", entry.msgctxt or ""


def main() -> int:
    """Update and compile every catalogue; says what still has no translation."""
    os.environ.setdefault("SECRET_KEY", "only-for-messages")
    os.environ.setdefault("LOCAL_HTTP", "1")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    import django

    django.setup()
    from directory.exchange.messages import messages

    said = messages()
    for path in sorted(LOCALE.glob("*/LC_MESSAGES/django.po")):
        catalogue = update(polib.pofile(str(path)), said)
        catalogue.save(str(path))
        catalogue.save_as_mofile(str(path.with_suffix(".mo")))
        missing = len(catalogue.untranslated_entries())
        language = path.parent.parent.name
        sys.stdout.write(f"{language}: {len(said)} strings, {missing} to translate\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
