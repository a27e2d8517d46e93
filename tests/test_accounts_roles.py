"""Roles: who may do what, and which two nobody holds together, by any door."""

import pytest
from django.contrib.auth.models import Group
from django.core.management import call_command

from accounts.models import Membership, User
from accounts.roles import Role
from tests.doors import refused
from tests.making import make_user
from tests.signing_in import set_up_app


def group(role: Role) -> Group:
    return Group.objects.get(name=role)


def add(person, role):
    person.groups.add(group(role))


def add_from_the_other_side(person, role):
    group(role).user_set.add(person)


def set_both(person, role):
    person.groups.set([*person.groups.all(), group(role)])


def hold(person, role):
    person.hold([*person.roles(), role])


def create(person, role):
    Membership.objects.create(user=person, group=group(role))


def new_and_save(person, role):
    Membership(user=person, group=group(role)).save()


def bulk_create(person, role):
    Membership.objects.bulk_create([Membership(user=person, group=group(role))])


def get_or_create(person, role):
    Membership.objects.get_or_create(user=person, group=group(role))


def turn_another_into_it(person, role):
    add(person, Role.AUDITOR)
    held = Membership.objects.filter(user=person, group=group(Role.AUDITOR))
    held.update(group=group(role))


def turn_and_save(person, role):
    add(person, Role.AUDITOR)
    held = Membership.objects.get(user=person, group=group(Role.AUDITOR))
    held.group = group(role)
    held.save()


DOORS = [
    add,
    add_from_the_other_side,
    set_both,
    hold,
    create,
    new_and_save,
    bulk_create,
    get_or_create,
    turn_another_into_it,
    turn_and_save,
]


@pytest.mark.parametrize("first", [Role.EDITOR, Role.USER_ADMIN])
@pytest.mark.parametrize("door", DOORS, ids=lambda door: door.__name__)
def test_nobody_becomes_both_editor_and_user_admin(door, first):
    (second,) = {Role.EDITOR, Role.USER_ADMIN} - {first}
    person = make_user()
    person.hold([first])
    assert refused(lambda: door(person, second))
    assert second not in person.roles()


def test_both_at_once_are_refused_too():
    person = make_user()
    both = group(Role.EDITOR), group(Role.USER_ADMIN)
    assert refused(lambda: person.groups.add(*both))
    assert person.roles() == set()


def test_one_can_be_taken_for_the_other():
    person = make_user()
    person.hold([Role.EDITOR, Role.AUDITOR])
    person.hold([Role.USER_ADMIN])
    assert person.roles() == {Role.USER_ADMIN}


@pytest.mark.parametrize(
    ("role", "may", "may_not"),
    [
        (Role.EDITOR, ["add_service", "change_guide"], ["change_user"]),
        (Role.APPROVER, ["change_service"], ["add_service", "delete_term"]),
        (Role.IMPORTER, ["view_service"], ["change_service"]),
        (Role.AUDITOR, ["view_service", "view_user"], ["change_service"]),
        (Role.USER_ADMIN, ["add_user", "add_areakeeper"], ["change_service"]),
    ],
    ids=lambda value: str(value),
)
def test_what_a_role_may_do(role, may, may_not):
    person = make_user()
    person.hold([role])
    held = {code.partition(".")[2] for code in person.get_all_permissions()}
    assert set(may) <= held
    assert not set(may_not) & held
    assert "delete_user" not in held


def test_only_user_admins_say_who_looks_after_an_area():
    for role in Role:
        codes = group(role).permissions.values_list("codename", flat=True)
        assert ("add_areakeeper" in codes) == (role is Role.USER_ADMIN)


@pytest.mark.django_db(transaction=True)
def test_migrating_again_puts_right_what_someone_changed():
    editors = group(Role.EDITOR)
    before = set(editors.permissions.values_list("codename", flat=True))
    editors.permissions.clear()
    group(Role.AUDITOR).delete()
    call_command("migrate", verbosity=0)
    assert set(editors.permissions.values_list("codename", flat=True)) == before
    assert "view_service" in group(Role.AUDITOR).permissions.values_list(
        "codename", flat=True
    )


def test_who_can_approve_today():
    approver = make_user("approver@example.org")
    approver.hold([Role.APPROVER])
    make_user("nobody@example.org")
    assert not User.objects.able_to_approve().exists()
    set_up_app(approver)
    root = make_user("root@example.org", is_superuser=True)
    set_up_app(root)
    assert set(User.objects.able_to_approve()) == {approver, root}
    approver.is_active = False
    approver.save()
    assert set(User.objects.able_to_approve()) == {root}
