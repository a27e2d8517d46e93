"""Try what the place box makes of places."""

import json
import sys

from django.core.management.base import BaseCommand

from directory.find.held import fresh
from directory.find.places import Located, locate


class Command(BaseCommand):
    help = "Read one place a line, write what each means as one line of JSON."

    def handle(self, **options) -> None:
        fresh()
        for line in sys.stdin:
            text = line.rstrip("\n")
            self.stdout.write(
                json.dumps({"text": text, **told(locate(text))}, ensure_ascii=False)
            )


def told(located: Located) -> dict:
    """What a place means, as plain values; codes best first."""
    areas = [choice.area for choice in located.choices] or list(located.areas)
    return {
        "kind": located.kind,
        "codes": [area.code for area in areas],
        "names": [area.name for area in areas],
        "near": located.near,
        "outside": located.outside,
        "corrected": located.corrected,
    }
