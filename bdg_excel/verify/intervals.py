"""A printed number stands for all numbers that would be printed so: exact intervals, no floats."""

from dataclasses import dataclass
from fractions import Fraction

HEDGES = {
    "trên": "over",
    "hơn": "over",
    "gần": "near",
    "khoảng": "about",
    "ước khoảng": "about",
    "xấp xỉ": "about",
    "chừng": "about",
    "dưới": "under",
}
"""Words that widen what a number stands for."""


@dataclass(frozen=True, slots=True)
class Interval:
    """All numbers from `low` to `high`, both ends included (a tie may be rounded either way)."""

    low: Fraction
    high: Fraction

    @property
    def exact(self) -> bool:
        """Does it hold one number only?"""
        return self.low == self.high

    def meets(self, other: "Interval") -> bool:
        """Is there a number in both?"""
        return self.low <= other.high and other.low <= self.high

    def __add__(self, other: "Interval") -> "Interval":
        return Interval(self.low + other.low, self.high + other.high)

    def __sub__(self, other: "Interval") -> "Interval":
        return Interval(self.low - other.high, self.high - other.low)

    def __mul__(self, other: "Interval") -> "Interval":
        if self.low >= 0 <= other.low:
            return Interval(self.low * other.low, self.high * other.high)
        ends = [a * b for a in (self.low, self.high) for b in (other.low, other.high)]
        return Interval(min(ends), max(ends))

    def __truediv__(self, other: "Interval") -> "Interval":
        """The quotient; `ZeroDivisionError` if the divisor may be zero."""
        if other.low <= 0 <= other.high:
            raise ZeroDivisionError
        if self.low >= 0 < other.low:
            return Interval(self.low / other.high, self.high / other.low)
        return self * Interval(1 / other.high, 1 / other.low)

    def scaled(self, factor: Fraction | int) -> "Interval":
        """Every number times `factor`."""
        low, high = self.low * factor, self.high * factor
        return Interval(low, high) if low <= high else Interval(high, low)


def point(value: Fraction | int) -> Interval:
    """The interval that holds `value` alone."""
    exact = value if isinstance(value, Fraction) else Fraction(value)
    return Interval(exact, exact)


def printed(value: Fraction, step: Fraction, hedge: str = "") -> Interval:
    """What `value`, printed to the nearest `step` (0: exactly), stands for after the word `hedge`.

    ``trên 44%`` stands for 44 to 45: who means more would have said more. The margin is the place
    of the last digit that is not zero, so ``hơn 1.200`` reaches up to 1.300.
    """
    half = step / 2
    if not hedge:
        return Interval(value - half, value + half)
    margin = max(_last_place(value), step, abs(value) / 100)
    match hedge:
        case "over":
            return Interval(value, value + margin)
        case "near":
            return Interval(value - margin, value)
        case "under":
            return Interval(value - max(margin, abs(value) / 2), value)
        case _:
            return Interval(value - margin, value + margin)


def _last_place(value: Fraction) -> Fraction:
    """The place of the last digit of `value` that is not zero: 100 for 1200, 1/10 for 4,5."""
    if value == 0:
        return Fraction(0)
    place = Fraction(1)
    while (value / place).denominator != 1:
        place /= 10
        if place < Fraction(1, 10**9):
            return Fraction(0)
    while (value / (place * 10)).denominator == 1:
        place *= 10
    return place
