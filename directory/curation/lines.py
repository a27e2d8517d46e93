"""Texts of several lines, as the database keeps them."""

from django import forms


class Lines(forms.Textarea):
    """A text whose lines end as they did, whatever the browser makes of them.

    Browsers send every line end as two signs. Kept so, a text that nobody touched
    would count as changed by a moderator, and never follow the starter data again.
    """

    def __init__(self, rows: int, **attrs) -> None:
        super().__init__({"rows": rows, "class": "vLargeTextField", **attrs})

    def value_from_datadict(self, data, files, name):
        text = super().value_from_datadict(data, files, name)
        return text.replace("\r\n", "\n") if text else text
