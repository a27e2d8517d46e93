"""What docs/threats.md says is shown by tests is shown by tests that exist."""

import re
from pathlib import Path

import pytest
from django.conf import settings

TESTS = Path(settings.BASE_DIR) / "tests"
SAID = (Path(settings.BASE_DIR) / "docs" / "threats.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", sorted(set(re.findall(r"test_\w+\.py", SAID))))
def test_a_file_that_is_named_is_there(name):
    assert list(TESTS.rglob(name))


@pytest.mark.parametrize("name", sorted(set(re.findall(r"`(test_\w+)`", SAID))))
def test_a_test_that_is_named_is_there(name):
    written = (path.read_text(encoding="utf-8") for path in TESTS.rglob("test_*.py"))
    assert any(f"def {name}(" in text for text in written)
