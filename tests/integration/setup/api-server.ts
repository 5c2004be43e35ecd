import { readdirSync } from "node:fs";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { Readable } from "node:stream";
import { build } from "esbuild";
import { bomPath, handleBomUpload } from "@/lib/dependency-track/upload/handle-bom-upload";
import { stampAddress } from "@/lib/http";
import { answerUnrouted, unroutedOf } from "@/lib/http/unrouted";
import { IngestLane } from "@/lib/inventory/lane/ingest-lane";
import { handleUpload, uploadPath } from "@/lib/inventory/upload/handle-upload";

/** The API on a real port, without the framework: uploads with their real ingest thread, and every route file. */
export type ApiServer = { port: number; url: string; close: () => Promise<void> };

type Handler = (request: Request, route: { params: Promise<Record<string, string>> }) => Promise<Response>;
type Route = { pattern: RegExp; names: string[]; file: string };

const root = join(process.cwd(), "app/api/v1");

/** Starts it against the database of DATABASE_URL. */
export async function startApiServer(): Promise<ApiServer> {
  const threadFile = join(process.cwd(), "node_modules/.cache/wherein-test", `api-ingest-thread-${process.pid}.mjs`);
  const shared = { bundle: true, platform: "node", format: "esm", packages: "external", logLevel: "error" } as const;
  await build({ ...shared, entryPoints: ["lib/inventory/lane/ingest-thread.ts"], outfile: threadFile });
  const lane = new IngestLane(threadFile);
  const routes = readdirSync(root, { recursive: true, encoding: "utf8" })
    .filter((file) => /(^|\/)route\.ts$/.test(file))
    .map(toRoute)
    // A fixed segment goes before a parameter, as in the framework.
    .sort((a, b) => a.names.length - b.names.length);
  const server: Server = createServer((request, response) => {
    stampAddress(request);
    const { method = "GET", url = "/" } = request;
    const path = url.split("?", 1)[0] ?? "";
    if (path === uploadPath && method === "POST") return void handleUpload(request, response, { lane });
    if (path === bomPath && (method === "POST" || method === "PUT")) return void handleBomUpload(request, response, { lane });
    const unrouted = unroutedOf(method, url);
    if (unrouted) return void answerUnrouted(request, response, unrouted);
    void answerRoute(routes, request, response, path);
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
    },
  };
}

function toRoute(file: string): Route {
  const names: string[] = [];
  const pattern = `/api/v1/${file.replace(/\/?route\.ts$/, "")}`.replaceAll(/\[(\w+)\]/g, (_, name: string) => {
    names.push(name);
    return "([^/]+)";
  });
  return { pattern: new RegExp(`^${pattern}$`), names, file };
}

async function answerRoute(routes: readonly Route[], request: IncomingMessage, response: ServerResponse, path: string): Promise<void> {
  const route = routes.find(({ pattern }) => pattern.test(path));
  const module = (await import(join(root, route?.file ?? ""))) as Record<string, Handler | undefined>;
  const method = request.method ?? "GET";
  const values = route?.pattern.exec(path)?.slice(1) ?? [];
  const params = Object.fromEntries((route?.names ?? []).map((name, index) => [name, decodeURIComponent(values[index] ?? "")]));
  const headers = Object.entries(request.headers).map(([name, value]): [string, string] => [name, String(value)]);
  const body = method === "GET" || method === "HEAD" ? null : (Readable.toWeb(request) as ReadableStream);
  const asked = new Request(`http://127.0.0.1${request.url}`, { method, headers, body, duplex: "half" } as RequestInit);
  const answer = await module[method]?.(asked, { params: Promise.resolve(params) });
  if (!answer) throw new Error(`${method} ${path} has no handler`);
  response.writeHead(answer.status, Object.fromEntries(answer.headers)).end(Buffer.from(await answer.arrayBuffer()));
}
