"""The pages' one stylesheet and one script are made of readable sources."""

import json

import pytest
from django.contrib.staticfiles import finders
from django.core.exceptions import ImproperlyConfigured

from config.static_bundles import BundleFinder, script, stylesheet
from tests.serving import manage


@pytest.fixture
def write(tmp_path):
    def write(name: str, text: str):
        file = tmp_path / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
        return tmp_path

    return write


def test_a_stylesheet_begins_with_tokens_and_ends_with_utilities(write):
    for name in (
        "utilities.css",
        "print.css",
        "components/card.css",
        "layout.css",
        "tokens.css",
        "components/button.css",
        "base.css",
    ):
        folder = write(name, f"@layer x {{ .{name.partition('.')[0]} {{ top: 0 }} }}")
    text = stylesheet(folder)
    places = [
        text.index(word)
        for word in (
            ".tokens",
            ".base",
            ".layout",
            ".components/button",
            ".components/card",
            ".print",
            ".utilities",
        )
    ]
    assert places == sorted(places)


def test_no_comment_of_ours_reaches_a_visitor(write):
    folder = write("tokens.css", "/* for\nus */\n@layer base;\n\n\n/* x */.a {\n}\n")
    assert stylesheet(folder) == "@layer base;\n.a {\n}\n"
    folder = write(
        "a.js", '/* for us\n */\nlet a = "//b"; // kept\n  // for us\nf(a)\n'
    )
    assert "for us" not in script(folder)
    assert 'let a = "//b";' in script(folder)


def test_no_script_sees_the_names_of_another(write):
    write("a.js", "const a = 1;\n")
    folder = write("b.js", "const a = 2;\n")
    assert script(folder).count("{\nconst a") == 2


@pytest.mark.parametrize("line", ['import a from "./a.js";', "export const a = 1;"])
def test_a_script_that_needs_another_is_refused(write, line):
    folder = write("b.js", f"let b = 1;\n{line}\n")
    with pytest.raises(ImproperlyConfigured, match=r"b\.js"):
        script(folder)


def test_the_development_server_finds_both_bundles_and_no_source():
    for name in ("site.css", "site.js"):
        assert finders.find(name)
    found = [path for path, _storage in BundleFinder().list([])]
    assert {"site.css", "site.js"} <= set(found)
    assert not [path for path in found if path.startswith(("css/", "js/"))]


def test_collected_files_are_hashed_and_compressed(tmp_path):
    collected = manage(
        "collectstatic", "--noinput", LOCAL_HTTP="", VAR_DIR=str(tmp_path)
    )
    assert collected.returncode == 0, collected.stderr
    folder = tmp_path / "static"
    names = json.loads((folder / "staticfiles.json").read_text())["paths"]
    for bundle in ("site.css", "site.js"):
        hashed = names[bundle]
        assert hashed != bundle
        assert (folder / hashed).exists()
    assert (folder / f"{names['site.css']}.br").exists()
    assert (folder / f"{names['site.css']}.gz").exists()
