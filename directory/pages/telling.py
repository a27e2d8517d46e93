"""What the forms share in which people tell us something, without saying who they are.

No account, no cookie, no file. What is wrong is said above the form, which keeps all
that was typed.
"""

from functools import cached_property

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.translation import gettext as _

from directory.find.criteria import POSTCODE
from directory.find.danger import sounds_like_danger
from directory.models import AlreadyDecidedError, TooManyError
from directory.pages import stamps

LEFT_OUT = "…"
LONGEST_TEXT = 600


class Words(forms.CharField):
    """Plain words as they were typed, without postcodes: those lead to someone."""

    def __init__(self, *, keeps_postcodes: bool = False, **kwargs) -> None:
        super().__init__(**kwargs)
        self.keeps_postcodes = keeps_postcodes

    def clean(self, value):
        """Line ends as they are counted in the browser, and nothing unprintable."""
        value = (value or "").replace("\r\n", "\n").replace("\0", " ")
        told = super().clean(value)
        return told if self.keeps_postcodes else POSTCODE.sub(LEFT_OUT, told)


class TellingForm(forms.Form):
    """A form with a stamp, and a field that only robots fill in."""

    stamp = forms.CharField(required=False)
    subject = forms.CharField(required=False)

    def __init__(self, purpose: str, data: QueryDict | None = None, **kwargs) -> None:
        super().__init__(data, auto_id="%s", label_suffix="", **kwargs)
        self.purpose = purpose
        if data is None:
            self.stamped = stamps.new(purpose)
        else:
            self.stamped = stamps.read(data.get("stamp", ""), purpose)

    def clean(self) -> dict:
        told = super().clean() or {}
        if told.get("subject"):
            self.add_error(
                None,
                _(
                    "A field that nobody sees was filled in, perhaps by your browser. "
                    "We have emptied it. Nothing else is lost: please send it again."
                ),
            )
        elif self.stamped.problem and not self.errors:
            self.add_error(None, self.stamped.problem)
        return told

    @property
    def problems(self) -> list[tuple[str, str]]:
        """What is wrong, each with the field to go to."""
        first = next(name for name in self.fields if name not in ("stamp", "subject"))
        return [
            (first if name == "__all__" else name, str(sentence))
            for name, sentences in self.errors.items()
            for sentence in sentences
        ]

    @cached_property
    def is_danger(self) -> bool:
        """Whether what was typed sounds like danger now."""
        words = [name for name, one in self.fields.items() if isinstance(one, Words)]
        typed = (self.data.get(name, "") for name in words)
        return self.is_bound and sounds_like_danger(*typed)

    def take(self, **more) -> None:
        """Keep what was told; each form has its own way."""
        raise NotImplementedError

    def is_taken(self, **more) -> bool:
        """Whether what was sent is kept; if not, the form says why."""
        if not (self.is_bound and self.is_valid()):
            return False
        try:
            self.take(**more)
        except ValidationError as error:
            self.add_error(None, error)
            return False
        except TooManyError:
            self.add_error(
                None,
                _(
                    "We were told so much in this hour that we cannot take more. "
                    "Please keep this page open and send it again in an hour."
                ),
            )
            return False
        except AlreadyDecidedError:
            self.stamped = stamps.again(self.purpose)
            self.add_error(
                None,
                _(
                    "You sent this form before, and someone has dealt with it. If "
                    "there is something new, please send it again."
                ),
            )
            return False
        return True
