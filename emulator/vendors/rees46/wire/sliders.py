"""Sliders and banners of the vendor's newer documentation."""

from typing import Any, Literal

from pydantic import Field
from typing_extensions import TypedDict

from emulator.kernel.evidence import observed
from emulator.kernel.exchange import Call
from emulator.kernel.route import Router
from emulator.vendors.rees46.behaviour import sliders
from emulator.vendors.rees46.wire.access import WIRE, Access
from emulator.vendors.rees46.wire.answers import example, refusals
from emulator.vendors.rees46.wire.fields import Identified, Identifier, Texts

router = Router(WIRE)


class SliderOf(Identified):
    code: Identifier = Field(description="Slider unique code")
    tags: Texts = Field(default_factory=list, description="Banner tags to filter banners", examples=["summer,shoes"])


class Banner(TypedDict):
    image_url: str
    url: str
    deeplink_ios: str
    deeplink_android: str
    content_type: str
    content: str
    html: str


class SliderProperties(TypedDict):
    code: str
    width: int
    height: int


class Banners(TypedDict):
    """The documentation's example has `banners`, its table `slides`."""

    properties: SliderProperties
    banners: list[Banner]
    slides: list[Banner]


class SliderFound(TypedDict):
    status: Literal["success"]
    payload: Banners


_BANNER = {
    "image_url": "https://northwind.example/summer.jpg",
    "url": "https://northwind.example/summer",
    "deeplink_ios": "northwind://summer",
    "deeplink_android": "northwind://summer",
    "content_type": "",
    "content": "",
    "html": "",
}
_SLIDER = {
    "status": "success",
    "payload": {
        "properties": {"code": "homepage_mobile", "width": 1000, "height": 160},
        "banners": [_BANNER],
        "slides": [_BANNER],
    },
}


@router.get(
    "/slider",
    reads=SliderOf,
    answers={200: example(SliderFound, _SLIDER), **refusals(404)},
    access="public",
    evidence=observed("the vendor's newer documentation: Get slider's banners"),
    tags=("Sliders and banners",),
)
def sliders_banners(call: Call[Access], of: SliderOf) -> Any:
    """The banners of a slider."""
    slider = sliders.slider(call.session, call.account.shop, of.code)
    banners = sliders.banners(slider, of.tags)
    properties = {"code": slider.code, "width": slider.width, "height": slider.height}
    return {"status": "success", "payload": {"properties": properties, "banners": banners, "slides": banners}}
