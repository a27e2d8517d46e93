"""The words of which a service's fields choose one."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class TakesFrom(models.TextChoices):
    """Where the people may come from whom a service takes."""

    HERE = "here", _("only people from its area")
    ANYWHERE = "anywhere", _("people from anywhere")
    NOT_HERE = "not-here", _("people from anywhere but its area")


class Answer(models.TextChoices):
    """A stated answer; an empty one means not known."""

    YES = "yes", _("yes")
    NO = "no", _("no")
    ASK = "ask", _("ask them")


class Cost(models.TextChoices):
    """What it costs the person."""

    FREE = "free", _("free")
    PAID = "paid", _("costs money")
    MEANS_TESTED = "means-tested", _("depends on your income")
    VARIES = "varies", _("free for some people")


class Waiting(models.TextChoices):
    """Whether one can start now."""

    OPEN = "open", _("taking people now")
    LIST = "list", _("there is a waiting list")
    FULL = "full", _("full at the moment")
    CLOSED = "closed", _("closed for now")
