"""Areas, places and districts, with their names, into the database."""

from directory.exchange.services_csv.things import Thing, Values
from directory.models import (
    Area,
    AreaParent,
    DistrictArea,
    Place,
    PlaceName,
    PostcodeDistrict,
)
from directory.search.text import place_key
from directory.starter.reading.places import place_key as place_key_of
from directory.starter.writing.keeping import Keeper
from directory.starter.writing.progress import BATCH

NAME_FIELDS = ("text", "language", "is_former", "weight")


def area_ids() -> dict[str, int]:
    """The key of every area, by its code."""
    return dict(Area.objects.values_list("code", "pk"))


class Named(Keeper):
    """A kind of thing that is looked up under names."""

    # The field of PlaceName that points to it.
    named = ""

    def names_now(self) -> dict[int, list[list]]:
        found: dict[int, list[list]] = {}
        rows = PlaceName.objects.exclude(**{self.named: None}).order_by("text")
        for key, *name in rows.values_list(self.named, *NAME_FIELDS):
            found.setdefault(key, []).append(name)
        return {
            key: sorted(names, key=lambda name: str(name[0]))
            for key, names in found.items()
        }

    def add_names(self, named: list[tuple[int, list[list]]]) -> None:
        PlaceName.objects.bulk_create(
            [
                PlaceName(
                    key=place_key(name[0]),
                    **dict(zip(NAME_FIELDS, name, strict=True)),
                    **{f"{self.named}_id": key},
                )
                for key, names in named
                for name in names
            ],
            batch_size=BATCH,
        )

    def rename(self, key: int, names: list[list]) -> None:
        PlaceName.objects.filter(**{self.named: key}).delete()
        self.add_names([(key, names)])


class Areas(Named):
    """Areas, by their code."""

    kind = "areas"
    named = "area"
    columns = {"name_cy": "welsh_name", "parents": "parent_codes"}
    plain = ["slug", "name", "name_cy", "kind", "subtype", "latitude", "longitude"]
    linked = ("same_extent_as", "replaced_by")

    def now(self, things: list[Thing]) -> dict[str, Values]:
        names = self.names_now()
        parents: dict[int, list[str]] = {}
        links = AreaParent.objects.order_by("order", "pk")
        for area, parent in links.values_list("area", "parent__code"):
            parents.setdefault(area, []).append(parent)
        columns = ["pk", "code", *self.plain, *(f"{one}__code" for one in self.linked)]
        found = {}
        for row in Area.objects.values(*columns):
            values = {name: row[name] for name in self.plain}
            values |= {one: row[f"{one}__code"] or "" for one in self.linked}
            values["parents"] = parents.get(row["pk"], [])
            values["names"] = names.get(row["pk"], [])
            found[row["code"]] = values
        return found

    def create(self, things: list[Thing]) -> None:
        Area.objects.bulk_create(
            [
                Area(
                    code=thing.key,
                    rank=Area.RANKS[thing.values["kind"]],
                    **{name: thing.values[name] for name in self.plain},
                )
                for thing in things
            ],
            batch_size=BATCH,
        )
        ids = area_ids()
        self._link(things, ids)
        AreaParent.objects.bulk_create(
            [
                AreaParent(area_id=ids[thing.key], parent_id=ids[parent], order=order)
                for thing in things
                for order, parent in enumerate(thing.values["parents"])
            ]
        )
        self.add_names([(ids[thing.key], thing.values["names"]) for thing in things])

    def _link(self, things: list[Thing], ids: dict[str, int]) -> None:
        """Point areas at each other, once they are all there."""
        linked = [
            Area(
                pk=ids[thing.key],
                **{f"{one}_id": ids.get(thing.values[one]) for one in self.linked},
            )
            for thing in things
            if any(thing.values[one] for one in self.linked)
        ]
        Area.objects.bulk_update(linked, self.linked)

    def change(self, thing: Thing, write: Values) -> bool:
        area, ids = Area.objects.get(code=thing.key), area_ids()
        for name, value in write.items():
            if name in self.linked:
                setattr(area, f"{name}_id", ids.get(value))
            elif name == "names":
                self.rename(area.pk, value)
            elif name == "parents":
                AreaParent.objects.filter(area=area).delete()
                AreaParent.objects.bulk_create(
                    [
                        AreaParent(area=area, parent_id=ids[code], order=order)
                        for order, code in enumerate(value)
                    ]
                )
            else:
                setattr(area, name, value)
        area.save()
        return True


