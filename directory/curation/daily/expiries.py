"""What a service said until a day, and the day is past."""

from directory.curation.daily.checks import Run, Told
from directory.models import Accreditation, Finding, Service
from directory.models.finding_kinds import Kind, Noted


def check(run: Run) -> Told:
    """Note waiting states and marks of quality whose day is over.

    Nothing is changed: the page itself says "ask them" and "since then not known".
    """
    waiting = {
        f"{service.code}|{service.waiting_until}": Noted(
            f"“{service.get_waiting_display()}” held until"
            f" {service.waiting_until:%d %B %Y}. The page says: ask them.",
            service=service.pk,
        )
        for service in Service.objects.published().waiting_over(run.today)
    }
    marks = {
        f"{mark.service.code}|{mark.name}|{mark.until}": Noted(
            f"{mark.name} ran until {mark.until:%d %B %Y}. Is it renewed?",
            service=mark.service_id,
        )
        for mark in Accreditation.objects.over(run.today).select_related("service")
    }
    found, solved = Finding.objects.note(Kind.WAITING_OVER, waiting)
    more, mended = Finding.objects.note(Kind.MARK_OVER, marks)
    return Told(found + more, solved + mended)
