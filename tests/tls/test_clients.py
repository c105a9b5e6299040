"""Clients of other languages, told to trust the authority as docs/unchanged-clients.md says; run where they are."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from emulator import Emulator
from tests.conftest import PATIENCE
from tests.tls.test_documents import PAGE

pytestmark = [pytest.mark.slow, pytest.mark.once]
NODE = """
const options = {
  host: "127.0.0.1", port: +process.argv[1], servername: "api.rees46.ru",
  path: "/init?shop_id=DvLWN2ZTMZ", headers: {host: "api.rees46.ru"},
};
require("node:https").get(options, answer => { console.log(answer.statusCode); answer.resume(); });
"""
JAVA = """
import java.net.URI;
import java.net.http.*;

class Ask {
    public static void main(String[] arguments) throws Exception {
        var request = HttpRequest.newBuilder(URI.create("https://api.rees46.ru/init?shop_id=DvLWN2ZTMZ")).build();
        var answer = HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
        System.out.println(answer.statusCode());
    }
}
"""


def run(*command: str, cwd: Path, **environment: str) -> str:
    ran = subprocess.run(
        command, capture_output=True, text=True, timeout=PATIENCE, check=True, cwd=cwd, env=os.environ | environment
    )
    return ran.stdout


@pytest.mark.skipif(shutil.which("node") is None, reason="there is no Node")
def test_node_calls_a_vendors_host(emulator_with_tls: Emulator, tmp_path: Path) -> None:
    port = str(emulator_with_tls.secure_url).rpartition(":")[2]

    printed = run("node", "-e", NODE, port, cwd=tmp_path, NODE_EXTRA_CA_CERTS=str(emulator_with_tls.authority))

    assert printed == "200\n"


@pytest.mark.skipif(shutil.which("javac") is None, reason="there is no JDK")
def test_java_calls_a_vendors_host_through_the_proxy(emulator_with_tls: Emulator, tmp_path: Path) -> None:
    shutil.copy(str(emulator_with_tls.authority), tmp_path / "ca.pem")
    (tmp_path / "Ask.java").write_text(JAVA)
    row = next(line for line in PAGE.read_text().splitlines() if line.startswith("| Java |"))
    keytool, store, password, *proxy = row.split("`")[1::2]
    addresses = dict(zip(proxy, ("127.0.0.1", emulator_with_tls.url.rpartition(":")[2]), strict=True))

    run(*keytool.split(), cwd=tmp_path)
    flags = [*f"{store} {password}".split(), *(f"{name}={value}" for name, value in addresses.items())]
    printed = run("java", *flags, "Ask.java", cwd=tmp_path)

    assert printed == "200\n"
