"""The fields of plain values as a moderator calls them."""

from collections.abc import Iterable

from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from directory.models import Taxonomy

LISTS = {
    "contacts": gettext_lazy("contacts"),
    "coverages": gettext_lazy("areas covered"),
    "locations": gettext_lazy("addresses for visitors"),
    "hours": gettext_lazy("opening hours"),
    "disclosures": gettext_lazy("who will be told"),
    "fundings": gettext_lazy("who pays"),
    "accreditations": gettext_lazy("accreditations"),
    "sources": gettext_lazy("sources"),
    "needs": gettext_lazy("needs"),
    "status": gettext_lazy("status"),
}


def field_name(name: str, model: str = "service") -> str:
    """One field in words."""
    if name in LISTS:
        return str(LISTS[name])
    stem, _colon, taxonomy = name.partition(":")
    if taxonomy:
        found = Taxonomy.objects.filter(code=taxonomy).first()
        return _("answers: %s") % (found.name if found else taxonomy)
    try:
        field = apps.get_model("directory", model)._meta.get_field(stem)
        return str(getattr(field, "verbose_name", stem))
    except FieldDoesNotExist:
        return name


def in_words(names: Iterable[str], model: str = "service") -> str:
    """Several fields in one line."""
    return capfirst(", ".join(sorted(field_name(name, model) for name in names)))
