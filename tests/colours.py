"""Colour arithmetic: contrast as WCAG 2 defines it, colour blindness as Machado and others simulate it, CIEDE2000."""

from collections.abc import Sequence
from math import atan2, cos, degrees, exp, hypot, radians, sin, sqrt

Triple = tuple[float, float, float]

# Machado, Oliveira and Fernandes 2009, "A Physiologically-based Model for Simulation of Color Vision Deficiency",
# severity 1.0. They act on linear RGB.
SIGHT: dict[str, Sequence[Triple]] = {
    "normal": [(1, 0, 0), (0, 1, 0), (0, 0, 1)],
    "protanopia": [(0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998)],
    "deuteranopia": [(0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.011820, 0.042940, 0.968881)],
    "tritanopia": [(1.255528, -0.076749, -0.178779), (-0.078411, 0.930809, 0.147602), (0.004733, 0.691367, 0.303900)],
}

# sRGB to CIE XYZ, and the white of D65.
_TO_XYZ: Sequence[Triple] = [
    (0.4124564, 0.3575761, 0.1804375),
    (0.2126729, 0.7151522, 0.0721750),
    (0.0193339, 0.1191920, 0.9503041),
]
_WHITE = (0.95047, 1.0, 1.08883)


def linear(colour: str) -> Triple:
    """Linear RGB, each channel from 0 to 1, of a colour written as #rrggbb."""
    red, green, blue = (_linear_channel(int(colour[place : place + 2], 16) / 255) for place in (1, 3, 5))
    return red, green, blue


def _linear_channel(value: float) -> float:
    return value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4


def contrast(one: str, other: str) -> float:
    """WCAG 2's contrast ratio, from 1 to 21."""
    dark, light = sorted((_luminance(one), _luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    red, green, blue = linear(colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def seen(colour: str, sight: str) -> Triple:
    """CIELAB (D65) of a colour as somebody with this sight sees it."""
    rgb = [min(max(channel, 0.0), 1.0) for channel in _times(SIGHT[sight], linear(colour))]
    x, y, z = (_curve(value / white) for value, white in zip(_times(_TO_XYZ, rgb), _WHITE, strict=True))
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


def _times(matrix: Sequence[Triple], vector: Sequence[float]) -> list[float]:
    return [sum(factor * value for factor, value in zip(row, vector, strict=True)) for row in matrix]


def _curve(value: float) -> float:
    return value ** (1 / 3) if value > (6 / 29) ** 3 else value / (3 * (6 / 29) ** 2) + 4 / 29


def distance(one: Triple, other: Triple) -> float:
    """CIEDE2000 between two colours in CIELAB, after Sharma, Wu and Dalal 2005 (their equations 2 to 22)."""
    (l1, a1, b1), (l2, a2, b2) = one, other
    grey = 0.5 * (1 - _pull((hypot(a1, b1) + hypot(a2, b2)) / 2))
    c1, h1 = _polar(a1 * (1 + grey), b1)
    c2, h2 = _polar(a2 * (1 + grey), b2)
    turn = _turn(c1, h1, c2, h2)
    lightness, chroma, hue = (l1 + l2) / 2, (c1 + c2) / 2, _middle(c1, h1, c2, h2)
    in_lightness = (l2 - l1) / (1 + 0.015 * (lightness - 50) ** 2 / sqrt(20 + (lightness - 50) ** 2))
    in_chroma = (c2 - c1) / (1 + 0.045 * chroma)
    in_hue = 2 * sqrt(c1 * c2) * sin(radians(turn / 2)) / (1 + 0.015 * chroma * _hue_weight(hue))
    blue = -sin(radians(60 * exp(-(((hue - 275) / 25) ** 2)))) * 2 * _pull(chroma)
    return sqrt(in_lightness**2 + in_chroma**2 + in_hue**2 + blue * in_chroma * in_hue)


def _pull(chroma: float) -> float:
    return sqrt(chroma**7 / (chroma**7 + 25**7))


def _polar(a: float, b: float) -> tuple[float, float]:
    return hypot(a, b), degrees(atan2(b, a)) % 360


def _turn(c1: float, h1: float, c2: float, h2: float) -> float:
    """From one hue to the other the short way round; none where a colour is grey."""
    return 0.0 if c1 * c2 == 0 else (h2 - h1 + 180) % 360 - 180


def _middle(c1: float, h1: float, c2: float, h2: float) -> float:
    """The hue half-way between; the sum, where a colour is grey."""
    if c1 * c2 == 0:
        return h1 + h2
    if abs(h1 - h2) <= 180:
        return (h1 + h2) / 2
    return (h1 + h2 + 360) / 2 if h1 + h2 < 360 else (h1 + h2 - 360) / 2


def _hue_weight(hue: float) -> float:
    return (
        1
        - 0.17 * cos(radians(hue - 30))
        + 0.24 * cos(radians(2 * hue))
        + 0.32 * cos(radians(3 * hue + 6))
        - 0.20 * cos(radians(4 * hue - 63))
    )
