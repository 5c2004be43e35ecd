import type { IncomingMessage, ServerResponse } from "node:http";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { constants, createGzip, gzip } from "node:zlib";
import { logger } from "@/lib/observability";
import type { Answer } from "./answer";
import type { Handler } from "./api-route";
import { askedOfIncoming, toRequest } from "./asked";
import { byExactness, fits, paramsOf } from "./route-match";

/** What answers a read; most are made by `apiRoute`. */
type ReadHandler = ((...call: Parameters<Handler>) => Promise<Response> | Response) & Partial<Pick<Handler, "answer">>;
/** The exports of a route file. A POST is a read when its contract says so. */
export type RouteModule = { GET?: ReadHandler; POST?: Handler };
export type FoundRoute = { handler: ReadHandler; params: Record<string, string> };

/**
 * Finds who answers a read, from route files by their template (`/api/v1/services/{slug}`). Null for anything that is not
 * exactly a route of theirs: other methods, and addresses that the framework puts right or refuses.
 */
export function routeFinder(modules: Readonly<Record<string, RouteModule>>): (method: string | undefined, url: string | undefined) => FoundRoute | null {
  const templates = Object.entries(modules)
    .map(([template, module]) => ({ segments: template.split("/"), ...module }))
    .sort((one, other) => byExactness(one.segments, other.segments));
  const gets = templates.flatMap(({ segments, GET }) => (GET ? [{ segments, handler: GET }] : []));
  const posts = templates.flatMap(({ segments, POST }) => (POST?.contract.isRead ? [{ segments, handler: POST }] : []));
  return (method, url = "") => {
    if (method !== "GET" && method !== "HEAD" && method !== "POST") return null;
    const segments = (url.split("?", 1)[0] ?? "").split("/");
    const route = (method === "POST" ? posts : gets).find((each) => fits(each.segments, segments));
    const params = route && paramsOf(route.segments, segments);
    return route && params ? { handler: route.handler, params } : null;
  };
}

/** Answers a read with its route handler, as the framework would, without its 1.5 ms. Never throws. */
export async function serveRoute(request: IncomingMessage, response: ServerResponse, { handler, params }: FoundRoute): Promise<void> {
  try {
    const answer = await (handler.answer?.(askedOfIncoming(request), params) ?? handler(toRequest(request), { params: Promise.resolve(params) }));
    await send(request, response, answer);
  } catch (error) {
    logger().error({ err: error }, "an answer was not sent to its end");
    response.destroy();
  }
}

/** Shorter answers are sent as they are: a packet is a packet. */
const gzipFrom = 1_024;
const gzipOptions = { level: constants.Z_BEST_SPEED };

async function send(request: IncomingMessage, response: ServerResponse, answer: Answer | Response): Promise<void> {
  const headers: Record<string, string | string[]> = Object.fromEntries(answer.headers);
  const cookies = answer.headers.getSetCookie();
  if (cookies.length > 0) headers["set-cookie"] = cookies;
  headers.vary = [answer.headers.get("vary"), "Accept-Encoding"].filter(Boolean).join(", ");
  const { body, status } = answer;
  if (body === null || request.method === "HEAD") {
    if (typeof body === "object") await body?.cancel();
    response.writeHead(status, headers).end();
    return;
  }
  const isGzip = takesGzip(request);
  // Files are read as they are sent; everything else is there already.
  if (typeof body === "object" && answer.headers.has("content-disposition")) {
    await sendStream(response, status, headers, body, isGzip);
    return;
  }
  // A text leaves in one write with the head before it; bytes would be another.
  const whole = typeof body === "string" ? body : Buffer.from(await new Response(body).arrayBuffer());
  const length = Buffer.byteLength(whole);
  const isWorthIt = isGzip && length >= gzipFrom;
  const sent = isWorthIt ? await zipped(whole) : whole;
  if (isWorthIt) headers["content-encoding"] = "gzip";
  headers["content-length"] = String(isWorthIt ? sent.length : length);
  response.writeHead(status, headers).end(sent);
}

async function sendStream(
  response: ServerResponse,
  status: number,
  headers: Record<string, string | string[]>,
  body: ReadableStream<Uint8Array>,
  isGzip: boolean,
): Promise<void> {
  if (isGzip) {
    headers["content-encoding"] = "gzip";
    delete headers["content-length"];
  }
  response.writeHead(status, headers);
  const source = Readable.fromWeb(body as import("node:stream/web").ReadableStream);
  try {
    await (isGzip ? pipeline(source, createGzip(gzipOptions), response) : pipeline(source, response));
  } catch (error) {
    // A reader that goes away is not a fault of ours; the pipeline has told the source.
    if (!response.destroyed && !response.writableEnded) throw error;
  }
}

function takesGzip(request: IncomingMessage): boolean {
  const accepted = request.headers["accept-encoding"];
  return accepted !== undefined && /(^|,)\s*gzip\s*(?!;\s*q=0(\.0*)?\s*(,|$))(;|,|$)/i.test(accepted.toString());
}

function zipped(whole: string | Buffer): Promise<Buffer> {
  return new Promise((resolve, reject) => gzip(whole, gzipOptions, (error, result) => (error ? reject(error) : resolve(result))));
}
