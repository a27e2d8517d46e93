"""What moderators and whoever runs a site see of the languages."""

import pytest
from django.core.management import call_command

from directory.find.crisis_texts import CRISIS_TEXTS
from directory.models import Translation, TranslationKind
from tests.forms import errors, filled
from tests.making import make_user
from tests.signing_in import sign_in

pytestmark = pytest.mark.ignore_template_errors
LIST = "/admin/directory/translation/"


@pytest.fixture
def reader():
    return make_user("reader@example.org", is_superuser=True)


@pytest.fixture
def signed_in(client, reader):
    sign_in(client, reader)
    return client


def shown(client, **query) -> list[Translation]:
    page = client.get(LIST, query)
    assert page.status_code == 200
    return list(page.context["cl"].queryset)


def act(client, action: str, rows) -> str:
    answer = client.post(
        LIST,
        {"action": action, "_selected_action": [row.pk for row in rows]},
        follow=True,
    )
    return answer.content.decode()


def test_the_list_has_a_row_for_everything_that_should_be_said(signed_in):
    missing = shown(signed_in, state="missing", kind="crisis", language="cy")
    assert {row.key for row in missing} == set(CRISIS_TEXTS)


def test_someone_who_may_only_look_makes_no_rows(client):
    sign_in(client, make_user("looks@example.org"))
    assert client.get(LIST).status_code == 403
    assert not Translation.objects.exists()


def test_the_list_is_narrowed_by_state(signed_in, reader):
    shown(signed_in)
    rows = Translation.objects.of_kind(TranslationKind.CRISIS).in_language("cy")
    row = rows.get(key="just-ring-999")
    row.text = "Ffoniwch 999"
    row.save()
    assert shown(signed_in, state="unchecked") == [row]
    assert shown(signed_in, state="checked") == []
    rows.filter(pk=row.pk).mark_checked(by=reader)
    assert shown(signed_in, state="unchecked") == []
    assert shown(signed_in, state="checked") == [row]
    rows.mark_outdated(row)
    assert shown(signed_in, state="outdated") == [row]
    assert shown(signed_in, state="checked") == []


def test_a_native_reader_ticks_off_what_is_there(signed_in, reader):
    shown(signed_in)
    told, empty = Translation.objects.in_language("cy").order_by("pk")[:2]
    Translation.objects.filter(pk=told.pk).update(text="Geiriau")
    said = act(signed_in, "mark_checked", [told, empty])
    assert "1 text is checked." in said
    assert "1 has no translation" in said
    told.refresh_from_db()
    assert told.checked_by == reader
    assert told.is_checked
    act(signed_in, "mark_unchecked", [told])
    told.refresh_from_db()
    assert (told.checked_by, told.checked_on) == (None, None)


def test_the_form_shows_the_english_and_refuses_other_numbers(signed_in):
    shown(signed_in)
    row = Translation.objects.get(kind="crisis", key="just-ring-999", language="ur")
    address = f"{LIST}{row.pk}/change/"
    page = signed_in.get(address)
    html = page.content.decode()
    assert "Ring 999" in html
    assert 'dir="rtl"' in html
    form = filled(page, "translation_form")
    refused = signed_in.post(address, form | {"text": "0800 پر فون کریں"})
    assert "numbers must be those of the English" in str(errors(refused))
    signed_in.post(address, form | {"text": "999 پر فون کریں"})
    row.refresh_from_db()
    assert row.text == "999 پر فون کریں"
    assert not row.is_checked


def test_phrases_in_a_language_can_be_added(signed_in):
    form = filled(signed_in.get(f"{LIST}add/"), "translation_form")
    form |= {
        "kind": "term",
        "language": "pl",
        "key": "need/safe-place-to-stay",
        "field": "phrases",
        "text": "schronienie\nnie mam gdzie iść",
    }
    assert signed_in.post(f"{LIST}add/", form).status_code == 302
    assert Translation.objects.get(field="phrases").language == "pl"


def test_the_command_names_what_is_missing_and_what_nobody_checked(capsys, reader):
    call_command("translations")
    said = capsys.readouterr().out
    assert "Cymraeg (cy)" in said
    assert "اردو (ur)" in said
    assert "Soomaali (so), a card" in said
    assert "buttons and headings: 0 missing" in said
    assert "for an emergency, missing:" in said
    assert "me-get-out" in said
    for row in Translation.objects.of_kind(TranslationKind.CRISIS):
        row.text = row.english
        row.save()
    call_command("translations")
    said = capsys.readouterr().out
    assert "for an emergency, missing:" not in said
    assert "for an emergency, not checked by a native reader:" in said
    Translation.objects.of_kind(TranslationKind.CRISIS).mark_checked(by=reader)
    call_command("translations")
    assert "for an emergency" not in capsys.readouterr().out.replace(
        "text for an emergency", ""
    )


def test_the_command_says_what_was_made_from_older_english(capsys):
    call_command("translations")
    row = Translation.objects.in_language("cy").first()
    Translation.objects.filter(pk=row.pk).update(text="Hen", english="Old English")
    call_command("translations")
    assert "1 made from older English" in capsys.readouterr().out
