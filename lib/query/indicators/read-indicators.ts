import { Buffer } from "node:buffer";
import { WhereinError } from "@/lib/errors";
import { ecosystemOfWord } from "@/lib/purl";
import { decodeText } from "@/lib/sbom/decode-text";
import { plainText, unifyLineEnds } from "./clean-text";
import { htmlBlocks } from "./html-blocks";
import type { IndicatorList, LineVerdict, ListFormat, ReadOptions, VerdictCounts } from "./indicator";
import { isOsvList, readJson } from "./json/read-json";
import { type JsonNode, scanJson } from "./json/scan-json";
import { beyond, checkLineEnds, checkLines, listBytesMax } from "./limits";
import { jsonLocks } from "./lockfiles/json-locks";
import { textLocks } from "./lockfiles/text-locks";
import { type Drafts, readBlocks } from "./read-blocks";
import { impliedEcosystem, resolveDrafts } from "./resolve-drafts";
import { isJsonSbom, isTextSbom, sbomDrafts } from "./sbom-drafts";
import { delimiterOf, tableBlocks } from "./table-blocks";
import { isDivider, isRow, textBlocks } from "./text-blocks";

type Found = Drafts & { format: ListFormat; lines: number };

/**
 * Reads a list of indicators, whatever it is written in: recognised by content. Every line, or record, gets a verdict, and nothing is
 * dropped. Throws `WhereinError`: `too_large` beyond the limits (`list_too_large`, `too_many_lines`, `line_too_long`, `too_many_versions`,
 * `too_many_indicators`, `too_deep`), `unsupported` (`not_text`), `invalid` (`ecosystem_unknown`), and for an SBOM what its reader throws.
 */
export function readIndicators(input: Uint8Array | string, options: ReadOptions = {}): IndicatorList {
  const bytes = typeof input === "string" ? Buffer.from(input) : input;
  if (bytes.byteLength > listBytesMax) throw beyond("list_too_large", "The list is larger than 16 MiB, the most that is read of one.");
  const choice = choiceOf(options.ecosystem);
  refuseBinary(bytes);
  const { drafts, stated, format, lines } = find(unifyLineEnds(decodeText(bytes).replace(/^\ufeff/, "")), bytes, options.fileName ?? "");
  checkLines(drafts.length);
  const { isStated: _, ...ecosystem } = impliedEcosystem(drafts, stated, choice);
  const { indicators, verdicts } = resolveDrafts(drafts, { ...ecosystem, isStated: _ }, options);
  return { format, ecosystem, lines, indicators, verdicts, counts: countsOf(verdicts) };
}

function choiceOf(word: string | undefined): string | undefined {
  if (word === undefined || word === "") return undefined;
  const place = ecosystemOfWord(word);
  if (place === null || place.namespace !== null) {
    throw new WhereinError("invalid", "The ecosystem is not known. Give a purl type such as npm, pypi or maven.", {
      reason: "ecosystem_unknown",
      errors: [{ pointer: "?ecosystem", detail: "No ecosystem that is known.", code: "ecosystem_unknown" }],
    });
  }
  return place.ecosystem;
}

const binaries: readonly (readonly [string, string])[] = [
  ["504b0304", "a ZIP archive, or a spreadsheet (.xlsx), which is one. Save the sheet as CSV"],
  ["25504446", "a PDF. Copy its text and send that"],
  ["1f8b", "compressed. Unpack it and send what is in it"],
  ["28b52ffd", "compressed. Unpack it and send what is in it"],
  ["d0cf11e0", "an old Office document. Save it as CSV or text"],
];

function refuseBinary(bytes: Uint8Array): void {
  const start = Buffer.from(bytes.subarray(0, 4)).toString("hex");
  const found = binaries.find(([sign]) => start.startsWith(sign));
  if (found) throw new WhereinError("unsupported", `This is ${found[1]}.`, { reason: "not_text" });
}

const htmlStart = /^<(?:!doctype html|html|head|body|meta|table|thead|tbody|tr|ul|ol|li|div|p|pre|h[1-6]|section|article|main|span)\b/i;

function find(text: string, bytes: Uint8Array, fileName: string): Found {
  checkLineEnds(text);
  const lines = linesOf(text);
  const start = text.slice(0, 4_096).trimStart();
  const roots = /^[[{"/]/.test(start) ? (scanJson(text) ?? scanJson(plainText(text))) : null;
  if (roots !== null) return findJson(roots, bytes, lines.length);
  if (isTextSbom(start)) return ofSbom(bytes);
  if (htmlStart.test(start) || /<td[\s>][\s\S]*<\/td>/i.test(text.slice(0, 200_000)))
    return { ...readBlocks(htmlBlocks(text)), format: "html", lines: lines.length };
  const head = lines.slice(0, 400).map((line) => plainText(line).trimEnd());
  const lock = textLocks.find(({ test }) => test(head, fileName));
  if (lock) return { drafts: lock.read(lines), stated: null, format: lock.format, lines: lines.length };
  const delimiter = delimiterOf(lines);
  const table = delimiter === null ? null : tableBlocks(text, delimiter);
  if (table !== null) return { ...readBlocks(table), format: "csv", lines: lines.length };
  checkLines(lines.length);
  const isMarkdown = looksLikeMarkdown(lines);
  return { ...readBlocks(textBlocks(lines, isMarkdown)), format: isMarkdown ? "markdown" : "lines", lines: lines.length };
}

/** A line end at the end of the text begins no further line. */
function linesOf(text: string): string[] {
  const lines = text.split("\n");
  if (lines.length > 1 && lines.at(-1) === "") lines.pop();
  return lines;
}

function findJson(roots: readonly JsonNode[], bytes: Uint8Array, lines: number): Found {
  const [root] = roots;
  if (root !== undefined && roots.length === 1) {
    if (isJsonSbom(root)) return ofSbom(bytes);
    const lock = jsonLocks.find(({ test }) => test(root));
    if (lock) return { drafts: lock.read(root), stated: null, format: lock.format, lines };
  }
  return { ...readJson(roots), format: isOsvList(roots) ? "osv" : roots.length > 1 ? "json-lines" : "json", lines };
}

function ofSbom(bytes: Uint8Array): Found {
  const { drafts, count } = sbomDrafts(bytes);
  return { drafts, stated: null, format: "sbom", lines: count };
}

/** Fences, tables, links, or headings above bullets: one of them alone may be a remark in a plain list. */
function looksLikeMarkdown(lines: readonly string[]): boolean {
  const trimmed = lines.map((line) => line.trim());
  if (trimmed.some((line, index) => /^(?:`{3,}|~{3,})/.test(line) || (isRow(line) && isDivider(trimmed[index + 1] ?? "")))) return true;
  const headings = trimmed.filter((line) => /^#{1,6} \S/.test(line)).length;
  return headings > 0 && (trimmed.some((line) => /^[-*+] \S/.test(line)) || trimmed.some((line) => /\]\(https?:/.test(line)));
}

function countsOf(verdicts: readonly LineVerdict[]): VerdictCounts {
  const counts: VerdictCounts = { read: 0, noted: 0, rejected: 0, comment: 0, blank: 0, header: 0, duplicate: 0 };
  for (const { outcome, code } of verdicts) counts[outcome === "read" && code !== null ? "noted" : outcome]++;
  return counts;
}
