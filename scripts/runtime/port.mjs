import { createServer } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { Refusal } from "./refusal.mjs";

/** A TCP port of the loopback interface that nothing listens on; `preferred` when that is free. */
export async function freePort(preferred = 0) {
  const port = await tryListen(preferred, "127.0.0.1");
  return typeof port === "number" ? port : await freePort(0);
}

/**
 * Refuses with one sentence when the web port cannot be had.
 * @param patienceMs how long an instance that is just ending may take to let it go
 */
export async function requirePort(port, host, patienceMs) {
  for (const started = Date.now(); ; await sleep(100)) {
    const result = await tryListen(port, host);
    if (typeof result === "number") return;
    if (result.code === "EADDRINUSE" && Date.now() - started < patienceMs) continue;
    throw new Refusal(portProblem(result.code, port, host));
  }
}

function portProblem(code, port, host) {
  if (code === "EADDRINUSE") return `Port ${port} on ${host} is in use by another program: set PORT to a free one, such as PORT=${port + 1} npm start.`;
  if (code === "EACCES") return `Port ${port} may not be opened by this user: set PORT to a number from 1024 on.`;
  return `WHEREIN_HOST is "${host}", which is not an address of this machine (${code}).`;
}

/** The port that was bound for a moment, or the error. */
function tryListen(port, host) {
  return new Promise((resolve) => {
    const server = createServer();
    server.once("error", resolve);
    server.listen({ port, host, exclusive: true }, () => {
      const bound = server.address().port;
      server.close(() => resolve(bound));
    });
  });
}
