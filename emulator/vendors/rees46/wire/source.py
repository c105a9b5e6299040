"""Where a visitor came from: `recommended_by` with its code, or the older and newer spellings of a source."""

from emulator.vendors.rees46.behaviour.events_tracking import RECOMMENDERS
from emulator.vendors.rees46.wire.params import Bag, unpacked


def recommended(bag: Bag) -> tuple[str | None, str | None]:
    """By what, and its code.

    Documented: `recommended_by` and `recommended_code`. Observed: `source` as an object or JSON, `from` and `code`,
    and a code under the name of its kind. Assumed: unknown values count as not sent, what an event itself says counts
    before the source it was opened from.
    """
    by = bag.get("recommended_by")
    if isinstance(by, str) and by in RECOMMENDERS:
        code = bag.get("recommended_code") or bag.get(f"{by}_code")
        return by, code if isinstance(code, str) else None
    for source in (unpacked(bag.get("source")), bag):
        if isinstance(source, dict):
            by, code = source.get("from"), source.get("code")
            if isinstance(by, str) and by in RECOMMENDERS and isinstance(code, str) and code:
                return by, code
    return None, None
