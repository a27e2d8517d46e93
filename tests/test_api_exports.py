"""Files of everything public: they can be loaded again, and lose nothing."""

import csv
import io
import json
import zipfile
from collections import Counter
from shutil import copytree

import pytest
from django.core.management import call_command
from django.test import Client
from django.utils import timezone

from directory.exchange.exports.tables import FILES, NESTED, columns_of
from directory.exchange.formats.spreadsheets import guarded, unguarded
from directory.exchange.services_csv.things import Doubts
from directory.models import Contact, Disclosure, Funding, Service
from directory.starter.reading.folder import HERE
from directory.starter.reading.starter import read_starter
from tests.interface import contents, lines
from tests.making import make_location, make_organisation, make_service

pytestmark = pytest.mark.usefixtures("all_decided")

# What the exchange gives in two places, or says a second time for another standard.
SECOND = {"service_area", "term", "taxonomy_term", "organization", "taxonomy_terms"}


def exported(tmp_path) -> tuple[str, zipfile.ZipFile]:
    """Both files, as the command writes them."""
    call_command("export", tmp_path, "--site", "https://signpost.example", verbosity=0)
    packed = zipfile.ZipFile(io.BytesIO((tmp_path / "hsds.zip").read_bytes()))
    return (tmp_path / "services.csv").read_text("utf-8"), packed


def tables(packed: zipfile.ZipFile) -> dict[str, list[dict[str, str]]]:
    """Every table of a package, read as its description says."""
    described = json.loads(packed.read("datapackage.json"))
    found = {}
    for resource in described["resources"]:
        text = packed.read(resource["path"]).decode(resource["encoding"])
        reader = csv.DictReader(io.StringIO(text, newline=""))
        fields = [field["name"] for field in resource["schema"]["fields"]]
        assert reader.fieldnames == fields
        found[resource["name"]] = [
            {name: unguarded(value) for name, value in row.items()} for row in reader
        ]
    return found


def one_of_each() -> None:
    """Services with everything that a file can hold."""
    harbour = make_organisation(
        "Harbour", website="https://harbour.example", charity_number="1234567"
    )
    rooms = make_service(
        "Rooms; and more",
        organisation=harbour,
        is_confidential=False,
        description="=SUM(A1)",
        needs=("stay",),
        genders=("women",),
        languages=("pl", "interpreters"),
        access=("step-free",),
        answers={"accepts:pets": "no", "accepts:sons": "limit:to 14; ask"},
        contacts=[
            {"kind": "phone", "value": "+44 161 496 0123", "label": "24 hours"},
            ("whatsapp", "0161 496 0124"),
            ("webchat", "https://chat.example"),
            ("email", "hello@rooms.example"),
            ("website", "https://rooms.example"),
        ],
        cost="free",
        cost_words="for everyone",
        hours_words="Monday 9am to 5pm",
        age_min=16,
        trans_inclusion="yes",
        takes_from="anywhere",
        source_url="https://one.example\nhttps://two.example",
    )
    make_location(rooms, address="1 Example Street, Salford", postcode="M5 4WT")
    Disclosure.objects.create(service=rooms, to="police", when="risk", words="Maybe.")
    Funding.objects.create(service=rooms, body="council")
    make_service("Line", organisation=harbour, areas=["England", "Wales"])
    make_service("Stop", side="change", organisation="Another")
    make_service("Draft", published=False)


# Our own columns


def test_what_is_written_is_read_back_by_the_starter(starter, tmp_path):
    """Every value of every published service, but for what is never given away."""
    folder = copytree(HERE, tmp_path / "starter")
    (folder / "crisis_lines.csv").write_text(
        (HERE / "crisis_lines.csv").read_text("utf-8").splitlines()[0] + "\n"
    )
    ours, _packed = exported(tmp_path)
    (folder / "services.csv").write_text(ours, encoding="utf-8")
    today = timezone.localdate()
    before, after = (
        {
            thing.key: thing.values
            for thing in read_starter(one, today, Doubts()).services
        }
        for one in (HERE, folder)
    )
    public = {str(one.uuid) for one in Service.objects.published()}
    assert set(after) == public
    for key, values in after.items():
        assert values == given_away(before[key]), values["code"]


