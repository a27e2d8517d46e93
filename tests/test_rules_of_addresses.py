"""A confidential service has no address, whatever door one tries."""

import pytest

from directory.models import Location, Service
from tests.doors import (
    ADDITIONS,
    CHANGES,
    a_service,
    bulk_update,
    refused,
    set_and_save,
    set_and_save_only,
    update,
)
from tests.making import make_location, make_service

# Who must decide is tried in test_proposals_doors; here it is decided, and these
# rules hold all the same.
pytestmark = pytest.mark.usefixtures("all_decided")


@pytest.mark.parametrize("door", ADDITIONS)
@pytest.mark.parametrize("by_key", [True, False])
def test_a_confidential_service_gets_no_address(door, by_key):
    service = make_service()
    whose = {"service_id": service.code} if by_key else {"service": service}
    assert refused(lambda: door(Location, address="1 Example Street", **whose))
    assert not Location.objects.exists()


@pytest.mark.parametrize("door", CHANGES)
def test_an_address_is_not_moved_to_a_confidential_service(door):
    confidential = make_service("Refuge")
    address = make_location(make_service("Open", is_confidential=False))
    assert refused(lambda: door(address, service_id=confidential.code))


@pytest.mark.parametrize("door", CHANGES)
def test_turning_confidential_leaves_no_address_behind(door):
    service = make_service(is_confidential=False)
    make_location(service)
    was_refused = refused(lambda: door(service, is_confidential=True))
    service.refresh_from_db()
    assert was_refused or not Location.objects.exists()
    assert service.is_confidential is not was_refused


@pytest.mark.parametrize("door", [update, bulk_update])
@pytest.mark.parametrize("confidential", [True, False])
def test_no_trick_with_the_open_code_leaves_an_address_behind(door, confidential):
    service = make_service(is_confidential=False)
    make_location(service)
    values = {"is_confidential": confidential, "open_code": None}
    assert refused(lambda: door(service, **values))
    assert refused(lambda: door(service, open_code="other1"))
    assert refused(lambda: door(service, code="other1"))


@pytest.mark.parametrize("door", CHANGES)
def test_a_confidential_service_takes_no_open_code(door):
    service = make_service()
    refused(lambda: door(service, open_code=service.code))
    service.refresh_from_db()
    assert service.open_code is None


@pytest.mark.parametrize("door", ADDITIONS)
@pytest.mark.parametrize("wrong", [{}, {"open_code": "other1"}], ids=str)
def test_a_new_service_takes_an_address_exactly_when_it_is_open(door, wrong):
    door(Service, **a_service(name="Open", is_confidential=False, **wrong))
    door(Service, **a_service(name="Refuge", **wrong))
    make_location(Service.objects.get(name="Open"))
    assert Service.objects.get(name="Refuge").open_code is None


def test_a_service_that_opens_its_doors_takes_an_address():
    for door in (set_and_save, set_and_save_only, update):
        service = make_service(door.__name__)
        door(service, is_confidential=False)
        make_location(Service.objects.get(pk=service.pk))