class Places(Named):
    """Places, by name, council and point."""

    kind = "places"
    named = "place"
    columns = {"area": "local_authority_code", "district": "postcode_district"}
    plain = [
        "name",
        "latitude",
        "longitude",
        "population",
        "district",
        "is_area",
        "source",
    ]

    def now(self, things: list[Thing]) -> dict[str, Values]:
        names = self.names_now()
        found = {}
        for row in Place.objects.values("pk", "area__code", *self.plain):
            values = {name: row[name] for name in self.plain}
            values["area"] = row["area__code"]
            values["names"] = names.get(row["pk"], [])
            found[place_key_of(values)] = values
        return found

    def create(self, things: list[Thing]) -> None:
        ids = area_ids()
        made = Place.objects.bulk_create(
            [
                Place(
                    area_id=ids[thing.values["area"]],
                    **{name: thing.values[name] for name in self.plain},
                )
                for thing in things
            ],
            batch_size=BATCH,
        )
        self.add_names(
            [
                (place.pk, thing.values["names"])
                for place, thing in zip(made, things, strict=True)
            ]
        )

    def change(self, thing: Thing, write: Values) -> bool:
        place = _place(thing.values).get()
        for name, value in write.items():
            if name == "names":
                self.rename(place.pk, value)
            else:
                setattr(place, name, value)
        place.save()
        return True

    def lost(self, key: str, before: Values, now: Values | None) -> bool:
        """A place that left the file goes, unless a moderator worked on it."""
        if now == before:
            _place(before).delete()
            return True
        return super().lost(key, before, now)


def _place(values: Values):
    """The row of a place, by what tells it from others."""
    return Place.objects.filter(
        name=values["name"],
        area__code=values["area"],
        latitude=values["latitude"],
        longitude=values["longitude"],
    )


class Districts(Named):
    """Postcode districts, by their code."""

    kind = "districts"
    named = "district"
    columns = {"areas": "local_authority_codes", "is_geographic": "geographic"}
    plain = ("town", "latitude", "longitude", "is_geographic")

    def now(self, things: list[Thing]) -> dict[str, Values]:
        names = self.names_now()
        areas: dict[int, list[list]] = {}
        links = DistrictArea.objects.order_by("order", "pk")
        for district, *share in links.values_list("district", "area__code", "share"):
            areas.setdefault(district, []).append(share)
        found = {}
        for row in PostcodeDistrict.objects.values("pk", "code", *self.plain):
            values = {name: row[name] for name in self.plain}
            values["areas"] = areas.get(row["pk"], [])
            values["names"] = names.get(row["pk"], [])
            found[row["code"]] = values
        return found

    def create(self, things: list[Thing]) -> None:
        ids = area_ids()
        made = PostcodeDistrict.objects.bulk_create(
            [
                PostcodeDistrict(
                    code=thing.key, **{name: thing.values[name] for name in self.plain}
                )
                for thing in things
            ],
            batch_size=BATCH,
        )
        named = list(zip([one.pk for one in made], things, strict=True))
        self._touch([(key, thing.values["areas"]) for key, thing in named], ids)
        self.add_names([(key, thing.values["names"]) for key, thing in named])

    def change(self, thing: Thing, write: Values) -> bool:
        district = PostcodeDistrict.objects.get(code=thing.key)
        for name, value in write.items():
            if name == "names":
                self.rename(district.pk, value)
            elif name == "areas":
                DistrictArea.objects.filter(district=district).delete()
                self._touch([(district.pk, value)], area_ids())
            else:
                setattr(district, name, value)
        district.save()
        return True

    @staticmethod
    def _touch(districts: list[tuple[int, list[list]]], ids: dict[str, int]) -> None:
        DistrictArea.objects.bulk_create(
            [
                DistrictArea(
                    district_id=key, area_id=ids[code], share=share, order=order
                )
                for key, areas in districts
                for order, (code, share) in enumerate(areas)
            ],
            batch_size=BATCH,
        )
