"""A command that has commands, one of which is meant where none is named: `outbox` is `outbox list`."""

from typing import Any

import typer.core


class Lists(typer.core.TyperGroup):
    """Alone it lists."""

    alone = "list"

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        named = args and (not args[0].startswith("-") or args[0] in self.get_help_option_names(ctx))
        # A shell that completes the first word asks for the names of commands.
        left_out = not named and not (ctx.resilient_parsing and not args)
        return super().parse_args(ctx, [self.alone, *args] if left_out else args)

    def shell_complete(self, ctx: Any, incomplete: str) -> list[Any]:
        if not incomplete.startswith("-"):
            return super().shell_complete(ctx, incomplete)
        command = self.commands[self.alone]
        with command.make_context(self.alone, [], parent=ctx, resilient_parsing=True) as inside:
            return command.shell_complete(inside, incomplete)


class Shows(Lists):
    """Alone it shows."""

    alone = "show"
