// A shop asks Reco to invite a customer a week after her purchase: does the e-mail go out, and not before?
//
// Needs Node 18. EMULATOR_URL says where the emulator is: emulator exec -- node invite.mjs

import { isDeepStrictEqual } from "node:util";

const emulator = process.env.EMULATOR_URL || "http://127.0.0.1:4717";
const jane = { email: "jane@example.org", firstName: "Jane" };

async function main() {
  // A world of our own, which nobody else sees; it is Monday noon, and stays so until we say otherwise.
  const world = await call("POST", `${emulator}/_emulator/worlds`, { now: "2030-01-07T12:00:00Z", frozen: true });
  try {
    await invite(world, `${emulator}/~${world.name}/_emulator`);
  } finally {
    await call("DELETE", `${emulator}/_emulator/worlds/${world.name}`);
  }
}

async function invite(world, control) {
  const reco = world.base_urls.reco; // what your code is told in place of the real address
  const account = world.credentials.reco[0];
  const mails = `${control}/outbox?to=${encodeURIComponent(jane.email)}`;

  const answer = await call(
    "POST",
    `${reco}/invite/mail/venue/${account.venue}`,
    { invites: [jane], scheduled: { sendDateFrom: "2030-01-14" } },
    { "X-Reco-ApiKey": account.api_key },
  );
  expect("Reco's answer", { errors: [], success: [jane] }, answer);
  expect("the number of e-mails to Jane before the day", 0, (await call("GET", mails)).total);

  await call("POST", `${control}/clock/advance`, { days: 8 });

  const outbox = await call("GET", mails);
  expect("the number of e-mails to Jane after the day", 1, outbox.total);
  const [message] = outbox.items;
  expect("the day of the e-mail", "2030-01-14", message.at.slice(0, 10));
  console.log(`Reco invited Jane on ${message.at} to write at ${message.links.review}`);
}

async function call(method, url, json, headers = {}) {
  const request = {
    method,
    headers: { "Content-Type": "application/json", ...headers },
    body: JSON.stringify(json),
  };
  const answer = await fetch(url, request).catch((error) => {
    throw new Error(`${method} ${url} cannot be reached: ${error.cause?.message || error.message}`);
  });
  const text = await answer.text();
  if (!answer.ok) throw new Error(`${method} ${url} was answered ${answer.status}: ${text}`);
  return text ? JSON.parse(text) : undefined;
}

function expect(what, wanted, got) {
  if (isDeepStrictEqual(got, wanted)) return;
  throw new Error(`${what}: expected ${JSON.stringify(wanted)}, got ${JSON.stringify(got)}`);
}

try {
  await main();
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
}
