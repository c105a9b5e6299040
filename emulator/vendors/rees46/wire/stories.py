"""Stories: a block of them for a widget, and what was viewed and clicked."""

from typing import Any, Literal

from pydantic import Field
from typing_extensions import TypedDict

from emulator.kernel.evidence import observed
from emulator.kernel.exchange import Call
from emulator.kernel.route import Router
from emulator.vendors.rees46.behaviour import stories
from emulator.vendors.rees46.wire.access import WIRE, Access
from emulator.vendors.rees46.wire.answers import HAPPENED, Happened, example, refusals
from emulator.vendors.rees46.wire.fields import DID, Identifier, ShopParams
from emulator.vendors.rees46.wire.popups import happened

router = Router(WIRE)

_SDKS = observed("iOS, Android and React Native SDK: stories")


class StoriesOf(ShopParams):
    did: Identifier | None = Field(default=None, validation_alias=DID, description="Device ID")


class StoryElement(TypedDict, total=False):
    """What else there is depends on the type: text_block, header, button, products, product."""

    type: str
    title: str
    link: str


class Slide(TypedDict):
    id: int
    duration: int
    background: str
    background_color: str
    preview: str
    type: Literal["image", "video"]
    elements: list[StoryElement]


class Story(TypedDict):
    id: int
    name: str
    avatar: str
    viewed: bool
    start_position: int
    pinned: bool
    slides: list[Slide]


class StoriesSettings(TypedDict):
    color: str
    font_size: int
    avatar_size: int
    close_color: str
    border_viewed: str
    border_not_viewed: str
    background_pin: str
    background_progress: str
    pin_symbol: str


class StoriesBlock(TypedDict):
    id: int
    settings: StoriesSettings
    stories: list[Story]


_STORY = {
    "id": 1,
    "name": "New in",
    "avatar": "https://northwind.example/new.jpg",
    "viewed": False,
    "start_position": 0,
    "pinned": False,
    "slides": [
        {
            "id": 11,
            "duration": 10,
            "background": "https://northwind.example/tent.jpg",
            "background_color": "#000000",
            "preview": "",
            "type": "image",
            "elements": [{"type": "button", "title": "See the tent", "link": "https://northwind.example/p/187"}],
        }
    ],
}


@router.get(
    "/stories/{code}",
    reads=StoriesOf,
    answers={200: example(StoriesBlock, {"id": 1, "settings": stories.SETTINGS, "stories": [_STORY]}), **refusals()},
    access="public",
    evidence=_SDKS,
    tags=("Stories",),
)
def stories_block(call: Call[Access], of: StoriesOf) -> Any:
    """The stories of a block, each with whether the device has seen it; none where nobody knows the code."""
    return stories.block(call.session, call.account.shop, call.request.path_params["code"], of.did)


class StoryTracked(ShopParams):
    event: Literal["view", "click"]
    story_id: Identifier
    slide_id: Identifier
    code: Identifier | None = Field(default=None, description="The block's code")
    did: Identifier | None = Field(default=None, validation_alias=DID, description="Device ID")


@router.post(
    "/track/stories",
    reads=StoryTracked,
    answers={**HAPPENED, **refusals()},
    access="public",
    evidence=_SDKS,
    tags=("Stories",),
)
def track_stories(call: Call[Access], tracked: StoryTracked) -> Happened:
    """A slide was viewed or clicked on a device."""
    stories.track(
        call.session,
        call.account.shop,
        tracked.event,
        did=tracked.did,
        code=tracked.code,
        story=tracked.story_id,
        slide=tracked.slide_id,
    )
    return happened(call, "track/stories", tracked.did)
