"""What the promotions of a group save and bring."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from emulator.vendors.rees46.behaviour.promotions import Fitting, included
from emulator.vendors.rees46.behaviour.receipts import Line
from emulator.vendors.rees46.storage.catalogue import Product
from emulator.vendors.rees46.storage.loyalty_program import Program, Promotion


@dataclass(frozen=True)
class Rewards:
    """Stickers by the id of their campaign."""

    stickers: dict[int, int]
    used_stickers: dict[int, int]


def discount(lines: Sequence[Line], group: Sequence[Fitting], products: Mapping[str, Product], most: float) -> None:
    """Docs: percent or a fixed amount, within the limit of a product unless the promotion ignores it."""
    budgets = {one.benefit: one.left for one in group if one.benefit is not None and one.left is not None}
    for one in group:
        rules = one.promotion["reward_rules"]
        if one.promotion["reward_type"] != "discount":
            continue
        fixed = round(rules["amount_value"] * 100) if rules["amount_type"] == "fixed" else None
        for line in _lines(one.promotion, lines, products, "discountable"):
            wanted = int(line.total * rules["amount_value"] // 100) if fixed is None else fixed
            amount = min(wanted, line.left if rules["ignore_discount_limit"] else line.room(most))
            if one.benefit in budgets:
                amount = min(amount, budgets[one.benefit])
                budgets[one.benefit] -= amount
            if fixed is not None:
                fixed -= amount
            if amount > 0:
                line.offers[one.promotion["id"]] = amount


def payable(
    lines: Sequence[Line], group: Sequence[Fitting], products: Mapping[str, Product], program: Program
) -> list[float]:
    """Docs: promotions let bonuses pay more of a product. Answers the percentage for each line."""
    percents = {id(line): float(program.get("payable_percent", 100)) for line in lines}
    for one in group:
        if one.promotion["reward_type"] == "bonuses_usage":
            for line in _lines(one.promotion, lines, products, "bonusable"):
                more = min(one.promotion["reward_rules"]["amount_value"], 100)
                percents[id(line)] = max(percents[id(line)], more)
    return [percents[id(line)] for line in lines]


def used_stickers(group: Sequence[Fitting]) -> dict[int, int]:
    used: dict[int, int] = {}
    for one in group:
        wanted = one.promotion["conditions"]["stickers"]
        if wanted is not None:
            used[wanted["campaign"]] = used.get(wanted["campaign"], 0) + wanted["amount"]
    return used


def reward(lines: Sequence[Line], group: Sequence[Fitting], products: Mapping[str, Product]) -> Rewards:
    """Docs: bonuses and stickers. Assumed: both for what is paid in money, stickers whole ones."""
    given: dict[int, int] = {}
    to_pay = sum(line.left for line in lines)
    for one in group:
        if one.promotion["reward_type"] == "bonuses_earn":
            _earn(one.promotion, _lines(one.promotion, lines, products, "rewardable"))
        stickers = one.promotion["stickers"]
        if stickers is not None:
            per = round(stickers["per"] * 100)
            many = stickers["amount"] * (to_pay // per if per else 1)
            given[stickers["campaign"]] = given.get(stickers["campaign"], 0) + min(many, MANY)
    return Rewards({campaign: many for campaign, many in given.items() if many}, used_stickers(group))


MANY = 1000
"""Each sticker is a row: no promotion gives more than these for one order."""


def _earn(promotion: Promotion, lines: Sequence[Line]) -> None:
    rules = promotion["reward_rules"]
    for position, line in enumerate(lines):
        if rules["amount_type"] == "fixed":
            amount = int(rules["amount_value"]) if position == 0 else 0
        else:
            amount = int(line.left * rules["amount_value"] // 10_000)
        if amount:
            line.promotion_rewards[promotion["id"]] = amount


def _lines(promotion: Promotion, lines: Sequence[Line], products: Mapping[str, Product], flag: str) -> list[Line]:
    return [
        line for line in lines if flag not in line.reasons and included(promotion, line, products.get(line.product_id))
    ]
