"""The credentials of a world: who may call its vendors."""

from collections.abc import Callable, Iterable
from typing import Annotated, Any

from fastapi import APIRouter, Body
from typing_extensions import TypedDict

from emulator.control import vendors
from emulator.control.description import example
from emulator.kernel.control import CurrentPlace, CurrentWorld, Problem, asks
from emulator.kernel.vendor import Account, TakenError, Vendor

_ITEM = {"vendor": "reco", "venue": "123", "api_key": "3x3mp3l", "sandbox_api_key": "sandbox-api-key"}


class Accounts(TypedDict):
    items: list[Account]
    total: int


def router_for(all_vendors: Iterable[Vendor]) -> APIRouter:
    """One call for each vendor, so that each is described with the vendor's own form."""
    router = APIRouter(tags=["Accounts"])
    router.add_api_route("/accounts", list_accounts, responses=example({"items": [_ITEM], "total": 1}))
    for vendor in all_vendors:
        form, opened = vendor.account_examples
        router.add_api_route(
            f"/accounts/{vendor.name}",
            _opens(vendor),
            methods=["POST"],
            status_code=201,
            name=f"open_an_account_{vendor.name}",
            summary=f"Open an account ({vendor.title})",
            response_model=vendor.opened,
            responses=example({"vendor": vendor.name, **opened}, "Opened", 201),
            openapi_extra=asks(form),
        )
    router.add_api_route("/accounts/{vendor}", refuse_unknown_vendor, methods=["POST"], include_in_schema=False)
    return router


async def list_accounts(world: CurrentWorld) -> Accounts:
    """Every account with its credentials, as the vendors name them."""
    items = [
        {"vendor": vendor, **account}
        for vendor, accounts in world.worlds.accounts(world).items()
        for account in accounts
    ]
    return {"items": items, "total": len(items)}


def _opens(vendor: Vendor) -> Callable[..., Any]:
    async def open_an_account(world: CurrentWorld, form: Any) -> Account:
        """What is left out is minted; from now on the account's credentials lead to this world."""
        try:
            with world.whole():
                with world.transaction() as session:
                    account = vendor.open_account(session, form)
                world.worlds.credentials.learn(world, vendor, account)
        except ValueError as error:
            raise Problem(409, str(error), field=error.field if isinstance(error, TakenError) else None) from None
        return {"vendor": vendor.name, **account}

    open_an_account.__annotations__["form"] = Annotated[vendor.account, Body()]
    return open_an_account


async def refuse_unknown_vendor(vendor: str, place: CurrentPlace) -> None:
    vendors.named(place.worlds, vendor)
