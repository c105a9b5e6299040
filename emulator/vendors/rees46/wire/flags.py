"""The subscription flags: one for each channel and kind of campaign, in the words of the document."""

from pydantic import BaseModel, Field

from emulator.vendors.rees46.storage.subscriptions import FLAGS


class Flags(BaseModel):
    """A flag that is not sent stays as it is."""

    email_bulk: bool | None = Field(default=None, description="Email bulk campaigns")
    email_chain: bool | None = Field(default=None, description="Email drip/trigger campaigns")
    email_transactional: bool | None = Field(default=None, description="Email transactional campaigns")
    sms_bulk: bool | None = Field(default=None, description="SMS bulk campaigns")
    sms_chain: bool | None = Field(default=None, description="SMS drip/trigger campaigns")
    sms_transactional: bool | None = Field(default=None, description="SMS transactional campaigns")
    web_push_bulk: bool | None = None
    web_push_chain: bool | None = None
    web_push_transactional: bool | None = None
    mobile_push_bulk: bool | None = None
    mobile_push_chain: bool | None = None
    mobile_push_transactional: bool | None = None
    telegram_bulk: bool | None = None
    telegram_chain: bool | None = None
    telegram_transactional: bool | None = None
    whatsapp_bulk: bool | None = None
    whatsapp_chain: bool | None = None
    whatsapp_transactional: bool | None = None
    max_bulk: bool | None = None
    max_chain: bool | None = None
    max_transactional: bool | None = None
    wallet_bulk: bool | None = None

    def flags(self) -> dict[str, bool]:
        """Those that were sent."""
        return {flag: on for flag in FLAGS if (on := getattr(self, flag)) is not None}
