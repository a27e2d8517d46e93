"""A link in someone else's hands is hidden at once; a broken one is noted."""

from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone

from directory.curation.daily import links
from directory.curation.daily.checks import Run
from directory.models import Contact, Edition, Finding, HiddenLink, Service
from directory.models.finding_kinds import Kind
from tests.making import (
    decided,
    make_contact,
    make_organisation,
    make_service,
    make_user,
)
from tests.misbehaving import Misbehaving, page
from tests.pages import visit

SITE = "harbour.example"
NAMED = page("Harbour", "Harbour helps people in Salford.")
GAMBLING = "Free spins, online casino and no deposit bonus for you"


@pytest.fixture
def server():
    running = Misbehaving()
    running.pages[f"{SITE}/"] = NAMED
    yield running
    running.close()


@pytest.fixture
def approver():
    return make_user("approver@example.org", is_superuser=True)


@pytest.fixture
def service(server, approver):
    return make_service("Harbour House", contacts=[("website", server.url(SITE))])


def run(server, day: int = 0):
    """The links of a day, so many days from now."""
    now = timezone.now() + timedelta(days=day)
    return links.check(Run(now=now), server.looker(), pause=0)


def open_kinds() -> list[str]:
    return list(Finding.objects.open().values_list("kind", flat=True))


def held() -> list[str]:
    return list(Contact.objects.order_by("pk").values_list("held", flat=True))


def taken_over(server, way: str) -> None:
    """The site of Harbour in someone else's hands, in one of many ways."""
    if way == "title":
        server.pages[f"{SITE}/"] = page("Best crypto casino 2026")
    elif way == "text":
        server.pages[f"{SITE}/"] = page("Harbour", GAMBLING)
    elif way == "adult":
        server.pages[f"{SITE}/"] = page("Free porn videos")
    elif way == "sold":
        server.pages[f"{SITE}/"] = page(SITE, "This domain is for sale. Make an offer.")
    elif way == "seller":
        server.leads[f"{SITE}/"] = server.url("www.hugedomains.com", "/buy")
    elif way == "elsewhere":
        server.pages["news.example/"] = page("Ten ways to a better garden")
        server.leads[f"{SITE}/"] = server.url("news.example")
    elif way == "refresh":
        server.pages["news.example/"] = page("Ten ways to a better garden")
        server.leads[f"{SITE}/refresh"] = server.url("news.example")
        server.leads[f"{SITE}/"] = server.url(SITE, "/refresh")
    elif way == "other title":
        server.pages[f"{SITE}/"] = page("Ten ways to a better garden", "Roses.")


WAYS = [
    *("title", "text", "adult", "sold", "seller", "elsewhere", "refresh"),
    "other title",
]


def test_a_page_that_names_whose_it_is_is_fine(server, service):
    told = run(server)
    assert (told.found, open_kinds(), held()) == (0, [], [""])
    assert mail.outbox == []


@pytest.mark.parametrize("way", WAYS)
def test_a_link_in_other_hands_is_gone_with_the_next_request(server, service, way):
    run(server)
    address = service.get_absolute_url()
    assert SITE in visit(address).html
    before = Edition.objects.number()
    taken_over(server, way)
    told = run(server, 1)
    assert (told.found, open_kinds(), held()) == (1, [Kind.UNSAFE_LINK], ["unsafe"])
    assert Edition.objects.number() > before
    for where in (address, "/services/?area=E08000006", f"/list/?s={service.code}"):
        shown = visit(where)
        assert shown.status == 200
        assert SITE not in shown.html
    assert "We took a link away here" in visit(address).text
    assert "a doctor, a teacher" not in visit(address).text
    # It was the last contact: the service stays, and nothing is deleted.
    assert Service.objects.published().get() == service


def test_those_who_decide_are_told_at_once_each_alone(server, service):
    make_user("reader@example.org")
    make_user("gone@example.org", is_superuser=True, is_active=False)
    make_user("second@example.org", is_superuser=True)
    taken_over(server, "sold")
    run(server)
    assert sorted(one.to for one in mail.outbox) == [
        ["approver@example.org"],
        ["second@example.org"],
    ]
    body = mail.outbox[0].body
    assert "domain is for sale" in body
    assert f"http[:]//{SITE}" in body
    assert f"http://{SITE}" not in body
    assert "Nobody is led there any more" in body
    # Not every day again.
    run(server, 1)
    assert len(mail.outbox) == 2


def test_other_links_and_mail_of_the_same_owner_under_the_domain_go_too(server):
    home, chat = server.url(SITE), server.url(f"chat.{SITE}")
    owner = make_organisation("Harbour", website=server.url(f"www.{SITE}"))
    both = [("website", home), "0161 496 0123", ("email", f"help@{SITE}")]
    one = make_service("One", contacts=both, source_url=f"{home}about\n{chat}")
    make_service("Two", contacts=["116 123", ("webchat", chat)])
    make_service("Post", contacts=["116 123", ("email", "help@gmail.com")])
    make_service("Other", organisation="Beacon", contacts=[("email", f"us@{SITE}")])
    for host in (f"chat.{SITE}", f"www.{SITE}"):
        server.pages[f"{host}/"] = NAMED
    taken_over(server, "sold")
    run(server)
    shown = Contact.objects.shown().values_list("value", flat=True)
    assert sorted(shown) == [
        *("0161 496 0123", "116 123", "116 123", "help@gmail.com"),
        f"us@{SITE}",
    ]
    assert HiddenLink.objects.addresses() == {owner.website, f"{home}about", chat}
    html = visit(one.get_absolute_url()).html
    assert SITE not in html
    assert "0161 496 0123" in html


