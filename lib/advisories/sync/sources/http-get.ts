import { setTimeout as sleep } from "node:timers/promises";
import { WhereinError } from "@/lib/errors";
import { version } from "@/lib/version";
import { reasonOf, sourceProblem } from "../source-problem";
import { followRedirects } from "./follow-redirects";

/** How patient requests are. `stallMs`: without a byte; `totalMs`: for one answer; `retryMs`: before the first repetition, then doubled. */
export type HttpPatience = { tries: number; retryMs: number; stallMs: number; totalMs: number };
export const httpPatience: HttpPatience = { tries: 5, retryMs: 1_000, stallMs: 30_000, totalMs: 1_800_000 };

export type HttpRequest = { url: string; etag?: string | null; bytesMax: number; patience: HttpPatience; signal: AbortSignal };
export type HttpAnswer<T> = { kind: "read"; value: T; etag: string | null } | { kind: "unchanged" } | { kind: "missing" };

/** Reads a body from its beginning; called again when the connection broke. Leaving the loop ends the request. */
export type ReadBody<T> = (body: AsyncIterable<Buffer>) => Promise<T>;

const retryAfterMsMax = 60_000;

/**
 * GET with size limit, patience and repetition: connection errors, 429 and 5xx are tried again, each time from the beginning.
 * 304 is `unchanged`, 404 and 410 are `missing`; anything else throws a source problem.
 */
export async function httpGet<T>(request: HttpRequest, read: ReadBody<T>): Promise<HttpAnswer<T>> {
  const { patience, signal } = request;
  for (let tried = 1; ; tried++) {
    const outcome = await tryOnce(request, read);
    if (!("again" in outcome)) return outcome;
    if (tried >= patience.tries) throw outcome.again;
    const pause = Math.max(patience.retryMs * 2 ** (tried - 1), outcome.afterMs);
    await sleep(Math.min(pause, retryAfterMsMax) * (0.75 + Math.random() / 2), undefined, { signal });
  }
}

type Again = { again: WhereinError; afterMs: number };

async function tryOnce<T>({ url, etag, bytesMax, patience, signal }: HttpRequest, read: ReadBody<T>): Promise<HttpAnswer<T> | Again> {
  const abort = new AbortController();
  const stop = () => abort.abort();
  signal.throwIfAborted();
  signal.addEventListener("abort", stop);
  const total = setTimeout(stop, patience.totalMs);
  let stall = setTimeout(stop, patience.stallMs);
  const alive = () => {
    clearTimeout(stall);
    stall = setTimeout(stop, patience.stallMs);
  };
  try {
    const headers = { "user-agent": `wherein/${version}`, ...(etag ? { "if-none-match": etag } : {}) };
    const response = await followRedirects(url, { headers, signal: abort.signal });
    const { status } = response;
    if (status === 200) return { kind: "read", value: await read(bodyOf(response, url, bytesMax, alive)), etag: response.headers.get("etag") };
    if (status === 304) return { kind: "unchanged" };
    if (status === 404 || status === 410) return { kind: "missing" };
    const problem = sourceProblem("source_refused", `${url} answers with status ${status}.`);
    if (status !== 429 && status < 500) throw problem;
    return { again: problem, afterMs: Number(response.headers.get("retry-after") ?? 0) * 1_000 || 0 };
  } catch (error) {
    signal.throwIfAborted();
    if (error instanceof WhereinError) throw error;
    const why = abort.signal.aborted ? "it does not answer in time" : reasonOf(error);
    return { again: sourceProblem("source_unreachable", `${url} could not be read: ${why}.`, error), afterMs: 0 };
  } finally {
    signal.removeEventListener("abort", stop);
    clearTimeout(total);
    clearTimeout(stall);
    abort.abort();
  }
}

async function* bodyOf(response: Response, url: string, bytesMax: number, alive: () => void): AsyncGenerator<Buffer> {
  let bytes = 0;
  const tooLarge = () => sourceProblem("source_too_large", `${url} has more than the ${bytesMax} bytes that are read of it.`);
  if (Number(response.headers.get("content-length")) > bytesMax) throw tooLarge();
  if (!response.body) return;
  for await (const chunk of response.body) {
    alive();
    bytes += chunk.length;
    if (bytes > bytesMax) throw tooLarge();
    yield Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
  }
}

/** All of a body in one buffer. */
export const wholeBody: ReadBody<Buffer> = async (body) => {
  const chunks: Buffer[] = [];
  for await (const chunk of body) chunks.push(chunk);
  return Buffer.concat(chunks);
};
