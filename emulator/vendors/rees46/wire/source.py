"""Where a visitor came from: `recommended_by` with its code, or the older and newer spellings of a source."""

from emulator.vendors.rees46.behaviour.events_tracking import RECOMMENDERS
from emulator.vendors.rees46.wire.params import ABSENT, Bag, unpacked


def names_one(bag: Bag) -> bool:
    """Observed: iOS sends a source whose `from` and `code` are empty where there is none."""
    source = unpacked(bag.get("source"))
    named = source.get("from") if isinstance(source, dict) else source
    return any(one not in ABSENT for one in (bag.get("recommended_by"), bag.get("from"), named))


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
