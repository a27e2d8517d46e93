"""Try what the search makes of a person's words."""

import json
import sys

from django.core.management.base import BaseCommand

from directory.find.held import fresh
from directory.find.understanding import Understood, understand
from directory.management.commands.locate import told as place_told
from directory.models import Side


class Command(BaseCommand):
    help = "Read one sentence a line, write what is understood as one line of JSON."

    def handle(self, **options) -> None:
        fresh()
        for line in sys.stdin:
            text = line.rstrip("\n")
            found = {"text": text, **told(understand(text))}
            self.stdout.write(json.dumps(found, ensure_ascii=False))


def told(understood: Understood) -> dict:
    """What was understood, as plain values."""
    change = understood.who == "change"
    return {
        "for": understood.who or "me",
        "side": Side.CHANGE.value if change else Side.SURVIVORS.value,
        "offers_other_side": understood.might_change,
        "terms": {
            taxonomy: [term.code for term in terms]
            for taxonomy, terms in understood.terms.items()
        },
        "not": [term.code for term in understood.refused],
        "age": understood.age,
        "danger": [term.code for term in understood.danger],
        "place": place_told(understood.place) if understood.place else None,
        "left": list(understood.words),
        "corrected": understood.corrected,
        "language": understood.language,
    }
