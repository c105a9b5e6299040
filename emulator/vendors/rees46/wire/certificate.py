"""How certificates, their pools and their transactions look."""

from datetime import datetime
from typing import Any, Literal

from typing_extensions import TypedDict

from emulator.vendors.rees46.storage.certificates import Certificate, CertificateTransaction
from emulator.vendors.rees46.storage.loyalty_program import Pool


class CertificateObject(TypedDict):
    id: int
    status: str
    code: str
    nominal: float
    balance: float
    owner_identifier: str | None
    owner_name: str | None
    buyer_identifier: str | None
    created_date: str
    activated_date: str | None
    deactivated_date: str | None
    expiration_date: str | None
    planned_activation_date: str | None
    batch: int | None


class PoolObject(TypedDict):
    id: int
    status: str
    name: str
    description: str
    nominal: float
    flexible_nominal: bool
    max_flexible_nominal: float
    personal: bool
    code: str
    expiration_days: int
    streams: list[str]
    location_ids: list[str]
    min_order_value: float
    payable_order_share: float
    exclude_products: list[dict[str, Any]]
    promo: bool
    activation_delay: int


class CertificatePayload(TypedDict):
    certificate: CertificateObject
    pool: PoolObject


class CertificateAnswer(TypedDict):
    success: Literal[True]
    payload: CertificatePayload


class CertificatesPayload(TypedDict):
    certificates: list[CertificatePayload]


class CertificatesAnswer(TypedDict):
    success: Literal[True]
    payload: CertificatesPayload


class PoolPayload(TypedDict):
    certificates: list[CertificateObject]
    pool: PoolObject


class PoolAnswer(TypedDict):
    """The documentation's example has `status`, its table `success`."""

    success: Literal[True]
    status: Literal["success"]
    payload: PoolPayload


class TransactionObject(TypedDict):
    id: int
    amount: float
    event: Literal["order"]
    order_id: str
    identifier: str
    product_id: str


class TransactionsPayload(CertificatePayload):
    transactions: list[TransactionObject]


class TransactionsAnswer(TypedDict):
    success: Literal[True]
    payload: TransactionsPayload


def number(value: float) -> float:
    """Whole amounts are written without a fraction."""
    return int(value) if float(value).is_integer() else round(value, 2)


def shown(one: Certificate) -> CertificateObject:
    return {
        "id": one.id,
        "status": one.status,
        "code": one.code,
        "nominal": number(one.nominal),
        "balance": number(one.balance),
        "owner_identifier": one.owner,
        "owner_name": one.owner_name,
        "buyer_identifier": one.buyer,
        "created_date": one.created_at.date().isoformat(),
        "activated_date": _day(one.activated_at),
        "deactivated_date": _day(one.deactivated_at),
        "expiration_date": one.expires.isoformat() if one.expires else None,
        "planned_activation_date": one.usable_from.isoformat() if one.usable_from else None,
        "batch": None,
    }


def _day(moment: datetime | None) -> str | None:
    return moment.date().isoformat() if moment else None


def shown_pool(pool: Pool) -> PoolObject:
    return {
        **pool,
        "nominal": number(pool["nominal"]),
        "max_flexible_nominal": number(pool["max_flexible_nominal"]),
        "min_order_value": number(pool["min_order_value"]),
        "payable_order_share": number(pool["payable_order_share"]),
        "promo": pool["payable_order_share"] < 100,
    }


def shown_transaction(one: CertificateTransaction) -> TransactionObject:
    return {
        "id": one.id,
        "amount": number(one.amount),
        "event": "order",
        "order_id": one.order_id,
        "identifier": one.identifier or "",
        "product_id": one.product_id,
    }


def answer(one: Certificate, pool: Pool) -> CertificateAnswer:
    return {"success": True, "payload": {"certificate": shown(one), "pool": shown_pool(pool)}}


_CERTIFICATE = {
    "id": 333,
    "status": "active",
    "code": "birthday-ad123u13",
    "nominal": 5000,
    "balance": 3980,
    "owner_identifier": "10000000002",
    "owner_name": "Jane",
    "buyer_identifier": "10000000001",
    "created_date": "2025-03-01",
    "activated_date": "2025-03-02",
    "deactivated_date": None,
    "expiration_date": "2026-03-02",
    "planned_activation_date": None,
    "batch": None,
}
_POOL = {
    "id": 5,
    "status": "active",
    "name": "Birthday",
    "description": "",
    "nominal": 1000,
    "flexible_nominal": True,
    "max_flexible_nominal": 10000,
    "personal": True,
    "code": "birthday",
    "expiration_days": 365,
    "streams": [],
    "location_ids": [],
    "min_order_value": 2000,
    "payable_order_share": 100,
    "exclude_products": [],
    "promo": False,
    "activation_delay": 0,
}
_TRANSACTION = {
    "id": 333746,
    "amount": -300,
    "event": "order",
    "order_id": "773",
    "identifier": "10000000002",
    "product_id": "17",
}
_PAYLOAD = {"certificate": _CERTIFICATE, "pool": _POOL}
SHOWN = {"success": True, "payload": _PAYLOAD}
POOL_SHOWN = {"success": True, "status": "success", "payload": {"certificates": [_CERTIFICATE], "pool": _POOL}}
CERTIFICATES_SHOWN = {"success": True, "payload": {"certificates": [_PAYLOAD]}}
TRANSACTIONS_SHOWN = {"success": True, "payload": {"transactions": [_TRANSACTION], **_PAYLOAD}}
