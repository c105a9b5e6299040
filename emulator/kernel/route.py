"""A vendor's routes: FastAPI's for their description; `exchange` does their work."""

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from fastapi import APIRouter
from fastapi.responses import JSONResponse, Response
from fastapi.routing import APIRoute

from emulator.kernel import description
from emulator.kernel.description import Handler
from emulator.kernel.evidence import Evidence
from emulator.kernel.exchange import BODY_LIMIT, Wire
from emulator.kernel.http import Request

if TYPE_CHECKING:
    from emulator.kernel.fitting import Fitting


class Operation(APIRoute):
    """One operation of a vendor, as FastAPI describes it. `name` is the journal's: vendor, dot, the handler's name."""

    wire: Wire
    handler: Handler
    reads: Any
    evidence: Evidence
    aliases: tuple[str, ...]
    body_limit: int
    long: bool
    """Whether it may take long even where its body is small."""
    details: dict[str, Any]
    fitting: "Fitting | None" = None

    def fits(self, request: Request) -> bool:
        """Whether the request has nothing that the description does not have; no more than a suspicion where not."""
        if self.fitting is None:
            from emulator.kernel.fitting import Fitting  # prepared at the operation's first request

            self.fitting = Fitting(self)
        return self.fitting(request)


class Router(APIRouter):
    """Collects a vendor's operations in the order of its document."""

    def __init__(self, wire: Wire, *, tags: Sequence[str] = ()) -> None:
        super().__init__(redirect_slashes=False, tags=list(tags))
        self.wire = wire

    def get(self, path: str, **about: Any) -> Callable[[Handler], Handler]:  # type: ignore[override]
        return self.operation(path, ["GET"], **about)

    def post(self, path: str, **about: Any) -> Callable[[Handler], Handler]:  # type: ignore[override]
        return self.operation(path, ["POST"], **about)

    def operation(
        self,
        path: str,
        methods: list[str],
        *,
        evidence: Evidence,
        reads: Any = None,
        answers: dict[int | str, dict[str, Any]] | None = None,
        aliases: Sequence[str] = (),
        body_limit: int = BODY_LIMIT,
        long: bool = False,
        tags: Sequence[str] = (),
        openapi: Mapping[str, Any] | None = None,
        **details: Any,
    ) -> Callable[[Handler], Handler]:
        """`reads` is the pydantic model of the input, `answers` FastAPI's `responses`, `aliases` further paths.

        The alias `//host/path` is that host's, which has no others then. A success that is no JSON has `content`.
        `expects` names what the document requires and the vendor does without: `orders[].id`; `seance|sid` is either.
        `openapi` is what else belongs into the description: headers, a query beside a body."""

        def add(handler: Handler) -> Handler:
            responses = dict(answers or {})
            success = next((status for status in responses if str(status).startswith(("2", "3"))), 200)
            shown = {"content": ["application/json"], **responses.get(success, {})}
            route = Operation(
                path,
                description.stand_in(handler, path, methods, reads),
                methods=methods,
                name=f"{self.wire.vendor}.{handler.__name__}",
                operation_id=handler.__name__,
                summary=handler.__name__.replace("_", " ").capitalize(),
                tags=list(tags or self.tags),
                status_code=int(success),
                response_class=JSONResponse if "application/json" in shown["content"] else Response,
                response_description=shown.get("description", "Done"),
                responses=responses,
                openapi_extra={"x-evidence": evidence.kind, "x-source": evidence.source, **(openapi or {})},
            )
            route.wire, route.handler, route.reads, route.evidence = self.wire, handler, reads, evidence
            route.aliases, route.body_limit, route.long, route.details = tuple(aliases), body_limit, long, details
            self.routes.append(route)
            return handler

        return add

    def include(self, chapter: "Router") -> None:
        self.routes.extend(chapter.routes)
