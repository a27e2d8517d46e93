"""Both files in a folder, each whole or not there at all."""

from pathlib import Path

from directory.exchange.exports import our_csv, package
from directory.exchange.oruk.source import Source

OUR_CSV, PACKAGE = "services.csv", "hsds.zip"


def export(folder: Path, source: Source, *, name: str) -> int:
    """Write both files; says how many services they hold."""
    folder.mkdir(parents=True, exist_ok=True)
    half = folder / f".{OUR_CSV}"
    with half.open("w", encoding="utf-8", newline="") as file:
        file.writelines(our_csv.lines(source))
    half.replace(folder / OUR_CSV)
    half = folder / f".{PACKAGE}"
    with half.open("wb") as packed:
        count = package.write(packed, source, name=name)
    half.replace(folder / PACKAGE)
    return count
