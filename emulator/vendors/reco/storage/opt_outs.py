"""Who does not want to be asked any more: by any venue, in production or in the sandbox."""

from datetime import datetime

from sqlalchemy import bindparam, delete
from sqlmodel import Field, col, select

from emulator.kernel.database import Instant, Session, Table, command, insert_unless_there, prepare


class OptOut(Table, table=True):
    __tablename__ = "reco_opt_outs"

    sandbox: bool = Field(primary_key=True)
    address: str = Field(primary_key=True)
    at: datetime = Field(sa_type=Instant)


_INSERT = insert_unless_there(OptOut, "sandbox", "address")
_ONE = prepare(
    select(OptOut.address).where(
        col(OptOut.sandbox) == bindparam("sandbox"), col(OptOut.address) == bindparam("address")
    )
)
_ALL = prepare(select(OptOut).order_by(col(OptOut.at).desc(), col(OptOut.address)))
_DELETE = command(
    delete(OptOut).where(col(OptOut.sandbox) == bindparam("sandbox"), col(OptOut.address) == bindparam("address"))
)


def has_opted_out(session: Session, address: str, *, sandbox: bool) -> bool:
    return session.first(_ONE, sandbox=sandbox, address=address) is not None


def add(session: Session, address: str, *, sandbox: bool, at: datetime | None = None) -> None:
    session.first(_INSERT, sandbox=sandbox, address=address, at=at or session.now)


def remove(session: Session, address: str, *, sandbox: bool) -> bool:
    """Whether there was one."""
    return session.run(_DELETE, sandbox=sandbox, address=address) > 0


def latest_first(session: Session) -> list[OptOut]:
    return session.all(_ALL)
