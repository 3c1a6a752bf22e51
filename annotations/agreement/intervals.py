"""How far a share that was counted may lie from the one that holds in general."""

from dataclasses import dataclass
from math import sqrt
from statistics import NormalDist


@dataclass(frozen=True)
class Interval:
    """From `low` to `high`, both shares from 0 to 1."""

    low: float
    high: float


def wilson(successes: int, of: int, *, level: float = 0.95) -> Interval | None:
    """The score interval of a share: `successes` out of `of`. None where nothing was counted.

    Wilson, E. B. (1927): Probable inference, the law of succession, and statistical inference. Journal of the American
    Statistical Association 22, 209–212; without correction for continuity, as method 3 in Newcombe, R. G. (1998): Two-sided
    confidence intervals for the single proportion. Statistics in Medicine 17, 857–872. With p = successes / of, and z the
    quantile of the normal distribution that leaves (1 - level) / 2 above it:

        (p + z²/2n ± z √(p(1-p)/n + z²/4n²)) / (1 + z²/n)

    Raises ValueError unless 0 ≤ successes ≤ of and 0 < level < 1.
    """
    if not 0 <= successes <= of:
        raise ValueError(f"{successes} of {of} is no share.")
    if not 0 < level < 1:
        raise ValueError(f"A level lies between 0 and 1, and {level} does not.")
    if of == 0:
        return None
    z, p = NormalDist().inv_cdf((1 + level) / 2), successes / of
    centre = p + z**2 / (2 * of)
    reach = z * sqrt(p * (1 - p) / of + z**2 / (4 * of**2))
    scale = 1 + z**2 / of
    # At 0 and at 1 the formula touches the end exactly; floating point may miss it by a hair.
    low = 0.0 if successes == 0 else (centre - reach) / scale
    high = 1.0 if successes == of else (centre + reach) / scale
    return Interval(low, high)
