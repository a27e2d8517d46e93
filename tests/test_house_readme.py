"""What is written down about running the site is true."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
READS = re.compile(
    r"""(?:\benv(?:\.\w+)?\(|environ(?:\.get)?[\[(])\s*["']([A-Z_]+)["']"""
)


def variables() -> set[str]:
    """Every environment variable that the site reads."""
    files = [ROOT / "gunicorn.conf.py", *(ROOT / "config").glob("*.py")]
    return {
        name
        for file in files
        for name in READS.findall(file.read_text(encoding="utf-8"))
    } - {"DJANGO_SETTINGS_MODULE"}


def test_variables_are_read_from_the_sources():
    assert {"SECRET_KEY", "DATABASE_URL", "PORT", "WEB_CONCURRENCY"} <= variables()


@pytest.mark.parametrize("name", sorted(variables()))
def test_the_readme_names_every_variable_in_its_table(name):
    assert f"| `{name}` |" in README


def test_the_readme_names_no_variable_that_is_not_read():
    named = set(re.findall(r"^\| `([A-Z_]+)` \|", README, re.MULTILINE))
    assert named == variables()


def test_the_readme_can_be_read_in_one_sitting():
    assert len(README.splitlines()) < 150


@pytest.mark.parametrize(
    "target",
    ["run", "dev", "moderator", "test", "test-quick", "check", "requirements", "help"],
)
def test_every_command_of_the_readme_is_in_the_makefile(target):
    assert f"make {target}" in README
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    assert re.search(rf"^{target}:.*## \w", makefile, re.MULTILINE)


@pytest.mark.parametrize("path", sorted(set(re.findall(r"`((?:\w+/)+)`", README))))
def test_every_folder_of_the_readme_is_there(path):
    if path not in (".venv/", "var/"):
        assert (ROOT / path).is_dir()
