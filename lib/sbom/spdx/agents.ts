import { detailText } from "../component-details";

/** A person or organisation as SPDX writes it: `Organization: Name (contact)`. */
export type Agent = { kind: "person" | "organisation" | "tool" | null; name: string; contact: string | null };

const kinds = new Map<string, Agent["kind"]>([
  ["person", "person"],
  ["organization", "organisation"],
  ["organisation", "organisation"],
  ["tool", "tool"],
]);

/** SPDX 2.3, clauses 6.8, 7.5 and 7.6. Null for NOASSERTION, NONE and what is no text. */
export function readAgent(value: unknown): Agent | null {
  const text = detailText(value);
  if (text === null || text === "NOASSERTION" || text === "NONE") return null;
  const colon = text.indexOf(":");
  const kind = kinds.get(text.slice(0, Math.max(colon, 0)).trim().toLowerCase()) ?? null;
  const rest = (kind === null ? text : text.slice(colon + 1)).trim();
  const open = rest.endsWith(")") ? rest.lastIndexOf("(") : -1;
  const contact = open < 0 ? null : rest.slice(open + 1, -1).trim() || null;
  const name = (open < 0 ? rest : rest.slice(0, open)).trim() || contact;
  return name === null || name === "NOASSERTION" ? null : { kind, name, contact };
}
