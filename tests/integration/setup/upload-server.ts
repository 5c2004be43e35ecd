import { createServer, request as httpRequest, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { createToken, systemContext } from "@/lib/auth";
import type { Scope } from "@/lib/context";
import { stampAddress } from "@/lib/http";
import { IngestLane } from "@/lib/inventory/lane/ingest-lane";
import { LargeLane } from "@/lib/inventory/lane/large-lane";
import { handleUpload } from "@/lib/inventory/upload/handle-upload";
import { bundleThread } from "./bundle-thread";

/** The upload route on a real port, with its real ingest thread. */
export type UploadServer = { port: number; spoolPath: string; close: () => Promise<void> };

/** Starts it against the database of DATABASE_URL. */
export async function startUploadServer(): Promise<UploadServer> {
  const lane = new IngestLane(await bundleThread("lib/inventory/lane/ingest-thread.ts"));
  const server: Server = createServer((request, response) => {
    stampAddress(request);
    void handleUpload(request, response, { lane });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    port: (server.address() as AddressInfo).port,
    spoolPath: lane.spool.path,
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await lane.close();
    },
  };
}

/** The worker's way for large documents, with its real thread. */
export async function startLargeLane(): Promise<LargeLane> {
  return new LargeLane(await bundleThread("lib/inventory/lane/large-thread.ts"));
}

/** A token with these scopes, made the way `npm run token` makes it. */
export async function tokenWith(scopes: Scope[], expiresAt: string | null = null): Promise<string> {
  return (await createToken({ ctx: systemContext("test"), input: { name: "test", scopes, expiresAt } })).token;
}

export type Answer = { status: number; headers: Record<string, string | string[] | undefined>; body: Record<string, unknown> };

type Send = { port: number; token?: string; query?: Record<string, string>; headers?: Record<string, string>; body: Buffer | Iterable<Buffer> };

/** Sends a body to the upload route and reads the answer, also when the server answers before all of it was sent. */
export function sendUpload({ port, token, query = {}, headers = {}, body }: Send): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const request = httpRequest({
      port,
      host: "127.0.0.1",
      method: "POST",
      path: `/api/v1/sboms?${new URLSearchParams(query)}`,
      headers: {
        ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
        ...(Buffer.isBuffer(body) ? { "content-length": body.length } : {}),
        ...headers,
      },
    });
    let answered = false;
    request.on("response", (response) => {
      answered = true;
      const chunks: Buffer[] = [];
      response.on("data", (chunk: Buffer) => chunks.push(chunk));
      response.on("end", () => resolve({ status: response.statusCode ?? 0, headers: response.headers, body: JSON.parse(Buffer.concat(chunks).toString()) }));
    });
    request.on("error", (error) => {
      if (!answered) reject(error);
    });
    if (Buffer.isBuffer(body)) request.end(body);
    else {
      for (const chunk of body) request.write(chunk);
      request.end();
    }
  });
}
