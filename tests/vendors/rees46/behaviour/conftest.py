"""A transaction in a world of its own, without a server, and the demo shops."""

import itertools
from collections.abc import Iterator

import pytest

from emulator.kernel.database import Session
from emulator.kernel.worlds import Worlds
from emulator.vendors import VENDORS
from emulator.vendors.rees46.storage import shops
from emulator.vendors.rees46.storage.shops import Shop
from tests import engines

_numbers = itertools.count(1)


@pytest.fixture(scope="session")
def worlds() -> Iterator[Worlds]:
    with engines.worlds(VENDORS) as worlds:
        yield worlds


@pytest.fixture
def session(worlds: Worlds) -> Iterator[Session]:
    name = f"t{next(_numbers)}"
    with worlds.make(name, renew=False).transaction() as session:
        yield session
    worlds.drop(name)


def _shop(session: Session, shop_id: str) -> Shop:
    found = shops.with_shop_id(session, shop_id)
    assert found is not None
    return found


@pytest.fixture
def shop(session: Session) -> Shop:
    return _shop(session, "DvLWN2ZTMZ")


@pytest.fixture
def second_shop(session: Session) -> Shop:
    return _shop(session, "1234567890")
