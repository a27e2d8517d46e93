"""The National Grid of Great Britain: from metres east and north to a point.

Ordnance Survey, "A guide to coordinate systems in Great Britain", annexes B and C:
the transverse Mercator projection undone, then Airy 1830 turned into WGS 84 by the
seven-parameter Helmert transformation. Good to about five metres.
"""

from math import atan2, cos, degrees, radians, sin, sqrt, tan

# The ellipsoids: half axes in metres.
_AIRY = (6377563.396, 6356256.909)
_WGS84 = (6378137.0, 6356752.314245)
# The projection: scale, true origin, false origin.
_SCALE = 0.9996012717
_LAT0, _LON0 = radians(49), radians(-2)
_EAST0, _NORTH0 = 400_000.0, -100_000.0
# Helmert from OSGB36 to WGS 84: metres, parts per million, seconds of arc.
_SHIFT = (446.448, -125.157, 542.060)
_STRETCH = -20.4894e-6
_TURN = tuple(radians(seconds / 3600) for seconds in (0.1502, 0.2470, 0.8421))


def to_point(east: float, north: float) -> tuple[float, float]:
    """Latitude and longitude of a place on the grid, to six decimals."""
    latitude, longitude = _unproject(east, north)
    x, y, z = _cartesian(latitude, longitude, _AIRY)
    (tx, ty, tz), (rx, ry, rz), s = _SHIFT, _TURN, 1 + _STRETCH
    moved = (
        tx + s * x - rz * y + ry * z,
        ty + rz * x + s * y - rx * z,
        tz - ry * x + rx * y + s * z,
    )
    latitude, longitude = _geodetic(*moved, _WGS84)
    return round(degrees(latitude), 6), round(degrees(longitude), 6)


def _meridian(latitude: float) -> float:
    """Metres along the meridian from the true origin."""
    a, b = _AIRY
    n = (a - b) / (a + b)
    less, more = latitude - _LAT0, latitude + _LAT0
    return (
        b
        * _SCALE
        * (
            (1 + n + 5 / 4 * n**2 + 5 / 4 * n**3) * less
            - (3 * n + 3 * n**2 + 21 / 8 * n**3) * sin(less) * cos(more)
            + (15 / 8 * n**2 + 15 / 8 * n**3) * sin(2 * less) * cos(2 * more)
            - 35 / 24 * n**3 * sin(3 * less) * cos(3 * more)
        )
    )


def _unproject(east: float, north: float) -> tuple[float, float]:
    a, b = _AIRY
    e2 = 1 - (b / a) ** 2
    latitude = _LAT0
    for _round in range(10):
        latitude += (north - _NORTH0 - _meridian(latitude)) / (a * _SCALE)
    slope = 1 - e2 * sin(latitude) ** 2
    nu, rho = a * _SCALE / sqrt(slope), a * _SCALE * (1 - e2) / slope**1.5
    eta2 = nu / rho - 1
    t, sec, d = tan(latitude), 1 / cos(latitude), east - _EAST0
    latitude_now = (
        latitude
        - t / (2 * rho * nu) * d**2
        + t / (24 * rho * nu**3) * (5 + 3 * t**2 + eta2 - 9 * t**2 * eta2) * d**4
        - t / (720 * rho * nu**5) * (61 + 90 * t**2 + 45 * t**4) * d**6
    )
    longitude = (
        _LON0
        + sec / nu * d
        - sec / (6 * nu**3) * (nu / rho + 2 * t**2) * d**3
        + sec / (120 * nu**5) * (5 + 28 * t**2 + 24 * t**4) * d**5
        - sec / (5040 * nu**7) * (61 + 662 * t**2 + 1320 * t**4 + 720 * t**6) * d**7
    )
    return latitude_now, longitude


def _cartesian(
    latitude: float, longitude: float, axes: tuple[float, float]
) -> tuple[float, float, float]:
    a, b = axes
    e2 = 1 - (b / a) ** 2
    nu = a / sqrt(1 - e2 * sin(latitude) ** 2)
    return (
        nu * cos(latitude) * cos(longitude),
        nu * cos(latitude) * sin(longitude),
        nu * (1 - e2) * sin(latitude),
    )


def _geodetic(
    x: float, y: float, z: float, axes: tuple[float, float]
) -> tuple[float, float]:
    a, b = axes
    e2 = 1 - (b / a) ** 2
    p = sqrt(x * x + y * y)
    latitude = atan2(z, p * (1 - e2))
    for _round in range(6):
        nu = a / sqrt(1 - e2 * sin(latitude) ** 2)
        latitude = atan2(z + e2 * nu * sin(latitude), p)
    return latitude, atan2(y, x)
