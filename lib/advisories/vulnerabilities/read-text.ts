import type { ClientBase } from "pg";
import { likeLiteral } from "@/lib/inventory/read";
import type { TextFilter } from "./queries/filters";
import { hasIdsBetween } from "./queries/list";

const idStart = /^[A-Za-z][A-Za-z0-9]*[-:]\S*$/;

/** The names that begin with a text, as an interval of the order of bytes. Names of ids are in upper case. */
export function namesFrom(text: string): { from: string; before: string } {
  const from = text.toUpperCase();
  return { from, before: `${from}\u{10FFFF}` };
}

/**
 * What was typed: where ids begin so, these; else its words, all of which the summary must hold. `cve-2021-44` is an id as no id
 * begins with `cross-site`.
 */
export async function readText(client: ClientBase, typed: string | undefined): Promise<TextFilter> {
  const text = typed?.trim() ?? "";
  if (text === "") return null;
  if (idStart.test(text)) {
    const { from, before } = namesFrom(text);
    if (await hasIdsBetween(client, from, before)) return { kind: "ids", from, before };
  }
  return {
    kind: "words",
    patterns: lowerAscii(text)
      .split(/\s+/)
      .map((word) => `%${likeLiteral(word)}%`),
  };
}

function lowerAscii(text: string): string {
  return text.replace(/[A-Z]+/g, (letters) => letters.toLowerCase());
}
