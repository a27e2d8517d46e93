"""Full postcodes from the files of the ONS and Ordnance Survey."""

import csv
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from directory.models import Area, AreaParent, Postcode
from tests.making import make_area

SAMPLES = settings.BASE_DIR.parent / "shared" / "data" / "onspd-samples"
AUGUST_2026 = (
    "pcd7,pcd8,pcds,dointr,doterm,cty26cd,lad26cd,wd26cd,east1m,north1m,gridind,"
    "lat,long"
)
AUGUST_2025 = (
    "pcd7,pcd8,pcds,dointr,doterm,oscty,oslaua,osward,oseast1m,osnrth1m,osgrdind,"
    "lat,long"
)


@pytest.fixture(autouse=True)
def _areas():
    for name in ("Salford", "Manchester", "Belfast"):
        make_area(name)


def row(postcode="M14 5SX", council="E08000003", **cells) -> dict[str, str]:
    found = {"pcds": postcode, "pcd7": postcode, "doterm": "", "gridind": "1"}
    found |= {"lat": "53.452700", "long": "-2.218600"} | cells
    return found | {"lad26cd": council, "oslaua": council}


def write(tmp_path: Path, *rows, header: str = AUGUST_2026) -> Path:
    path = tmp_path / "postcodes.csv"
    columns = header.split(",")
    with path.open("w", newline="") as file:
        writer = csv.writer(file, quoting=csv.QUOTE_ALL)
        writer.writerow(columns)
        writer.writerows([one.get(name, "") for name in columns] for one in rows)
    return path


def load(path, capsys, **options) -> str:
    call_command("load_postcodes", path, **options)
    return capsys.readouterr().out


@pytest.mark.parametrize("header", [AUGUST_2026, AUGUST_2025])
def test_a_postcode_leads_to_its_council(tmp_path, capsys, header):
    said = load(write(tmp_path, row(), header=header), capsys)
    postcode = Postcode.objects.get()
    assert (postcode.postcode, postcode.area.name) == ("M145SX", "Manchester")
    assert (postcode.latitude, postcode.longitude) == (53.4527, -2.2186)
    assert "1 created" in said


def test_code_point_open_comes_without_a_header(tmp_path, capsys):
    path = tmp_path / "m.csv"
    path.write_text('"M14 5SX",10,385578,395224,"E92000001","","","","E08000003",""\n')
    load(path, capsys)
    assert Postcode.objects.get().latitude == pytest.approx(53.4535, abs=0.002)


def test_loading_again_changes_nothing_and_a_newer_file_what_is_new(tmp_path, capsys):
    load(write(tmp_path, row()), capsys)
    assert "0 created, 0 changed, 1 unchanged" in load(write(tmp_path, row()), capsys)
    newer = write(tmp_path, row(council="E08000006"), row("M14 5SY"))
    assert "1 created, 1 changed, 0 unchanged" in load(newer, capsys)
    assert Postcode.objects.get(postcode="M145SX").area.name == "Salford"


def test_a_dry_run_writes_nothing(tmp_path, capsys):
    assert "dry run" in load(write(tmp_path, row()), capsys, dry_run=True)
    assert not Postcode.objects.exists()


def test_a_former_code_leads_to_the_council_of_today(tmp_path, capsys):
    salford = Area.objects.get(name="Salford")
    older = make_area("Older", code="E1", replaced_by=salford)
    make_area("Oldest", code="E2", replaced_by=older)
    load(write(tmp_path, row("M1 1AA", "E1"), row("M1 1AB", "E2")), capsys)
    assert {one.area for one in Postcode.objects.all()} == {salford}


def test_an_unknown_council_is_named_and_not_dropped_in_silence(tmp_path, capsys):
    rows = [row("M1 1AA", "E07009999"), row("M1 1AB", "E07009999"), row()]
    said = load(write(tmp_path, *rows), capsys)
    assert "Unknown council E07009999: 2 postcodes left out, M11AA one." in said
    assert Postcode.objects.count() == 1


def test_a_retired_postcode_is_kept_and_flagged(tmp_path, capsys):
    assert "1 of them retired" in load(write(tmp_path, row(doterm="199606")), capsys)
    assert Postcode.objects.get().is_retired


@pytest.mark.parametrize("code", ["L99999999", "M99999999", "E99999999"])
def test_a_place_outside_the_councils_is_left_out(tmp_path, capsys, code):
    said = load(write(tmp_path, row("JE2 3AB", code)), capsys)
    assert "1 rows name no council" in said
    assert not Postcode.objects.exists()


def test_a_postcode_without_a_position_has_a_council_all_the_same(tmp_path, capsys):
    path = write(tmp_path, row(gridind="9", lat="99.999999", long="0.000000"))
    load(path, capsys)
    assert Postcode.objects.get().latitude is None


def test_rows_of_northern_ireland_come_with_a_notice(tmp_path, capsys):
    assert "Northern Ireland" not in load(write(tmp_path, row()), capsys)
    belfast = row("BT1 5GS", "N09000003", lat="54.597", long="-5.93")
    said = load(write(tmp_path, belfast), capsys)
    assert "internal and non-commercial use only" in said
    assert Postcode.objects.get(postcode="BT15GS").area.name == "Belfast"


def test_several_files_are_one_load(tmp_path, capsys):
    one, other = tmp_path / "one.csv", tmp_path / "other.csv"
    write(tmp_path, row()).rename(one)
    write(tmp_path, row("M14 5SY")).rename(other)
    call_command("load_postcodes", one, other)
    assert "2 created" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"pcds,provenance\nM14 5SX,real\n", "layout that is not known"),
        (b"", "is empty"),
        (b"PK\x03\x04\xff\xfe\x00", "not a CSV file"),
        (b"\x00\x01,\x02\n", "layout that is not known|not a CSV file"),
    ],
)
def test_another_file_is_refused_in_plain_words(tmp_path, content, why):
    path = tmp_path / "other.bin"
    path.write_bytes(content)
    with pytest.raises(CommandError, match=why):
        call_command("load_postcodes", path)


def test_a_file_that_is_not_there_is_refused(tmp_path):
    with pytest.raises(CommandError, match="No such file"):
        call_command("load_postcodes", tmp_path / "nowhere.csv")


def test_without_areas_there_is_nothing_to_lead_to(tmp_path):
    AreaParent.objects.all().delete()
    Area.objects.all().delete()
    with pytest.raises(CommandError, match="load the starter first"):
        call_command("load_postcodes", write(tmp_path, row()))


@pytest.mark.skipif(not SAMPLES.is_dir(), reason="the samples are kept elsewhere")
@pytest.mark.usefixtures("starter")
class TestTheSamples:
    def test_the_current_layout_is_read_whole(self, capsys):
        said = load(SAMPLES / "onspd-sample.csv", capsys)
        assert "493 created" in said
        assert "31 of them retired" in said
        assert "3 rows name no council" in said
        assert "Unknown" not in said
        assert Postcode.objects.filter(latitude=None).count() == 1

    def test_the_older_layout_is_read_whole(self, capsys):
        said = load(SAMPLES / "onspd-sample-legacy.csv", capsys)
        assert "200 created" in said
        assert "Unknown" not in said
