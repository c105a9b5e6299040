"""Chapter "URL shortener"."""

from typing import Annotated, Any, Literal
from urllib.parse import urlsplit

from pydantic import AfterValidator, BaseModel, BeforeValidator, Field
from typing_extensions import TypedDict

from emulator.kernel.evidence import assumed, documented
from emulator.kernel.exchange import Call
from emulator.kernel.http import Answer
from emulator.kernel.route import Router
from emulator.vendors.rees46.behaviour import url_shortener
from emulator.vendors.rees46.wire.access import WIRE, Access
from emulator.vendors.rees46.wire.answers import REDIRECT, example, redirect, refusal_alone, refusals, with_success
from emulator.vendors.rees46.wire.fields import Params, ShopParams, objects
from emulator.vendors.rees46.wire.params import sent

router = Router(WIRE)


def _address(value: str) -> str:
    try:
        parts = urlsplit(value)
    except ValueError:
        raise ValueError("is not an address") from None
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise ValueError("must begin with http:// or https://")
    return value


Url = Annotated[str, Field(min_length=1, max_length=8192), AfterValidator(_address)]
Domain = Annotated[str, Field(pattern=r"^[A-Za-z0-9.-]{1,253}$"), AfterValidator(str.lower)]


# Create short URL


class Link(BaseModel):
    url: Url = Field(description="Source URL to be shortened")
    lifetime: int = Field(
        default=url_shortener.LIFETIME,
        description="Number of days the shortened link is to be alive",
        json_schema_extra={"minimum": 1, "maximum": url_shortener.LONGEST},
    )
    code: Annotated[str, Field(pattern=r"^[A-Za-z0-9_-]{1,64}$")] | None = Field(
        default=None, description="To create a link with this code; it overrides a previous one with the same code"
    )
    domain: Domain | None = Field(default=None, description="Custom domain name, whitelisted before usage")


def _link(value: Any) -> Any:
    return sent(value) if isinstance(value, dict) else value


class LinksToShorten(ShopParams):
    links: Annotated[list[Annotated[Link, BeforeValidator(_link)]], BeforeValidator(objects)] = Field(
        min_length=1, description="List of URLs to shorten"
    )


class ShortUrl(TypedDict):
    source: str
    url: str


_CREATED = [
    {"source": "https://example.com/page/1", "url": "https://r46.dev/x27FyAlR"},
    {"source": "https://example.com/page/2", "url": "https://r46.dev/a"},
]


@router.post(
    "/url/create",
    reads=LinksToShorten,
    answers={200: example(list[ShortUrl], _CREATED), **with_success(refusals(422))},
    access="secret",
    evidence=documented("URL shortener: Create short URL"),
    tags=("URL shortener",),
)
def create_short_url(call: Call[Access], request: LinksToShorten) -> list[ShortUrl]:
    """Shortens 1 to N URLs; the answer is in their order."""
    wishes = [url_shortener.Wish(**link.model_dump()) for link in request.links]
    codes = url_shortener.create(call.session, call.account.shop, wishes)
    return [
        {"source": wish.url, "url": f"https://{wish.domain or url_shortener.DOMAIN}/{code}"}
        for wish, code in zip(wishes, codes, strict=True)
    ]


# Where short links lead


class ShortLinkOf(Params):
    domain: Domain | None = Field(default=None, description="The custom domain of the link")


_SERVED: dict[str, Any] = {"reads": ShortLinkOf, "access": "anyone", "tags": ("URL shortener",)}
_PICTURED = assumed('the document says "generate QR codes for an URL" and names no call for it')


def _qr_code(call: Call[Any], kind: Literal["svg", "png"], content_type: bytes, of: ShortLinkOf) -> Answer:
    code = call.request.path_params["code"]
    return Answer(200, url_shortener.qr_code(call.session, code, kind, domain=of.domain), content_type)


def _picture(content_type: str, shown: str) -> dict[str, Any]:
    content = {content_type: {"schema": {"type": "string", "format": "binary"}, "example": shown}}
    return {"description": "The QR code of the short URL", "content": content}


@router.get(
    "/s/{code}.svg",
    aliases=(f"//{url_shortener.DOMAIN}/{{code}}.svg",),
    answers={200: _picture("image/svg+xml", "<svg …>"), **refusal_alone(400, 404)},
    evidence=_PICTURED,
    **_SERVED,
)
def qr_code_as_svg(call: Call[Any], of: ShortLinkOf) -> Answer:
    """The QR code of a short URL, to print."""
    return _qr_code(call, "svg", b"image/svg+xml", of)


@router.get(
    "/s/{code}.png",
    aliases=(f"//{url_shortener.DOMAIN}/{{code}}.png",),
    answers={200: _picture("image/png", "\x89PNG…"), **refusal_alone(400, 404)},
    evidence=_PICTURED,
    **_SERVED,
)
def qr_code_as_png(call: Call[Any], of: ShortLinkOf) -> Answer:
    """The QR code of a short URL, to show."""
    return _qr_code(call, "png", b"image/png", of)


@router.get(
    "/s/{code}",
    aliases=(f"//{url_shortener.DOMAIN}/{{code}}",),
    answers={302: REDIRECT, **refusal_alone(400, 404)},
    evidence=documented("URL shortener: Create short URL"),
    **_SERVED,
)
def follow_short_url(call: Call[Any], of: ShortLinkOf) -> Answer:
    """Leads to the source URL, until the link's lifetime is over. At the host r46.dev the path is the code alone."""
    return redirect(url_shortener.follow(call.session, call.request.path_params["code"], domain=of.domain))
