import { Sha256 } from "@aws-crypto/sha256-js";
import { SignatureV4 } from "@smithy/signature-v4";
import { type AwsAccess, awsProblem, type CredentialsProvider } from "@/lib/aws/clients";
import { problemOf } from "@/lib/aws/clients/aws-problem";
import { inspectorScanEndpoint } from "@/lib/env";
import { WhereinError } from "@/lib/errors";
import { isObject, textOf } from "./json";
import { answerBytesMax } from "./limits";
import type { SentSbom } from "./split-bom";

/** Who asks, and where. */
export type ScanPlace = { access: AwsAccess; region: string; credentials: CredentialsProvider };

/** `attempts` of a request, the first included; between two it waits as long as AWS says, else longer each time, `waitMsMax` at most. */
export type ScanPatience = { attempts: number; waitMs: number; waitMsMax: number; requestMs: number };
export const scanPatience: ScanPatience = { attempts: 6, waitMs: 1_000, waitMsMax: 30_000, requestMs: 120_000 };

/** What a policy has to allow. */
export const scanAction = "inspector-scan:ScanSbom";
const path = "/scan/sbom";

/**
 * Asks Amazon Inspector to scan an SBOM (`POST /scan/sbom`, which no client of the SDK has), signed by hand, and returns its answer. Throttling,
 * faults of AWS and of the way there are waited out; what lasts is thrown as `unavailable` with an `AwsProblem` as reason.
 */
export async function scanSbom(place: ScanPlace, sbom: SentSbom, signal: AbortSignal, patience = scanPatience): Promise<unknown> {
  const body = JSON.stringify({ sbom, outputFormat: "CYCLONE_DX_1_5" });
  let forceRefresh = false;
  for (let attempt = 1; ; attempt += 1) {
    const answer: unknown = await send(place, body, { signal, forceRefresh, requestMs: patience.requestMs }).catch((error: unknown) =>
      failureOfWay(error, signal),
    );
    if (!(answer instanceof Failure)) return answer;
    const isLast = attempt === patience.attempts;
    // Once: credentials that were good a moment ago.
    const isExpired: boolean = /^ExpiredToken/.test(answer.name) && !forceRefresh;
    if (isLast || !(answer.passes || isExpired)) throw problemOf(answer, { action: scanAction, access: place.access, region: place.region });
    forceRefresh = isExpired;
    await pause(isExpired ? 0 : (answer.waitMs ?? patience.waitMs * 2 ** (attempt - 1) * (0.5 + Math.random() / 2)), patience.waitMsMax, signal);
  }
}

/** In the form that the SDK gives its errors. */
class Failure extends Error {
  readonly $metadata: { httpStatusCode?: number };
  readonly code: string | undefined;
  /** Whether asking again may help. */
  readonly passes: boolean;
  readonly waitMs: number | null;
  constructor(name: string, message: string, { status, code, passes, waitMs }: { status?: number; code?: string; passes: boolean; waitMs: number | null }) {
    super(message);
    this.name = name;
    this.$metadata = status === undefined ? {} : { httpStatusCode: status };
    this.code = code;
    this.passes = passes;
    this.waitMs = waitMs;
  }
}

async function send({ region, credentials }: ScanPlace, body: string, how: { signal: AbortSignal; forceRefresh: boolean; requestMs: number }) {
  const url = new URL(path, inspectorScanEndpoint(region));
  const identity = await credentials({ forceRefresh: how.forceRefresh });
  const signer = new SignatureV4({ credentials: identity, region, service: "inspector-scan", sha256: Sha256 });
  const { host: _, ...headers } = (
    await signer.sign({
      method: "POST",
      protocol: url.protocol,
      hostname: url.hostname,
      path: url.pathname,
      query: {},
      headers: { host: url.host, "content-type": "application/json" },
      body,
    })
  ).headers;
  const signal = AbortSignal.any([how.signal, AbortSignal.timeout(how.requestMs)]);
  const response = await fetch(url, { method: "POST", headers, body, signal, redirect: "error" });
  const text = await readText(response);
  return response.ok ? answerOf(text) : refusalOf(response, text);
}

async function readText(response: Response): Promise<string> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of response.body ?? []) {
    bytes += chunk.byteLength;
    if (bytes > answerBytesMax) throw awsProblem("aws_unreadable", `The answer to ${scanAction} is larger than ${answerBytesMax / 1_048_576} MiB.`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString();
}

function answerOf(text: string): unknown {
  const answer = parsed(text);
  if (isObject(answer) && isObject(answer.sbom)) return answer;
  throw awsProblem("aws_unreadable", `The answer to ${scanAction} holds no SBOM: ${text.slice(0, 200)}`);
}

function refusalOf(response: Response, text: string): Failure {
  const said = parsed(text);
  const body = isObject(said) ? said : {};
  const name = (response.headers.get("x-amzn-errortype") ?? textOf(body.__type) ?? "UnknownError").replace(/:.*$/, "").replace(/^.*#/, "");
  const fields = Array.isArray(body.fields) ? ` ${JSON.stringify(body.fields).slice(0, 300)}` : "";
  const message = `${textOf(body.message) ?? textOf(body.Message) ?? text.slice(0, 200)}${fields}`;
  const waitSeconds = Number(response.headers.get("retry-after") ?? Number.NaN);
  const passes = response.status === 429 || response.status >= 500 || /Throttl/.test(name);
  return new Failure(name, message, { status: response.status, passes, waitMs: Number.isFinite(waitSeconds) ? waitSeconds * 1_000 : null });
}

/** What went wrong before there was an answer. Credentials that cannot be had are not asked for again: that has attempts of its own. */
function failureOfWay(error: unknown, signal: AbortSignal): Failure {
  if (signal.aborted) throw new WhereinError("unavailable", "Stopped.", { reason: "stopped" });
  if (error instanceof WhereinError || !(error instanceof Error)) throw error;
  const cause = error.cause instanceof Error ? (error.cause as Error & { code?: string }) : undefined;
  const isOfWay = error.name === "TimeoutError" || (error instanceof TypeError && cause !== undefined);
  const code = cause?.code ?? (isOfWay ? "ECONNABORTED" : undefined);
  return new Failure(error.name, cause?.message || error.message, { ...(code !== undefined && { code }), passes: isOfWay, waitMs: null });
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return null;
  }
}

function pause(ms: number, msMax: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(done, Math.min(ms, msMax));
    function done() {
      clearTimeout(timer);
      signal.removeEventListener("abort", done);
      resolve();
    }
    signal.addEventListener("abort", done);
  });
}
