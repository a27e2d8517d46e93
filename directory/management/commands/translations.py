"""Says what is not yet said in each language, and what no native reader has checked."""

from django.conf import settings
from django.core.management.base import BaseCommand

from directory.exchange.messages import untranslated
from directory.find.originals import originals, page_languages
from directory.find.sayings import ENGLISH, TONGUES
from directory.models import Door, Translation, TranslationKind, recorded_as

# As much of a text as tells which one it is.
SHOWN = 70


class Command(BaseCommand):
    """What is missing in each language; texts for an emergency are named one by one."""

    help = (
        "Lists, for each language, what is missing and which texts for an emergency "
        "no native reader has checked. Always ends well: it is a list, not a test."
    )

    def handle(self, **options) -> None:
        with recorded_as(door=Door.COMMAND, through="translations"):
            Translation.objects.make_room(originals())
        pages = page_languages()
        cards = [code for code in TONGUES if code not in (ENGLISH, *pages)]
        for code in pages:
            name = dict(settings.LANGUAGES)[code]
            self.stdout.write(self.style.MIGRATE_HEADING(f"{name} ({code})"))
            self._interface(code)
            self._kinds(code)
            self._crisis(code)
        for code in cards:
            name = TONGUES[code].name
            self.stdout.write(self.style.MIGRATE_HEADING(f"{name} ({code}), a card"))
            self._kinds(code)

    def _interface(self, code: str) -> None:
        missing = untranslated(code)
        self.stdout.write(f"  buttons and headings: {len(missing)} missing")
        for message in missing:
            self.stdout.write(f"    {_short(message.text)}")

    def _kinds(self, code: str) -> None:
        rows = Translation.objects.in_language(code)
        for kind, label in TranslationKind.choices:
            these = rows.of_kind(kind)
            if these.exists():
                missing, old = these.missing().count(), these.outdated().count()
                waiting = these.unchecked().count()
                said = f"{these.count()} texts, {missing} missing, {waiting} unchecked"
                also = f", {old} made from older English" if old else ""
                self.stdout.write(f"  {label}: {said}{also}")

    def _crisis(self, code: str) -> None:
        rows = Translation.objects.in_language(code).of_kind(TranslationKind.CRISIS)
        for title, these in (
            ("missing", rows.missing()),
            ("not checked by a native reader", rows.unchecked()),
        ):
            keys = these.order_by("key").values_list("key", "english")
            if keys:
                self.stdout.write(f"  for an emergency, {title}:")
            for key, english in keys:
                self.stdout.write(f"    {key}: {_short(english)}")


def _short(text: str) -> str:
    return text if len(text) <= SHOWN else f"{text[:SHOWN]}…"
