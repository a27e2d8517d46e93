"""What the models refuse, told to a moderator in plain words and with nothing lost."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

# A refusal of a thousand services is still one page.
MOST_TOLD = 20

AT_THE_SAME_MOMENT = gettext_lazy(
    "Nothing was saved: the same thing was saved at the same moment by someone else, "
    "or twice by you. Open the list and look before you save again."
)


def tell_refusal(request, error: ValidationError, beginning: str) -> None:
    """One message that says what did not happen, then one for each reason."""
    messages.error(request, beginning)
    for sentence in error.messages[:MOST_TOLD]:
        messages.error(request, sentence)
    if len(error.messages) > MOST_TOLD:
        more = len(error.messages) - MOST_TOLD
        messages.error(request, _("And %d more.") % more)


def with_refusal(form: type, sentences: list[str]) -> type:
    """The same form, which already knows why its values cannot be saved."""

    def clean(self):
        form.clean(self)
        raise ValidationError(sentences)

    return type(form)(form.__name__, (form,), {"clean": clean})


class TellsRefusals:
    """A model admin that shows a model's refusal above the form, as typed.

    Some rules span a service and its parts, so only the models can judge them, and
    only once everything is written. Where they refuse, the transaction is undone and
    the same form is shown again with the model's own sentence.
    """

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        view = super().changeform_view
        if request.method != "POST":
            return view(request, object_id, form_url, extra_context)
        try:
            with transaction.atomic():
                return view(request, object_id, form_url, extra_context)
        except ValidationError as error:
            request.refusal = error.messages
        except IntegrityError:
            request.refusal = [str(AT_THE_SAME_MOMENT)]
        return view(request, object_id, form_url, extra_context)

    def get_form(self, request, obj=None, change=False, **kwargs):
        form = super().get_form(request, obj, change=change, **kwargs)
        refusal = getattr(request, "refusal", None)
        return with_refusal(form, refusal) if refusal else form

    def save_formset(self, request, form, formset, change):
        """What is new or changed first, so that no rule is broken on the way."""
        for part in formset.save(commit=False):
            part.save()
        for part in formset.deleted_objects:
            part.delete()
        formset.save_m2m()
