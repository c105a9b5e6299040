"""The examples that need Docker, as far as they can be checked without it."""

import json
import re
import shlex
import subprocess
import sys
from pathlib import Path
from typing import Any

import httpx
import pytest
import yaml

from emulator import Emulator
from emulator.settings import Settings
from tests.conftest import PATIENCE
from tests.languages.conftest import EXAMPLES, ROOT, TESTCONTAINERS, demand

pytestmark = pytest.mark.once
DOCKERFILE = (ROOT / "Dockerfile").read_text()
LIBRARY = """
import { writeFileSync } from "node:fs";

export const Wait = { forHttp: (path, port) => ({ forStatusCode: (status) => ({ path, port, status }) }) };

export class GenericContainer {
  constructor(image) {
    this.asked = { image };
  }
  withExposedPorts(...ports) {
    this.asked.ports = ports;
    return this;
  }
  withWaitStrategy(wait) {
    this.asked.wait = wait;
    return this;
  }
  async start() {
    writeFileSync("asked.json", JSON.stringify(this.asked));
    const { hostname, port } = new URL(process.env.EMULATOR_URL);
    const stop = async () => writeFileSync("stopped", "");
    return { getHost: () => hostname, getMappedPort: () => Number(port), stop };
  }
}
"""
"""In place of the library: the container is a server that runs already."""


def exposed() -> int:
    found = re.search(r"^EXPOSE (\d+)$", DOCKERFILE, re.MULTILINE)
    assert found
    return int(found[1])


def image() -> str:
    """What the compose file calls the image."""
    compose: dict[str, Any] = yaml.safe_load((ROOT / "docker-compose.yml").read_text())
    return str(compose["services"]["emulator"]["image"])


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A folder of Node's, with the library installed."""
    demand(TESTCONTAINERS)
    library = tmp_path / "node_modules" / "testcontainers"
    library.mkdir(parents=True)
    (library / "package.json").write_text('{"name": "testcontainers", "type": "module", "main": "index.js"}')
    (library / "index.js").write_text(LIBRARY)
    return tmp_path


def example(file: str) -> dict[str, Any]:
    return dict(yaml.safe_load((EXAMPLES / file).read_text()))


@pytest.fixture
def job() -> dict[str, Any]:
    workflow = example("github-actions/tests.yml")
    # YAML 1.1 reads the key `on` as true.
    assert list(workflow) == ["name", True, "jobs"]
    [job] = workflow["jobs"].values()
    assert set(job) == {"runs-on", "services", "env", "steps"}
    return dict(job)


@pytest.mark.parametrize(
    ("file", "schema"),
    [
        (EXAMPLES / "github-actions" / "tests.yml", "github-workflows"),
        (EXAMPLES / "gitlab-ci" / "gitlab-ci.yml", "gitlab-ci"),
        (EXAMPLES / "docker-compose" / "compose.yaml", "compose-spec"),
        (ROOT / "docker-compose.yml", "compose-spec"),
        (ROOT / "docker-compose.hosts.yml", "compose-spec"),
    ],
    ids=lambda one: one.name if isinstance(one, Path) else one,
)
def test_a_file_for_ci_or_compose_is_one_by_its_vendors_schema(file: Path, schema: str) -> None:
    # The schemas are those that the package brings along: nothing is fetched.
    command = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", f"vendor.{schema}", str(file)]

    checked = subprocess.run(command, capture_output=True, text=True, timeout=PATIENCE, check=False)

    assert checked.returncode == 0, checked.stdout + checked.stderr


def settings_of(variables: dict[str, Any], monkeypatch: pytest.MonkeyPatch) -> Settings:
    for name, value in variables.items():
        monkeypatch.setenv(name, str(value))
    return Settings()


