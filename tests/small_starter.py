"""A starter directory of a few rows, for tests that change or break it."""

import csv
from datetime import date
from pathlib import Path

from directory.starter.loading import load
from directory.starter.reading.folder import COLUMNS
from directory.starter.report import Report

TODAY = date(2026, 11, 24)
AREAS = (
    ("K02000001", "united-kingdom", "United Kingdom", "country", ""),
    ("E92000001", "england", "England", "nation", "K02000001"),
    ("E12000002", "north-west", "North West", "region", "E92000001"),
    ("E11000001", "greater-manchester", "Greater Manchester", "county", "E12000002"),
    ("E08000006", "salford", "Salford", "local-authority", "E11000001"),
    ("E08000009", "trafford", "Trafford", "local-authority", "E11000001"),
)
TERMS = (
    ("audience", "survivor"),
    ("audience", "perpetrator"),
    ("type", "helpline"),
    ("type", "refuge"),
    ("need", "talk-to-someone"),
    ("need", "safe-place-to-stay"),
    ("accepts", "pets"),
    ("accepts", "older-sons"),
)


class SmallStarter:
    """The rows of every file; a test changes them, saves and loads."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.rows: dict[str, list[dict[str, str]]] = {file: [] for file in COLUMNS}
        for code, slug, name, kind, parents in AREAS:
            self.add(
                "geography/areas.csv",
                code=code,
                slug=slug,
                name=name,
                kind=kind,
                parent_codes=parents,
            )
        self.add(
            "geography/places.csv",
            name="Eccles",
            local_authority_code="E08000006",
            latitude="53.4830",
            longitude="-2.3350",
            population="38756",
            postcode_district="M30",
            source="geonames-cities",
        )
        self.add(
            "geography/postcode-districts.csv",
            district="M30",
            latitude="53.4840",
            longitude="-2.3570",
            local_authority_codes="E08000006;E08000009",
            local_authority_shares="0.98;0.02",
            town="Manchester",
            localities="Eccles;Barton",
            geographic="yes",
        )
        self.add(
            "geography/postcode-sectors.csv",
            sector="M30 0",
            latitude="53.4850",
            longitude="-2.3400",
            local_authority_codes="E08000006",
        )
        self.add(
            "geography/postcode-exceptions.csv",
            postcode="M300ZZ",
            local_authority_code="E08000009",
        )
        for order, code in enumerate(dict.fromkeys(term[0] for term in TERMS)):
            self.add(
                "taxonomies.csv",
                code=code,
                name=code,
                question=code,
                parameter=code,
                closed="no",
                within="any",
                unknown="ask",
                public_filter="yes",
                order=str(order),
            )
        for taxonomy, code in TERMS:
            self.add(
                "terms.csv",
                taxonomy=taxonomy,
                code=code,
                slug=code,
                name=code,
                phrases=f"{code} please; a {code}",
            )
        self.service = self.add_service("k7qm4x", phone="0161 496 0123 (24 hours)")
        self.add(
            "crisis_lines.csv",
            nation="england",
            audience="survivor",
            order="1",
            service_code="k7qm4x",
            contact="0161 496 0123",
            words="Free, 24 hours.",
        )

    def add(self, file: str, **cells: str) -> dict[str, str]:
        """One more row; what is not given is empty."""
        row = dict.fromkeys(COLUMNS[file].split(), "") | cells
        self.rows[file].append(row)
        return row

    def add_service(self, code: str = "b2c3d4", **cells: str) -> dict[str, str]:
        """One more service that may be published."""
        usual = {
            "code": code,
            "uuid": f"00000000-0000-4000-8000-{code.encode().hex():0>12}",
            "side": "survivors",
            "source_key": f"Harbour | Line {code}",
            "organisation": "Harbour",
            "service": f"Line {code}",
            "summary": "You can ring if someone hurts you.",
            "audience": "survivor",
            "types": "helpline",
            "needs": "talk-to-someone",
            "coverage": "Salford",
            "website": "https://harbour.example/",
            "source_date": "2026",
            "publish": "yes",
        }
        return self.add("services.csv", **usual | cells)

    def save(self) -> Path:
        for file, rows in self.rows.items():
            path = self.folder / file
            path.parent.mkdir(parents=True, exist_ok=True)
            with path.open("w", encoding="utf-8", newline="") as out:
                writer = csv.DictWriter(out, COLUMNS[file].split(), lineterminator="\n")
                writer.writeheader()
                writer.writerows(rows)
        return self.folder

    def load(self, *, today: date = TODAY, dry_run: bool = False) -> Report:
        return load(self.save(), today=today, dry_run=dry_run)


def outcomes(report: Report) -> set[str]:
    """What happened to anything at all: created, changed …"""
    return {name for counts in report.counts.values() for name in +counts}


def doubts(report: Report) -> str:
    return "\n".join(str(doubt) for doubt in report.doubts.found)
