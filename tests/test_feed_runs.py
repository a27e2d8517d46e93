"""A feed goes on where it was interrupted, is undone whole, and has a command."""

import pytest
from django.core.management import CommandError, call_command

from directory.exchange.importing import running
from directory.models import Import, Proposal, TheirTerm
from tests.feeds import as_json, brought_in, looked_at, paged, record, served, term
from tests.making import make_area, make_user


@pytest.fixture(autouse=True)
def _known():
    make_area("Salford")


def test_an_interrupted_import_goes_on_and_leaves_nothing_half_done(
    tmp_path, monkeypatch
):
    monkeypatch.setattr(running, "PIECE", 2)
    feed = as_json(tmp_path, *[record(n) for n in range(7)])
    whole = running._write
    written = []

    def stopped(batch, some):
        if len(written) == 2:
            raise KeyboardInterrupt
        written.append(some)
        whole(batch, some)

    monkeypatch.setattr(running, "_write", stopped)
    with pytest.raises(KeyboardInterrupt):
        looked_at(feed)
    begun = Import.objects.get()
    assert begun.rows.filter(model="service").count() == 4
    assert not Proposal.objects.exists()
    monkeypatch.setattr(running, "_write", whole)
    batch = brought_in(feed)
    assert batch == begun
    numbers = batch.rows.filter(model="service").values_list("number", flat=True)
    assert sorted(numbers) == [1, 2, 3, 4, 5, 6, 7]
    assert Proposal.objects.filter(model="service").count() == 7


def test_proposing_goes_on_where_it_was_interrupted(tmp_path, monkeypatch):
    monkeypatch.setattr(running, "PIECE", 2)
    _plans, batch = looked_at(as_json(tmp_path, *[record(n) for n in range(7)]))
    assert not running.propose(batch, seconds=1e-9)
    assert Proposal.objects.exists()
    assert running.propose(Import.objects.get())
    assert Proposal.objects.filter(model="service").count() == 7


def test_undo_takes_all_of_it_back_and_the_feed_may_come_again(tmp_path):
    feed = as_json(tmp_path, record(1))
    importer = make_user("importer@x.example")
    brought_in(feed, by=importer).undo(by=importer)
    assert not Proposal.objects.pending().exists()
    brought_in(feed, by=importer)
    assert Proposal.objects.pending().filter(model="service").exists()


def test_the_command_reads_an_api_shows_and_proposes(settings, capsys):
    settings.LOCAL_HTTP = True
    records = [record(n, attributes=[term("Ward 7")]) for n in range(5)]
    with served(paged(records)) as site:
        call_command("import_feed", f"{site}/api", source="Their list", dry_run=True)
        told = capsys.readouterr().out
        assert "Ward 7 (5)" in told
        assert not Import.objects.exists()
        assert not TheirTerm.objects.exists()
        call_command("import_feed", f"{site}/api", source="Their list")
        assert Proposal.objects.filter(model="service").count() == 5
        capsys.readouterr()
        call_command("import_feed", f"{site}/api", source="Their list")
        assert "0 proposals wait" in capsys.readouterr().out


def test_the_command_refuses_this_machine_where_the_site_is_public(settings):
    settings.LOCAL_HTTP = False
    with (
        served(paged([record(1)])) as site,
        pytest.raises(CommandError, match="private network"),
    ):
        call_command("import_feed", f"{site}/api")
