"""`emulator ready`: the container's health check."""

import http.client

import typer

from emulator.commands.server import Host, Port, settings_from, stop

app = typer.Typer(add_completion=False)


@app.command()
def ready(
    host: Host = None,
    port: Port = None,
) -> None:
    """Exit with 0 when the server answers, else with 1: the container's health check."""
    settings = settings_from(host=host, port=port)
    at = settings.reached_at()
    connection = http.client.HTTPConnection(at, settings.port, timeout=10)
    try:
        connection.request("GET", "/_emulator/ready")
        status = connection.getresponse().status
    except http.client.HTTPException:
        stop(f"what answers on {at}:{settings.port} is not the emulator")
    except OSError as error:
        stop(f"nothing answers on {at}:{settings.port}: {error.strerror or error}")
    finally:
        connection.close()
    if status != 200:
        stop(f"the server on {at}:{settings.port} is not ready: it answers {status}")
    typer.echo("ready")
