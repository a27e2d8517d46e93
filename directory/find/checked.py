"""What visitors are told about the last check of a service."""

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from directory.models.standing import Checked, Standing


def checked_words(checked: Checked) -> str:
    """Whether one of us has checked it and when, or that it is in doubt."""
    if checked.is_doubted:
        return _("Something here may have changed. We are checking it.")
    if checked.on is None:
        return _("Not yet checked by us")
    day = date_format(checked.on, "j F Y")
    if checked.standing == Standing.OLD:
        return _("Not checked since %(day)s") % {"day": day}
    if checked.is_own_word:
        return _("Confirmed by the service itself on %(day)s") % {"day": day}
    return _("Checked by us on %(day)s") % {"day": day}
