"""Prepaid certificates of the loyalty program, as the vendor's newer documentation has them."""

from typing import Annotated, Any, Literal

from pydantic import Field

from emulator.kernel.exchange import Call
from emulator.kernel.route import Router
from emulator.vendors.rees46.behaviour import certificates as behaviour
from emulator.vendors.rees46.behaviour.loyalty_bonuses import member
from emulator.vendors.rees46.storage import certificates as storage
from emulator.vendors.rees46.wire import certificate
from emulator.vendors.rees46.wire.access import WIRE, Access
from emulator.vendors.rees46.wire.answers import example, of_loyalty, refusals, with_success
from emulator.vendors.rees46.wire.certificate import (
    CertificateAnswer,
    CertificatesAnswer,
    PoolAnswer,
    TransactionsAnswer,
)
from emulator.vendors.rees46.wire.fields import Day, Identifier, Phone, ShopParams, Text
from emulator.vendors.rees46.wire.loyalty_bonuses import Member

router = Router(WIRE)

Money = Annotated[float, Field(gt=0, le=1e9, allow_inf_nan=False)]
_REFUSED = with_success(refusals(422))
_ONE: dict[int | str, dict[str, Any]] = {200: example(CertificateAnswer, certificate.SHOWN), **_REFUSED}


class CertificateNamed(ShopParams):
    code: Identifier = Field(description="The certificate's own code")


# Create a certificate


class CertificateOrder(Member):
    code: Identifier = Field(description="The code of a pool of certificates")
    nominal: Money | None = Field(default=None, description="What it is worth, where the pool leaves that open")


@router.post("/loyalty/certificates", reads=CertificateOrder, answers=_ONE, **of_loyalty("Create a certificate"))
def create_certificate(call: Call[Access], order: CertificateOrder) -> CertificateAnswer:
    """A certificate that somebody buys; it is to be activated when it is paid."""
    shop = call.account.shop
    pool = behaviour.pool(call.session, shop, order.code)
    made = behaviour.create(call.session, shop, pool, buyer=order.identifier, nominal=order.nominal)
    return certificate.answer(made, pool)


# Certificates of a pool


class CertificatesOf(ShopParams):
    code: Identifier = Field(description="The code of a pool of certificates")
    event: Literal["created", "activated", "deactivated"] = Field(description="Which of its dates counts")
    date_from: Day
    date_to: Day


@router.get(
    "/loyalty/certificates",
    reads=CertificatesOf,
    answers={200: example(PoolAnswer, certificate.POOL_SHOWN), **_REFUSED},
    **of_loyalty("Certificates of a pool"),
)
def certificates_of_a_pool(call: Call[Access], of: CertificatesOf) -> PoolAnswer:
    """The certificates of a pool that were created, activated or deactivated in some days."""
    shop = call.account.shop
    pool = behaviour.pool(call.session, shop, of.code)
    every = storage.of_pool(call.session, shop.id, of.code)
    found = [certificate.shown(one) for one in behaviour.within(every, of.event, of.date_from, of.date_to)]
    payload: certificate.PoolPayload = {"certificates": found, "pool": certificate.shown_pool(pool)}
    return {"success": True, "status": "success", "payload": payload}


# Activate, block, unblock, deactivate


class Activation(CertificateNamed):
    nominal: Money | None = Field(default=None, description="What it is worth, where the pool leaves that open")
    owner_identifier: Phone | None = Field(default=None, description="Phone of the member whose it is")
    owner_name: Text | None = None


@router.operation(
    "/loyalty/certificates/activate", ["PATCH"], reads=Activation, answers=_ONE, **of_loyalty("Activate a certificate")
)
def activate_certificate(call: Call[Access], activation: Activation) -> CertificateAnswer:
    """It works from now on, or after the days that its pool says."""
    if activation.owner_identifier is not None:
        member(call.session, call.account.shop, activation.owner_identifier)
    found = behaviour.activate(
        call.session,
        call.account.shop,
        activation.code,
        nominal=activation.nominal,
        owner=activation.owner_identifier,
        owner_name=activation.owner_name,
    )
    return _answered(call, found)


@router.operation(
    "/loyalty/certificates/block", ["PATCH"], reads=CertificateNamed, answers=_ONE, **of_loyalty("Block a certificate")
)
def block_certificate(call: Call[Access], named: CertificateNamed) -> CertificateAnswer:
    """Nothing can be paid with it until it is unblocked."""
    return _answered(call, behaviour.block(call.session, call.account.shop, named.code))


@router.operation(
    "/loyalty/certificates/unblock",
    ["PATCH"],
    reads=CertificateNamed,
    answers=_ONE,
    **of_loyalty("Unblock a certificate"),
)
def unblock_certificate(call: Call[Access], named: CertificateNamed) -> CertificateAnswer:
    """It can be paid with again."""
    return _answered(call, behaviour.unblock(call.session, call.account.shop, named.code))


@router.operation(
    "/loyalty/certificates/deactivate",
    ["PATCH"],
    reads=CertificateNamed,
    answers=_ONE,
    **of_loyalty("Deactivate a certificate"),
)
def deactivate_certificate(call: Call[Access], named: CertificateNamed) -> CertificateAnswer:
    """Ends it for ever."""
    return _answered(call, behaviour.deactivate(call.session, call.account.shop, named.code))


# What is known of it


@router.get(
    "/loyalty/certificates/balance",
    reads=CertificateNamed,
    answers=_ONE,
    **of_loyalty("Information about a certificate"),
)
def certificate_balance(call: Call[Access], named: CertificateNamed) -> CertificateAnswer:
    """All that is known of a certificate, with what is left on it."""
    return _answered(call, behaviour.known(call.session, call.account.shop, named.code))


@router.get(
    "/loyalty/certificates/transactions",
    reads=CertificateNamed,
    answers={200: example(TransactionsAnswer, certificate.TRANSACTIONS_SHOWN), **_REFUSED},
    **of_loyalty("Transactions of a certificate"),
)
def certificate_transactions(call: Call[Access], named: CertificateNamed) -> TransactionsAnswer:
    """What was paid with it and given back."""
    found = behaviour.known(call.session, call.account.shop, named.code)
    rows = [certificate.shown_transaction(one) for one in storage.transactions(call.session, found.id)]
    return {"success": True, "payload": {"transactions": rows, **_answered(call, found)["payload"]}}


@router.get(
    "/loyalty/certificates/by-user",
    reads=Member,
    answers={200: example(CertificatesAnswer, certificate.CERTIFICATES_SHOWN), **_REFUSED},
    **of_loyalty("Certificates of a member"),
)
def certificates_of_a_member(call: Call[Access], of: Member) -> CertificatesAnswer:
    """The certificates that are a member's own."""
    shop = call.account.shop
    member(call.session, shop, of.identifier)
    found = [_answered(call, one)["payload"] for one in storage.of_owner(call.session, shop.id, of.identifier)]
    return {"success": True, "payload": {"certificates": found}}


def _answered(call: Call[Access], found: storage.Certificate) -> CertificateAnswer:
    return certificate.answer(found, behaviour.pool(call.session, call.account.shop, found.pool))
