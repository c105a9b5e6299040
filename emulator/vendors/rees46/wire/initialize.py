"""Chapter "Initialize"."""

from http.cookies import CookieError, SimpleCookie
from typing import Any, Literal
from urllib.parse import quote, unquote

from pydantic import Field
from typing_extensions import TypedDict

from emulator.kernel.evidence import documented
from emulator.kernel.exchange import Call
from emulator.kernel.http import Request
from emulator.kernel.route import Router
from emulator.vendors.rees46.behaviour import initialize
from emulator.vendors.rees46.wire.access import WIRE, Access
from emulator.vendors.rees46.wire.answers import Popup, example, refusals
from emulator.vendors.rees46.wire.fields import DID, SEANCE, Identifier, ShopParams, Text, Texts

COOKIE = "rees46_session_code"
_TWO_YEARS = 2 * 365 * 24 * 3600

router = Router(WIRE)


# Start session


class Start(ShopParams):
    """Observed: neither `v` nor the session is sent by every SDK, so neither is asked for."""

    did: Identifier | None = Field(default=None, validation_alias=DID)
    v: Text | None = Field(default=None, description="Version: 3")
    sid: Identifier | None = Field(
        default=None, validation_alias=SEANCE, description="The current session; to be made anew for each"
    )
    referrer: Text | None = None
    tz: Text | None = Field(default=None, description="Timezone offset, as the difference with GMT")
    stream: Text | None = Field(default=None, description="Data stream code, such as ios, android or web")
    segment: Text | None = Field(default=None, description="A or B: the client's side of A/B tests, if it has one")
    from_: Text | None = Field(
        default=None, validation_alias="from", description="What kind of message opened the application, of old"
    )
    code: Text | None = Field(default=None, description="The code of that message")
    ios_advertising_id: Text | None = Field(default=None, description="The IDFA, which the iOS SDK sends if it has one")
    target_screen: Texts = Field(default=[], description="The screens that the app shows; some popups are for one")


class SearchRedirects(TypedDict):
    """Where a query leads that has a page of its own."""

    redirects: dict[str, str]


class SearchSettings(TypedDict):
    enabled: bool
    landing: str
    type: Literal["full", "instant", "blank"]
    settings: SearchRedirects


class WebPushSettings(TypedDict):
    public_key: str
    safari_enabled: bool
    safari_id: str
    service_worker: str


class StartedSession(TypedDict):
    did: str
    seance: str
    sid: str
    popup: Popup | None
    currency: str
    email_collector: bool
    has_email: bool
    recommendations: bool
    lazy_load: bool
    auto_css_recommender: bool
    cms: str
    snippets: list[str]
    recone: bool
    search: SearchSettings
    web_push_settings: WebPushSettings
    segment: Literal["A", "B"]


_STARTED = {
    "did": "Ab12Cd34Ef",
    "seance": "Zz98Yy76Xx",
    "sid": "Zz98Yy76Xx",
    "popup": None,
    "currency": "$",
    **initialize.DEFAULTS,
    "segment": "B",
}


@router.get(
    "/init",
    aliases=("/init_script",),
    reads=Start,
    access="public",
    answers={200: example(StartedSession, _STARTED), **refusals()},
    evidence=documented("Start session"),
    tags=("Initialize",),
)
def start_session(call: Call[Access], start: Start) -> Any:
    """Takes the device's identifier, or makes one, and tells a client the shop's settings."""
    did = start.did or _cookie(call.request)
    answer = initialize.start_session(
        call.session, call.account.shop, did=did, sid=start.sid, segment=start.segment, screens=start.target_screen
    )
    value = f"{COOKIE}={quote(answer['did'], safe='')}; Path=/; Max-Age={_TWO_YEARS}; SameSite=Lax"
    call.headers.append((b"set-cookie", value.encode("latin-1")))
    return answer


def _cookie(request: Request) -> str | None:
    """Observed: React Native turns cookies off because they would merge test users; only a web page's cookie counts."""
    sent = request.header("cookie")
    if sent is None or not (request.header("origin") or request.header("referer")):
        return None
    try:
        morsel = SimpleCookie(sent).get(COOKIE)
        did = unquote(morsel.value, errors="strict") if morsel else ""
    except (CookieError, UnicodeDecodeError):
        return None
    return did if 0 < len(did) <= 255 and "\0" not in did else None
