import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import next from "next";
import { apiReads } from "@/app/api/route-table";
import { awsEventsPath, handleAwsEvents } from "@/lib/aws/events/handle-events";
import { startEventServices } from "@/lib/aws/events/services";
import { closePool } from "@/lib/db";
import { bomPath, handleBomUpload } from "@/lib/dependency-track/upload/handle-bom-upload";
import { env } from "@/lib/env";
import { routeFinder, serveRoute, stampAddress } from "@/lib/http";
import { answerUnrouted, unroutedOf } from "@/lib/http/unrouted";
import { IngestLane } from "@/lib/inventory/lane/ingest-lane";
import { handleUpload, uploadPath } from "@/lib/inventory/upload/handle-upload";
import { logger, observePage } from "@/lib/observability";

// The web process: Next for pages and writes. Uploads, which are measured in megabytes, events, which come in bursts, and reads
// of the API, which are measured in milliseconds, are answered before it.

const { PORT, HOST, NODE_ENV } = env();
const app = next({ dev: NODE_ENV === "development", hostname: HOST, port: PORT });
const pages = app.getRequestHandler();
type Call = [request: IncomingMessage, response: ServerResponse];
const lane = new IngestLane();
const events = startEventServices();
const takers = [
  { path: uploadPath, methods: ["POST"], handle: (...call: Call) => handleUpload(...call, { lane }) },
  { path: bomPath, methods: ["POST", "PUT"], handle: (...call: Call) => handleBomUpload(...call, { lane }) },
  { path: awsEventsPath, methods: ["POST"], handle: (...call: Call) => handleAwsEvents(...call, events) },
];
// While developing the framework answers everything, because it compiles what was changed.
const findRead = routeFinder(NODE_ENV === "development" ? {} : apiReads);

const server = createServer((request, response) => {
  stampAddress(request);
  const taker = takers.find(({ path, methods }) => methods.includes(request.method ?? "") && isAt(path, request.url));
  if (taker) {
    void taker.handle(request, response);
    return;
  }
  const read = findRead(request.method, request.url);
  if (read) {
    void serveRoute(request, response, read);
    return;
  }
  const unrouted = unroutedOf(request.method ?? "GET", request.url ?? "/");
  if (unrouted) {
    void answerUnrouted(request, response, unrouted);
    return;
  }
  observePage(request, response);
  pages(request, response).catch((error: unknown) => {
    logger().error({ err: error }, "request failed outside of a route");
    if (!response.headersSent) response.writeHead(500);
    response.end();
  });
});
// Longer than a load balancer's idle time, so that it never reuses a connection that is just being closed.
server.keepAliveTimeout = 75_000;
server.requestTimeout = 300_000;

function isAt(path: string, url: string | undefined): boolean {
  return url === path || url?.startsWith(`${path}?`) === true;
}

const stopMs = 10_000;
let stopping = false;

/** Finishes the requests in hand, then the ingest thread and the pool; ends the process in any case after 10 s. */
async function stop(): Promise<void> {
  if (stopping) return;
  stopping = true;
  setTimeout(() => process.exit(0), stopMs).unref();
  const closed = new Promise((resolve) => server.close(resolve));
  server.closeIdleConnections();
  await closed;
  await lane.close();
  await events.lane.close();
  await app.close();
  await closePool();
  process.exit(0);
}

process.on("SIGTERM", () => void stop());
process.on("SIGINT", () => void stop());
// The supervisor holds the other end of the channel: when it is gone, so are we.
process.on("disconnect", () => void stop());

server.on("error", (error: NodeJS.ErrnoException) => {
  const reason = error.code === "EADDRINUSE" ? `Port ${PORT} is in use. Set PORT to a free one.` : error.message;
  process.stderr.write(`${reason}\n`);
  process.exit(1);
});

await app.prepare();
server.listen(PORT, HOST, () => {
  process.send?.({ kind: "listening", port: (server.address() as { port: number }).port });
});
