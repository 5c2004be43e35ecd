import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { apiReads } from "@/app/api/route-table";
import { PATCH as patchProject } from "@/app/api/v1/project/[uuid]/route";
import { awsEventsPath, handleAwsEvents } from "@/lib/aws/events/handle-events";
import { startEventServices } from "@/lib/aws/events/services";
import { bomPath, handleBomUpload } from "@/lib/dependency-track/upload/handle-bom-upload";
import { routeFinder, serveRoute, stampAddress } from "@/lib/http";
import { answerUnrouted, unroutedOf } from "@/lib/http/unrouted";
import { startDocumentQueue } from "@/lib/inventory/documents/run-document-task";
import { IngestLane } from "@/lib/inventory/lane/ingest-lane";
import { handleUpload, uploadPath } from "@/lib/inventory/upload/handle-upload";
import { bundleThread } from "./bundle-thread";

/** The API on a real port, without the framework: uploads with their real ingest thread, and every read. */
export type ApiServer = { port: number; url: string; close: () => Promise<void> };

const findRead = routeFinder(apiReads);
// The framework answers this one; it takes no notice of the body.
const findPatch = routeFinder({ "/api/v1/project/{uuid}": { GET: patchProject } });

/** Starts it against the database of DATABASE_URL. `before` may answer a request itself, and says whether it did. */
export async function startApiServer(before: (request: IncomingMessage, response: ServerResponse) => boolean = () => false): Promise<ApiServer> {
  const lane = new IngestLane(await bundleThread("lib/inventory/lane/ingest-thread.ts"));
  const events = startEventServices();
  const documents = startDocumentQueue(await bundleThread("lib/inventory/documents/document-thread.ts"));
  const server: Server = createServer((request, response) => {
    stampAddress(request);
    if (before(request, response)) return;
    const { method = "GET", url = "/" } = request;
    const path = url.split("?", 1)[0] ?? "";
    if (path === uploadPath && method === "POST") return void handleUpload(request, response, { lane });
    if (path === awsEventsPath && method === "POST") return void handleAwsEvents(request, response, events);
    if (path === bomPath && (method === "POST" || method === "PUT")) return void handleBomUpload(request, response, { lane });
    const route = method === "PATCH" ? findPatch("GET", url) : findRead(method, url);
    if (route) return void serveRoute(request, response, route);
    const unrouted = unroutedOf(method, url);
    if (unrouted) return void answerUnrouted(request, response, unrouted);
    response.writeHead(500).end();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    port,
    url: `http://127.0.0.1:${port}`,
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await lane.close();
      await events.lane.close();
      await documents.close();
    },
  };
}
