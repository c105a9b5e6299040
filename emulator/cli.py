"""The command `emulator`."""

import time

START = time.perf_counter()

import typer

app = typer.Typer(no_args_is_help=True, add_completion=False)


@app.command()
def serve(port: int = typer.Option(4717, envvar="EMULATOR_PORT")) -> None:
    """Serves."""
    from emulator import server
    from emulator.app import Application
    from emulator.settings import Settings

    settings = Settings(port=port)
    listener = server.bind(settings.host, settings.port)
    application = Application(settings)
    server.serve(
        application,
        listener,
        lambda: print(
            f"emulator ready on http://127.0.0.1:{port} ({len(application.worlds.vendors)} vendors, {time.perf_counter() - START:.2f} s)",
            flush=True,
        ),
    )


@app.command()
def ready() -> None:
    pass


if __name__ == "__main__":
    app()
