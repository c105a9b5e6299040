"""What the kernel knows of the vendor of paper."""

from datetime import timedelta
from random import Random
from typing import Any

from pydantic import BaseModel, ConfigDict

from emulator.kernel import outbox, schedule
from emulator.kernel.database import Session
from emulator.kernel.vendor import Account, Vendor


class Form(BaseModel):
    model_config = ConfigDict(extra="forbid")


class Article(Form):
    title: str
    pages: int = 1


class Document(Form):
    articles: list[Article] = []
    motto: str = ""


def load(session: Session, document: Document) -> None:
    if document.motto == "twice":
        raise ValueError("the motto 'twice' is taken")
    for article in document.articles:
        outbox.send(session, vendor="paper", channel="email", to="readers", text=article.title)


def dump(session: Session) -> dict[str, Any]:
    return {}


def accounts(session: Session) -> list[Account]:
    return []


def open_account(session: Session, form: Form) -> Account:
    return {}


def fresh(random: Random, account: Account) -> Account:
    return account


def replace_account(session: Session, before: Account, after: Account) -> None:
    return None


def say(session: Session, details: dict[str, Any]) -> str:
    outbox.send(session, vendor="paper", channel="sms", to="readers", text=details["text"])
    return f"said {details['text']}"


def keep_silent(session: Session, details: dict[str, Any]) -> None:
    return None


def say_and_say_again(session: Session, details: dict[str, Any]) -> str:
    schedule.later(session, session.now + timedelta(hours=1), vendor="paper", task="say", text="again")
    return say(session, details)


def say_and_break(session: Session, details: dict[str, Any]) -> str:
    say(session, details)
    raise RuntimeError("out of paper")


VENDOR = Vendor(
    name="paper",
    title="Paper",
    tables=(),
    document=Document,
    load=load,
    dump=dump,
    account=Form,
    account_examples=({}, {}),
    opened=Form,
    accounts=accounts,
    open_account=open_account,
    identifying=(),
    fresh=fresh,
    replace_account=replace_account,
    tasks={
        "say": say,
        "keep_silent": keep_silent,
        "say_and_say_again": say_and_say_again,
        "say_and_break": say_and_break,
    },
    secrets=frozenset({"password"}),
    wire="",
    controls=None,
)
