"""Chapter "Categories"."""

from typing import Any

from pydantic import Field
from typing_extensions import TypedDict

from emulator.kernel.evidence import documented
from emulator.kernel.exchange import Call
from emulator.kernel.route import Router
from emulator.vendors.rees46.behaviour import category_tree
from emulator.vendors.rees46.behaviour.category_tree import Branch
from emulator.vendors.rees46.wire.access import WIRE, Access
from emulator.vendors.rees46.wire.answers import example, refusals
from emulator.vendors.rees46.wire.fields import ShopParams, Texts

router = Router(WIRE)


# Request categories


class TreeQuery(ShopParams):
    depth: int = Field(
        default=category_tree.DEPTH,
        ge=0,
        lt=2**63,
        description="0 is the root categories, 1 root and first level of childs, etc.",
    )
    exclude: Texts = Field(default=[], description="Categories to exclude from the response")
    only_discount: bool = Field(default=False, description="Only categories with discount products")
    locations: Texts = Field(default=[], description="Only categories with products in these locations")


class TreeCategory(TypedDict):
    id: int
    external_id: str
    name: str
    url: str
    parent_id: int | None
    parent_external_id: str | None
    children: "list[TreeCategory]"


_RINGS: TreeCategory = {
    "id": 31,
    "external_id": "483",
    "name": "Rings",
    "url": "https://demo.rees46.com/categories/rings",
    "parent_id": 19,
    "parent_external_id": "482",
    "children": [],
}
_JEWELRY: TreeCategory = {
    "id": 19,
    "external_id": "482",
    "name": "Jewelry",
    "url": "https://demo.rees46.com/categories/jewelry",
    "parent_id": None,
    "parent_external_id": None,
    "children": [_RINGS],
}


@router.get(
    "/products/categories",
    reads=TreeQuery,
    expects=("shop_secret",),
    access="secret",
    answers={200: example(list[TreeCategory], [_JEWELRY]), **refusals()},
    evidence=documented("Request categories"),
    tags=("Categories",),
)
def request_categories(call: Call[Access], query: TreeQuery) -> Any:
    """The tree of the shop's categories."""
    branches = category_tree.tree(
        call.session,
        call.account.shop,
        depth=query.depth,
        exclude=query.exclude,
        only_discount=query.only_discount,
        locations=query.locations,
    )
    return [_shown(branch) for branch in branches]


def _shown(branch: Branch) -> TreeCategory:
    category, parent = branch.category, branch.parent
    return {
        "id": category.id,
        "external_id": category.uid,
        "name": category.name,
        "url": category.url,
        "parent_id": parent.id if parent else None,
        "parent_external_id": parent.uid if parent else None,
        "children": [_shown(child) for child in branch.children],
    }
