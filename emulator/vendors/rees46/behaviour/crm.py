"""Chapter "CRM"."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from emulator.kernel.database import Session
from emulator.vendors.rees46.storage import audience, mobile_push_tokens, profiles, subscriptions
from emulator.vendors.rees46.storage import crm as storage
from emulator.vendors.rees46.storage.shops import Shop

DAYS = 5
_FLAGS = tuple(flag for flag in subscriptions.FLAGS if flag.startswith(("email_", "sms_")))


def find(session: Session, shop: Shop, by: str, ids: Sequence[str]) -> list[dict[str, Any]]:
    """Docs: "tries to find a collection of users by list of identifiers". Who is not found is left out."""
    if by == "birthday":
        numbers = storage.born_on(session, shop.id, _days(ids))
    else:
        owners = audience.owners(session, shop.id, by, ids)
        numbers = [owners[value] for value in ids if value in owners]
    return [_found(session, number) for number in dict.fromkeys(numbers)]


def _days(ids: Sequence[str]) -> list[str]:
    """Docs: "Processing only 5 valid dates. Other dates are skipped"."""
    return [value for value in ids if _is_day(value)][:DAYS]


def _is_day(value: str) -> bool:
    try:
        return date.fromisoformat(value).isoformat() == value
    except ValueError:
        return False


def _found(session: Session, number: int) -> dict[str, Any]:
    """Docs: a flag is true or null, `loyalty_location` is the profile's loyalty_card_location."""
    profile = profiles.profile(session, number)
    known = profiles.identifiers(session, number)
    flags = subscriptions.of(session, number)
    main = {kind: values[0] if values else None for kind, values in known.items()}
    return {
        **{kind: main[kind] for kind in ("email", "external_id", "phone", "loyalty_id")},
        **{name: getattr(profile, name) for name in ("first_name", "last_name", "gender", "age", "location")},
        "birthday": profile.birthday.isoformat() if profile.birthday else None,
        **{flag: True if flags[flag] else None for flag in _FLAGS},
        "web_push": True if mobile_push_tokens.has_web(session, number) else None,
        "mobile_push": True if mobile_push_tokens.has_mobile(session, number) else None,
        "loyalty_location": profile.loyalty_card_location,
        "loyalty_status": profile.loyalty_status,
        "loyalty_bonuses": _number(profile.loyalty_bonuses),
        "loyalty_bonuses_to_next_level": _number(profile.loyalty_bonuses_to_next_level),
        "created_date": f"{profile.created_at:%Y-%m-%d}",
        "device": main["did"],
    }


def _number(value: float | None) -> float | int | None:
    """Docs: 300, not 300.0."""
    return int(value) if value is not None and value.is_integer() else value
