import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { handleAwsEvents } from "@/lib/aws/events/handle-events";
import { startEventServices } from "@/lib/aws/events/services";
import type { FetchPinned } from "@/lib/aws/events/sns/fetch-pinned";
import { stampAddress } from "@/lib/http";

export type EventAnswer = { status: number; headers: Headers; body: { [name: string]: unknown; data: Record<string, unknown>[] } };
export type EventsServer = { url: string; post: (body: unknown, headers?: Record<string, string>) => Promise<EventAnswer>; close: () => Promise<void> };

/** The route of events on a real port. `fetch` stands in for the hosts of SNS. */
export async function startEventsServer(fetchFromSns: FetchPinned = () => Promise.reject(new Error("nothing may be fetched"))): Promise<EventsServer> {
  const services = startEventServices({ fetch: fetchFromSns });
  const server: Server = createServer((request, response) => {
    stampAddress(request);
    void handleAwsEvents(request, response, services);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const url = `http://127.0.0.1:${port}/api/v1/aws/events`;
  return {
    url,
    async post(body, headers = {}) {
      const text = typeof body === "string" || body instanceof Uint8Array ? body : JSON.stringify(body);
      const init = { method: "POST", body: text as BodyInit, headers: { "content-type": "application/json; charset=utf-8", ...headers } };
      const answer = await fetch(url, init);
      return { status: answer.status, headers: answer.headers, body: (await answer.json()) as EventAnswer["body"] };
    },
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await services.lane.close();
    },
  };
}
