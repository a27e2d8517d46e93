"""What docs/safety.md says is held is held: each test it names is there."""

import ast
import re
from pathlib import Path

import pytest

from tests.asking import found

ROOT = Path(__file__).resolve().parent.parent
LINES = (ROOT / "docs" / "safety.md").read_text(encoding="utf-8")
TEST = re.compile(r"`((?:browser/)?test_\w+\.py)(?:::(test_\w+))?`")
# What answers a visitor.
ANSWERING = ("pages", "find", "search", "models", "guides", "templatetags")
CALLING = {"requests", "httpx", "aiohttp", "urllib3", "socket", "http", "smtplib"}
PLACES = ("E08000006", "E06000052", "S12000049", "W06000015", "N09000003")


@pytest.mark.parametrize(("file", "name"), sorted(set(TEST.findall(LINES))))
def test_every_test_that_is_named_is_there(file, name):
    text = (ROOT / "tests" / file).read_text(encoding="utf-8")
    assert not name or f"def {name}(" in text


@pytest.mark.parametrize(
    ("letter", "last"), [("E", 20), ("P", 28), ("A", 25), ("U", 22)]
)
def test_every_requirement_has_one_line(letter, last):
    numbers = re.findall(rf"^\| {letter}(\d+)(?: should| could)? \|", LINES, re.M)
    assert [int(number) for number in numbers] == list(range(1, last + 1))


def test_answering_a_visitor_calls_no_other_machine():
    for folder in ANSWERING:
        for file in (ROOT / "directory" / folder).rglob("*.py"):
            tree = ast.parse(file.read_text(encoding="utf-8"))
            for node in ast.walk(tree):
                names = set(imported(node))
                assert not {name.split(".")[0] for name in names} & CALLING, file
                assert "urllib.request" not in names, file


def imported(node: ast.AST) -> list[str]:
    """What an import names, as dotted paths."""
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    if isinstance(node, ast.ImportFrom) and node.module:
        return [node.module, *(f"{node.module}.{one.name}" for one in node.names)]
    return []


def test_whoever_signs_finds_a_service_anywhere(starter):
    for area in PLACES:
        assert found(f"area={area}&language=bsl"), area


def test_support_for_children_can_be_asked_for_anywhere(starter):
    for area in PLACES:
        assert found(f"area={area}&need=kids"), area