def test_the_testcontainers_example_names_the_library_for_the_node_that_is_here() -> None:
    """By the library's `engines`, and those of its undici: npm installs another without a word, which then fails."""
    demand(TESTCONTAINERS)
    here = subprocess.run(["node", "--version"], capture_output=True, text=True, timeout=PATIENCE, check=True).stdout
    node = tuple(map(int, here.strip().removeprefix("v").split(".")[:2]))
    text = (EXAMPLES / TESTCONTAINERS.file).read_text()

    named = re.findall(r"testcontainers@(\d+) with Node (\d+)\.(\d+) or newer", text)

    assert named == [("12", "22", "22"), ("11", "20", "18")]
    assert any((int(major), int(minor)) <= node for _, major, minor in named)


@pytest.mark.slow
def test_the_testcontainers_example_runs_where_its_container_is_a_server(project: Path) -> None:
    with Emulator() as emulator:
        status, printed = TESTCONTAINERS.run(TESTCONTAINERS.copy(project), emulator.url)
        asked = json.loads((project / "asked.json").read_text())
        ready = httpx.get(emulator.url + asked["wait"]["path"])

    assert status == 0, printed
    assert (project / "stopped").exists()
    assert asked == {
        "image": image(),
        "ports": [exposed()],
        "wait": {"path": "/_emulator/ready", "port": exposed(), "status": ready.status_code},
    }


@pytest.mark.slow
def test_the_testcontainers_example_fails_where_the_customer_was_not_invited(project: Path) -> None:
    with Emulator() as emulator:
        status, printed = TESTCONTAINERS.run(TESTCONTAINERS.copy(project, days=2), emulator.url)

    assert status == 1
    assert "0 !== 1" in printed


def test_the_workflow_has_the_image_as_a_service_at_the_address_that_the_tests_are_told(job: dict[str, Any]) -> None:
    [(name, service)] = job["services"].items()

    assert name == "emulator"
    assert service["image"] == f"registry.example.org/{image()}:latest"
    assert service["ports"] == [f"{exposed()}:{exposed()}"]
    assert job["env"] == {"EMULATOR_URL": f"http://127.0.0.1:{exposed()}"}


def test_the_workflow_waits_until_the_image_is_healthy_by_its_own_measure(job: dict[str, Any]) -> None:
    words = shlex.split(job["services"]["emulator"]["options"])
    options = dict(zip(words[::2], words[1::2], strict=True))
    found = re.search(r"^HEALTHCHECK .* CMD (\[.*\])$", DOCKERFILE, re.MULTILINE)

    assert found
    assert shlex.split(options.pop("--health-cmd")) == json.loads(found[1])
    assert set(options) == {"--health-interval", "--health-timeout", "--health-retries"}
    assert all(re.fullmatch(r"\d+s", options[f"--health-{name}"]) for name in ("interval", "timeout"))
    assert int(options["--health-retries"]) > 0


def test_each_step_of_the_workflow_uses_an_action_or_runs_a_command(job: dict[str, Any]) -> None:
    assert job["runs-on"] == "ubuntu-latest"
    assert [set(step) for step in job["steps"]] == [{"uses"}, {"run"}, {"run"}]


def test_the_pipeline_has_the_image_as_a_service_by_the_name_that_the_tests_are_told(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    job = example("gitlab-ci/gitlab-ci.yml")["tests"]
    [service] = job["services"]
    settings = settings_of(service["variables"], monkeypatch)
    address = f"http://{service['alias']}:{exposed()}"

    assert service["name"] == f"registry.example.org/{image()}:latest"
    assert settings.allowed_hosts == [service["alias"]]
    assert settings.public_url == job["variables"]["EMULATOR_URL"] == address


def test_the_compose_file_waits_for_the_image_and_calls_it_by_its_service(monkeypatch: pytest.MonkeyPatch) -> None:
    services = example("docker-compose/compose.yaml")["services"]
    settings = settings_of(services["emulator"]["environment"], monkeypatch)

    assert services["emulator"]["image"] == image()
    assert services["tests"]["depends_on"] == {"emulator": {"condition": "service_healthy"}}
    assert settings.allowed_hosts == ["emulator"]
    assert settings.public_url == services["tests"]["environment"]["EMULATOR_URL"] == f"http://emulator:{exposed()}"
