"""What a moderator types into the search box of the list of services."""

import re

from django.utils.translation import gettext_lazy as _

from directory.models import Area
from directory.models.dialling import national_digits
from directory.models.service_queryset import ServiceQuerySet

# Fewer digits are found in too many numbers.
FEWEST_DIGITS = 4
_NUMBER = re.compile(r"^[+(]?[0-9][0-9 ()./+-]*$")

HELP = _(
    "A name, an organisation, a phone number typed in any way, a public code, or a "
    "postcode district such as M14 (what reaches people there)."
)


def search(services: ServiceQuerySet, typed: str) -> ServiceQuerySet | None:
    """The services meant by a number or a district, or None where it is words."""
    typed = typed.strip()
    if _NUMBER.match(typed) and len(national_digits(typed)) >= FEWEST_DIGITS:
        return services.numbered(typed)
    councils = list(Area.objects.in_district(typed)) if len(typed) <= 4 else []
    return services.serving(*councils) if councils else None
