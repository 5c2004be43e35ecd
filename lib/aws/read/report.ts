import { gunzipSync } from "node:zlib";
import { WhereinError } from "@/lib/errors";
import { compressionOf, decodeStream } from "@/lib/sbom";
import type { InspectorFinding } from "../model";
import { type CutElement, ElementCutter } from "./element-cutter";
import { readFinding } from "./finding";
import { type FindingList, listOfFindings, readFindingValue } from "./finding-list";
import type { Problem, ProblemCode, Read } from "./problem";

/** Largest report that is read in one piece, decompressed. */
const reportBytesMax = 512 * 1_048_576;
/** Largest report that is read as it comes. */
const streamBytesMax = 8 * 1_024 * 1_048_576;
const elementBytesMax = 16 * 1_048_576;

/**
 * A findings report as Inspector writes it to S3, gzip or plain: `{"findings": [...]}`, a list, or JSON lines. What is wrong with single
 * findings is listed; refused as a whole are CSV reports (`csv_report`), what is over 512 MiB (`too_large`) and what holds no finding.
 */
export function readFindingsReport(bytes: Uint8Array, { bytesMax = reportBytesMax } = {}): Read<FindingList> {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let body = buffer;
  try {
    if (compressionOf(buffer) === "gzip") body = gunzipSync(buffer, { maxOutputLength: bytesMax });
  } catch (error) {
    const isTooLarge = error instanceof Error && "code" in error && error.code === "ERR_BUFFER_TOO_LARGE";
    return refused(isTooLarge ? "too_large" : "compression_broken");
  }
  if (body.length > bytesMax) return refused("too_large");
  const start = refusalOfStart(body);
  if (start !== null) return { ok: false, problem: start };
  return listOfFindings(findingsIn(body));
}

function* findingsIn(body: Buffer): Generator<Read<InspectorFinding>> {
  const cutter = newCutter();
  for (const element of cutter.feed(withoutMark(body))) yield* readElement(element);
  for (const element of cutter.finish()) yield* readElement(element);
}

/**
 * The findings of a report of any length as its bytes come, in memory that does not grow with it; those that cannot be read as their problem.
 * Compressed data that is damaged, and 8 GiB, end it with a problem as well.
 */
export async function* findingsOfReport(source: AsyncIterable<Uint8Array>, { bytesMax = streamBytesMax } = {}): AsyncGenerator<Read<InspectorFinding>> {
  const cutter = newCutter();
  let isStarted = false;
  try {
    for await (const chunk of decodeStream(buffersOf(source), { bytesMax })) {
      const problem = isStarted ? null : refusalOfStart(chunk);
      if (problem !== null) {
        yield { ok: false, problem };
        return;
      }
      for (const element of cutter.feed(isStarted ? chunk : withoutMark(chunk))) yield* readElement(element);
      isStarted = true;
    }
  } catch (error) {
    if (!(error instanceof WhereinError)) throw error;
    yield refused(error.code === "too_large" ? "too_large" : "compression_broken");
    return;
  }
  for (const element of cutter.finish()) yield* readElement(element);
}

async function* buffersOf(source: AsyncIterable<Uint8Array>): AsyncGenerator<Buffer> {
  for await (const chunk of source) yield Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
}

function newCutter(): ElementCutter {
  return new ElementCutter({ name: "findings", elementBytesMax });
}

function* readElement(element: CutElement): Generator<Read<InspectorFinding>> {
  if ("problem" in element) {
    yield refused(element.problem, element.pointer);
    return;
  }
  let value: unknown;
  try {
    value = JSON.parse(element.bytes.toString("utf8"));
  } catch {
    yield refused("not_json", element.pointer);
    return;
  }
  const read = readFindingValue(value, readFinding);
  yield read.ok ? read : { ok: false, problem: { ...read.problem, pointer: element.pointer + read.problem.pointer } };
}

/** What the first bytes tell: CSV begins with the names of its columns. */
function refusalOfStart(bytes: Buffer): Problem | null {
  const start = withoutMark(bytes.subarray(0, 4_096)).toString("utf8").trimStart();
  if (start === "" || start.startsWith("{") || start.startsWith("[")) return null;
  return problemOf(/^"?AWS Account/i.test(start) || /^[^\n]*,[^\n]*,/.test(start) ? "csv_report" : "not_findings");
}

function withoutMark(bytes: Buffer): Buffer {
  return bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? bytes.subarray(3) : bytes;
}

const sentences: Partial<Record<ProblemCode, string>> = {
  too_large: "It is larger, or nests deeper, than what is read.",
  compression_broken: "The compressed data is damaged, or ends too early.",
  csv_report: "This is a report in CSV, which leaves out what findings are joined by: ask Inspector for JSON.",
  truncated: "It ends in the middle of a finding.",
  not_json: "This is no JSON.",
  not_findings: "This holds no findings of Inspector.",
};

function problemOf(code: ProblemCode, pointer = ""): Problem {
  return { code, pointer, detail: sentences[code] ?? code };
}

function refused(code: ProblemCode, pointer = ""): Read<never> {
  return { ok: false, problem: problemOf(code, pointer) };
}