def test_whoever_says_that_it_is_safe_is_not_asked_again(server, service, approver):
    taken_over(server, "elsewhere")
    run(server)
    finding = Finding.objects.open().get()
    links.show_again([finding])
    Finding.objects.filter(pk=finding.pk).dismiss(by=approver)
    told = run(server, 1)
    assert (told.found, open_kinds(), held()) == (0, [], [""])
    # Only of this: another danger is another finding.
    taken_over(server, "seller")
    run(server, 2)
    assert (open_kinds(), held()) == ([Kind.UNSAFE_LINK], ["unsafe"])


def test_shown_again_without_a_word_it_is_hidden_again(server, service):
    taken_over(server, "sold")
    run(server)
    with decided():
        Contact.objects.update(held="")
    run(server, 1)
    assert held() == ["unsafe"]


def test_a_page_that_looks_well_again_is_not_shown_by_a_machine(server, service):
    taken_over(server, "text")
    run(server)
    server.pages[f"{SITE}/"] = NAMED
    run(server, 1)
    assert (open_kinds(), held()) == ([Kind.UNSAFE_LINK], ["unsafe"])


def test_a_move_to_a_page_that_names_them_is_only_noted(server, service):
    server.leads[f"{SITE}/"] = server.url("harbourhouse.example")
    server.pages["harbourhouse.example/"] = page("New site", "Harbour House, Salford")
    run(server)
    assert (open_kinds(), held()) == ([Kind.CHANGED_LINK], [""])
    assert mail.outbox == []


def test_a_new_title_on_a_page_that_still_names_them_is_no_news(server, service):
    run(server)
    server.pages[f"{SITE}/"] = page("A fresh start", "Harbour House is here.")
    run(server, 1)
    assert open_kinds() == []


# Words that a helpline needs


@pytest.mark.parametrize(
    ("title", "text"),
    [
        (
            "Harm from gambling",
            "Has his betting taken your money? Gambling can be abuse.",
        ),
        ("Images shared without consent", "Revenge porn is a crime. Report it to us."),
        (
            "Support for sex workers",
            "For escorts and anyone who sells sex. No judgement.",
        ),
        ("Money and debt", "Payday loans, online casinos, jackpot dreams: who pays?"),
        ("Housing advice", "If the letter says your home is for sale, ring us. " * 100),
    ],
)
def test_help_that_names_a_harm_is_not_taken_for_it(server, service, title, text):
    server.pages[f"{SITE}/"] = page(title, f"Harbour. {text}")
    run(server)
    assert (open_kinds(), held()) == ([], [""])


# What is broken


def test_a_page_that_is_gone_is_noted_at_once_and_solved_once_it_is_back(
    server, service
):
    del server.pages[f"{SITE}/"]
    assert run(server).found == 1
    assert (open_kinds(), held()) == ([Kind.DEAD_LINK], [""])
    assert "the page is gone" in Finding.objects.open().get().why
    server.pages[f"{SITE}/"] = NAMED
    assert run(server, 1).solved == 1
    assert open_kinds() == []


def test_a_server_may_fail_once(server, service):
    server.statuses[f"{SITE}/"] = 500
    run(server)
    assert open_kinds() == []
    run(server, 1)
    assert open_kinds() == [Kind.DEAD_LINK]


def test_a_server_that_lets_no_program_in_says_nothing(server, service):
    del server.pages[f"{SITE}/"]
    run(server)
    server.pages[f"{SITE}/"] = page("Just a moment", "Are you human?")
    server.statuses[f"{SITE}/"] = 403
    for day in range(1, 4):
        run(server, day)
    assert open_kinds() == [Kind.DEAD_LINK]


def test_findings_about_a_link_go_with_it(server, service):
    make_contact(service)
    del server.pages[f"{SITE}/"]
    run(server)
    with decided():
        service.contacts.get(kind="website").delete()
    assert run(server, 1).solved == 0
    assert open_kinds() == []
    other = make_service("Other", contacts=[("website", server.url("gone.example"))])
    run(server, 2)
    other.withdraw(because="Closed.")
    assert run(server, 3).solved == 1


# How often, and how much


def test_ways_in_are_looked_at_daily_and_sources_weekly(server, approver):
    home, source = server.url(SITE), server.url("paper.example", "/story")
    server.pages["paper.example/story"] = page("Harbour House opens")
    make_service("Harbour House", contacts=[("website", home)], source_url=source)
    make_service("Again", contacts=[("website", home)])
    asked = []
    for day in (0, 0, 1, 6, 7):
        server.asked.clear()
        run(server, day)
        asked.append(sorted(host for host, _path, _agent in server.asked))
    assert asked == [
        [SITE, "paper.example"],
        [],
        [SITE],
        [SITE],
        [SITE, "paper.example"],
    ]


def test_drafts_and_withdrawn_services_are_left_alone(server, approver):
    make_service("Draft", contacts=[("website", server.url(SITE))], published=False)
    gone = make_service("Gone", contacts=[("website", server.url(SITE, "/gone"))])
    gone.withdraw(because="Closed.")
    run(server)
    assert server.asked == []


def test_where_everything_seems_taken_over_our_own_network_is_at_fault(
    server, approver
):
    for number in range(links.MOST_HIDDEN + 5):
        host = f"site{number}.example"
        make_service(f"Service {number}", contacts=[("website", server.url(host))])
        server.leads[f"{host}/"] = server.url("portal.example", "/pay-for-wifi")
    server.pages["portal.example/pay-for-wifi"] = page("Welcome to our hotel")
    told = run(server)
    assert held().count("unsafe") == links.MOST_HIDDEN
    assert told.found == len(held())
    assert "It is still shown: please look at once." in mail.outbox[-1].body


def test_we_say_who_we_are(settings):
    settings.SITE_URL = "https://signpost.example"
    assert "+https://signpost.example/about/listing/" in links.user_agent()
