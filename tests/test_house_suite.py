"""The suite finds what it needs, says what is missing, and leaves nothing behind."""

import os
import subprocess
import sys
from pathlib import Path

from django.db import connection

from directory.models import Service
from tests.cluster import Cluster
from tests.making import make_service
from tests.serving import ROOT


def run_the_suite(path: str, *arguments: str) -> subprocess.CompletedProcess:
    variables = {"PATH": path, "HOME": os.environ.get("HOME", "/")}
    return subprocess.run(  # noqa: S603
        [sys.executable, "-m", "tests.run", *arguments],
        cwd=ROOT,
        env=variables,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


def test_a_machine_without_chromium_is_told_what_to_install(tmp_path):
    ran = run_the_suite(str(tmp_path))
    assert ran.returncode == 1
    assert "apt-get install" in ran.stdout
    assert "chromium" in ran.stdout
    assert "make test-quick" in ran.stdout


def test_the_quick_run_says_what_it_left_out():
    ran = run_the_suite(
        os.environ["PATH"], "--quick", "--collect-only", "-k", "nothing"
    )
    assert "Left out: PostgreSQL, and the browser tests" in ran.stdout


def test_a_private_cluster_answers_and_leaves_nothing():
    with Cluster() as cluster:
        folder, process = cluster.folder, cluster.server
        assert Path(folder, ".s.PGSQL.5432").is_socket()
        assert "listen_addresses" in " ".join(map(str, process.args))
    assert process.poll() is not None
    assert not folder.exists()


def test_rows_of_one_test_are_not_seen_by_another():
    assert not Service.objects.exists()
    make_service()


def test_rows_of_another_test_are_not_seen_here():
    assert not Service.objects.exists()
    make_service()


def test_the_suite_runs_on_the_engine_that_was_asked_for():
    asked = os.environ.get("TEST_DATABASE_URL", "")
    expected = "postgresql" if asked else "sqlite"
    assert connection.vendor == expected


def test_real_services_are_there_for_a_test_that_asks(starter):
    assert Service.objects.published().count() > 300
    make_service()


def test_what_a_test_changes_in_the_real_services_does_not_last(starter):
    assert not Service.objects.filter(name="Harbour House").exists()
    make_service()