def given_away(values: dict) -> dict:
    """A record without notes, and without contacts that wait and their hours."""
    kept = dict(values) | {"notes": ""}
    for name, contacts in values.items():
        if name.startswith("contacts:"):
            kept[name] = [one for one in contacts if not one["held"]]
    waiting = {
        (name.partition(":")[2], one["value"])
        for name, contacts in values.items()
        if name.startswith("contacts:")
        for one in contacts
        if one["held"]
    }
    kept["hours"] = [slot for slot in values["hours"] if tuple(slot[:2]) not in waiting]
    return kept


def test_a_second_export_says_the_same(starter, tmp_path):
    first, _packed = exported(tmp_path / "one")
    second, _packed = exported(tmp_path / "two")
    assert first == second


@pytest.mark.parametrize(
    "value", ["=1", "+44", "-", "@x", "\t=", "'=1", "''+", "plain", "'quoted'", ""]
)
def test_a_cell_that_a_spreadsheet_would_run_is_guarded_and_read_back(value):
    assert unguarded(guarded(value)) == value
    assert not guarded(value).startswith(("=", "+", "-", "@", "\t", "\r"))


def test_no_cell_of_any_file_is_a_formula(tmp_path):
    one_of_each()
    ours, packed = exported(tmp_path)
    texts = [ours, *(packed.read(path).decode() for path in FILES.values())]
    cells = [
        cell
        for text in texts
        for row in csv.reader(io.StringIO(text, newline=""))
        for cell in row
    ]
    assert "'=SUM(A1)" in cells
    assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@"))]


def test_a_service_that_a_moderator_made_has_all_that_a_row_needs(tmp_path):
    one_of_each()
    ours, _packed = exported(tmp_path)
    rows = {row["service"]: row for row in csv.DictReader(io.StringIO(ours))}
    rooms = rows["Rooms; and more"]
    assert rooms["source_key"] == "Harbour | Rooms; and more"
    assert rooms["accepts"] == "pets: no; sons: to 14, ask"
    assert rooms["phone"] == "'+44 161 496 0123 (24 hours)"
    assert rooms["cost"] == "free: for everyone"
    assert rooms["tells_police"] == "risk: Maybe."
    assert (rooms["address"], rooms["postcode"]) == (
        "1 Example Street, Salford",
        "M5 4WT",
    )
    assert rooms["publish"] == "yes"
    assert {row["notes"] for row in rows.values()} == {""}
    assert {row["confidential_location"] for row in rows.values()} == {""}
    assert "Draft" not in rows


# The tables of the standard


def nested(found: dict[str, list[dict]], service: dict[str, str]) -> dict:
    """A service put together again from its tables."""
    mine = {"service_id": service["id"]}

    def rows(table: str, **wanted: str) -> list[dict]:
        return [
            clean(table, row)
            for row in found[table]
            if all(row.get(name) == value for name, value in wanted.items())
        ]

    made = clean("service", service)
    for field, table in NESTED.items():
        key = {"link_id": service["id"]} if table == "attribute" else mine
        if set(key) <= set(columns_of[table]):
            made[field] = rows(table, **key)
    for contact in made["contacts"]:
        contact["phones"] = rows("phone", contact_id=contact["id"])
    for place in made["service_at_locations"]:
        (place["location"],) = rows("location", id=place["location_id"])
        for field, table in (("addresses", "address"), ("accessibility",) * 2):
            within = rows(table, location_id=place["location_id"])
            place["location"][field] = within
    return made


def clean(table: str, row: dict[str, str]) -> dict:
    return {name: value for name, value in row.items() if value}


