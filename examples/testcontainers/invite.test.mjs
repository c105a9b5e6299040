// The emulator in a container of the test's own, on a port that Docker picks.
//
// Needs Docker, the image, built from the emulator's Dockerfile (docker build -t api-emulator .), and the library:
// npm install --save-dev testcontainers@12 with Node 22.22 or newer, testcontainers@11 with Node 20.18 or newer.
// Run it with: node --test

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { GenericContainer, Wait } from "testcontainers";

let container, emulator;

before(async () => {
  container = await new GenericContainer(process.env.EMULATOR_IMAGE || "api-emulator")
    .withExposedPorts(4717)
    .withWaitStrategy(Wait.forHttp("/_emulator/ready", 4717).forStatusCode(200))
    .start();
  emulator = `http://${container.getHost()}:${container.getMappedPort(4717)}`;
});

after(() => container?.stop());

test("Jane is invited a week after her purchase", async () => {
  await call("PUT", "/_emulator/clock", { now: "2100-01-04T12:00:00Z", frozen: true });
  const jane = { email: "jane@example.org", firstName: "Jane" };

  // `${emulator}/reco` is what your code is told in place of the real address. Nobody else uses this server, so the
  // demo credentials will do.
  const answer = await call(
    "POST",
    "/reco/invite/mail/venue/123",
    { invites: [jane], scheduled: { sendDateFrom: "2100-01-11" } },
    { "X-Reco-ApiKey": "3x3mp3l" },
  );
  assert.deepEqual(answer, { errors: [], success: [jane] });
  assert.equal((await call("GET", `/_emulator/outbox?to=${jane.email}`)).total, 0);

  await call("POST", "/_emulator/clock/advance", { days: 8 });

  const outbox = await call("GET", `/_emulator/outbox?to=${jane.email}`);
  assert.equal(outbox.total, 1);
  assert.equal(outbox.items[0].at.slice(0, 10), "2100-01-11");
});

async function call(method, path, json, headers = {}) {
  const answer = await fetch(emulator + path, {
    method,
    headers: { "Content-Type": "application/json", ...headers },
    body: JSON.stringify(json),
  });
  assert.ok(answer.ok, `${method} ${path} was answered ${answer.status}`);
  return answer.json();
}
