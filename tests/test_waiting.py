"""What is said about waiting ends some day; then the page says: ask them."""

import datetime

import pytest
from django.utils import timezone

from directory.models.service import WAITING_HOLDS_DAYS
from tests.doors import bulk_update, refused, set_and_save, set_and_save_only, update
from tests.making import make_service
from tests.pages import visit

TODAY = timezone.localdate


@pytest.mark.parametrize("door", [set_and_save, set_and_save_only])
@pytest.mark.parametrize("word", ["list", "full", "closed", "open"])
def test_a_word_about_waiting_without_an_end_holds_for_thirty_days(door, word):
    service = make_service()
    door(service, waiting=word)
    service.refresh_from_db()
    end = TODAY() + datetime.timedelta(days=WAITING_HOLDS_DAYS)
    assert service.waiting_until == end


@pytest.mark.parametrize("door", [update, bulk_update])
def test_no_other_door_says_it_for_ever(door):
    service = make_service()
    assert refused(lambda: door(service, waiting="closed"))
    tomorrow = TODAY() + datetime.timedelta(days=1)
    door(service, waiting="closed", waiting_until=tomorrow)


def test_after_the_day_the_page_says_ask_them():
    yesterday = TODAY() - datetime.timedelta(days=1)
    service = make_service(waiting="closed", waiting_until=yesterday)
    page = visit(service.get_absolute_url())
    assert "ask them" in page.text
    assert "losed for now" not in page.text