def flat(value):
    """A record with texts only, and without what is said twice or is only nested."""
    if isinstance(value, dict):
        return {
            name: flat(inner)
            for name, inner in value.items()
            if name not in SECOND and inner not in ([], "")
        }
    if isinstance(value, list):
        if value and isinstance(value[0], str):
            return "\n".join(value)
        return sorted((flat(one) for one in value), key=str)
    if isinstance(value, bool):
        return str(value).lower()
    return str(value)


# A table says of a row what nesting says by its place.
BY_PLACE = {"contact_id", "link_id", "link_entity", "service_id", "location_id"}


def without_places(value):
    if isinstance(value, dict):
        return {
            name: without_places(inner)
            for name, inner in value.items()
            if name not in BY_PLACE
            and (name != "accessibility" or isinstance(inner, list))
        }
    if isinstance(value, list):
        return [without_places(one) for one in value]
    return value


def test_the_tables_hold_all_that_the_interface_tells(tmp_path):
    one_of_each()
    _ours, packed = exported(tmp_path)
    found = tables(packed)
    served = {
        one["id"]: one
        for one in json.loads(
            json.dumps(lines("/services", full="true")).replace(
                "http://testserver", "https://signpost.example"
            )
        )
    }
    assert len(found["service"]) == len(served) == 3
    for row in found["service"]:
        again = without_places(flat(nested(found, row)))
        told = without_places(flat(served[row["id"]]))
        assert again == told


def test_every_id_stands_once_and_every_link_leads_somewhere(starter, tmp_path):
    _ours, packed = exported(tmp_path)
    found = tables(packed)
    described = json.loads(packed.read("datapackage.json"))
    links = 0
    for resource in described["resources"]:
        rows, schema = found[resource["name"]], resource["schema"]
        if "primaryKey" in schema:
            assert max(Counter(row["id"] for row in rows).values(), default=1) == 1
        needed = [
            field["name"]
            for field in schema["fields"]
            if field.get("constraints", {}).get("required")
        ]
        assert not [row for row in rows for name in needed if not row[name]]
        for key in schema.get("foreignKeys", ()):
            known = {row["id"] for row in found[key["reference"]["resource"]]}
            given = {row[key["fields"]] for row in rows} - {""}
            assert given <= known, (resource["name"], key)
            links += len(given)
    assert links > 2000
    assert len(found["service"]) == Service.objects.published().count()
    assert len(found["taxonomy_term"]) == len(
        contents("/taxonomy_terms", per_page="200")
    )


# The files on the site


def test_the_site_gives_the_same_files():
    one_of_each()
    ours = Client().get("/data/services.csv")
    assert ours["Content-Type"] == "text/csv; charset=utf-8"
    assert ours["Content-Disposition"] == 'attachment; filename="services.csv"'
    rows = list(csv.DictReader(io.StringIO(b"".join(ours.streaming_content).decode())))
    assert len(rows) == 3
    packed = Client().get("/data/hsds.zip")
    assert packed["Content-Type"] == "application/zip"
    body = io.BytesIO(b"".join(packed.streaming_content))
    assert len(tables(zipfile.ZipFile(body))["service"]) == 3


def test_a_package_is_made_anew_when_something_changed():
    one_of_each()
    first = Client().get("/data/hsds.zip")
    b"".join(first.streaming_content)
    same = Client().get("/data/hsds.zip", headers={"If-None-Match": first["ETag"]})
    assert same.status_code == 304
    Contact.objects.filter(value="hello@rooms.example").update(
        value="new@rooms.example"
    )
    again = Client().get("/data/hsds.zip", headers={"If-None-Match": first["ETag"]})
    body = zipfile.ZipFile(io.BytesIO(b"".join(again.streaming_content)))
    assert b"new@rooms.example" in body.read("services.csv")


def test_the_command_leaves_nothing_half_written(tmp_path):
    make_service()
    exported(tmp_path)
    assert {file.name for file in tmp_path.iterdir()} == {"services.csv", "hsds.zip"}
