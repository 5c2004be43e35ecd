import type { ClientBase } from "pg";
import { syncStaleBefore } from "@/lib/advisories/sources/schedule";
import { syncSettings } from "@/lib/advisories/sync";
import { sendTogether } from "@/lib/db";
import type { Diagnostic, Term } from "@/lib/query";
import { ageOf, gapsOf, toMirror } from "./mirror-age";
import { type AliasRow, selectByAlias, selectMirror } from "./queries/advisories";
import type { AskedVulnerability, BlastRadius } from "./schemas";

/** What the advisory ids of a question mean. `unknown` are ids that the mirror does not have; `mirror` is null without any id. */
export type AskedAdvisories = {
  vulnerabilities: (AskedVulnerability & { rowId: number })[];
  unknown: string[];
  mirror: BlastRadius["meta"]["advisories"];
  diagnostics: Diagnostic[];
};

/** Looks the advisory ids up. An id that no advisory has or names is said, with how old the mirror is: it is never "clean". */
export async function resolveAdvisories(client: ClientBase, terms: readonly Term[]): Promise<AskedAdvisories> {
  const asked = terms.filter((term) => term.kind === "advisory");
  if (asked.length === 0) return { vulnerabilities: [], unknown: [], mirror: null, diagnostics: [] };
  sendTogether(client);
  const [rows, mirror] = await Promise.all([
    selectByAlias(
      client,
      asked.map(({ id }) => id.toUpperCase()),
    ),
    selectMirror(client, syncStaleBefore(syncSettings(), new Date())),
  ]);
  const byName = new Map(rows.map((row) => [row.name, row]));
  const vulnerabilities = new Map<number, AskedAdvisories["vulnerabilities"][number]>();
  const unknown = new Set<string>();
  const diagnostics: Diagnostic[] = [];
  for (const { id, start, end } of asked) {
    const row = byName.get(id.toUpperCase());
    if (!row) {
      unknown.add(id);
      diagnostics.push({
        code: "advisory_unknown",
        message: `No advisory with the id ${id} is in the mirror, so nothing is known of it. ${ageOf(mirror)}`,
        start,
        end,
      });
      continue;
    }
    const known = vulnerabilities.get(row.id) ?? toAsked(row);
    if (!known.asked.includes(id)) known.asked.push(id);
    vulnerabilities.set(row.id, known);
    if (!row.judges) {
      unknown.add(id);
      diagnostics.push({ code: "advisory_unknown", message: onlyInspector(id), start, end });
    }
    if (row.withdrawnAt) diagnostics.push({ code: "advisory_withdrawn", message: withdrawn(id, row.withdrawnAt), start, end });
  }
  if (vulnerabilities.size > 0) diagnostics.push(...gapsOf(mirror).map((gap) => ({ ...gap, start: asked[0]?.start ?? 0, end: asked[0]?.end ?? 0 })));
  return { vulnerabilities: [...vulnerabilities.values()], unknown: [...unknown], mirror: toMirror(mirror), diagnostics };
}

/** The part of an answer that says so. */
export function advisoriesOf({ vulnerabilities, unknown }: AskedAdvisories): Pick<BlastRadius, "vulnerabilities" | "unknownAdvisories"> {
  return { vulnerabilities: vulnerabilities.map(({ rowId: _, ...shown }) => shown), unknownAdvisories: unknown };
}

function toAsked(row: AliasRow): AskedAdvisories["vulnerabilities"][number] {
  const { kind, severity, score, summary, epss, kevAddedOn } = row;
  const withdrawnAt = row.withdrawnAt?.toISOString() ?? null;
  const publishedAt = row.publishedAt?.toISOString() ?? null;
  return { rowId: row.id, asked: [], id: row.displayId, kind, severity, score, summary, epss, kevAddedOn, publishedAt, withdrawnAt };
}

function onlyInspector(id: string): string {
  return `Only Amazon Inspector names ${id}: no mirrored advisory says which versions are affected, so of what it does not report nothing is known.`;
}

function withdrawn(id: string, at: Date): string {
  return `${id} was withdrawn by its sources on ${at.toISOString().slice(0, 10)}: nothing counts as affected by it any more.`;
}
