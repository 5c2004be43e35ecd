import type { ClientBase } from "pg";
import { sendTogether } from "@/lib/db";
import type { Diagnostic, Term } from "@/lib/query";
import { type AliasRow, type MirrorRow, selectByAlias, selectMirror } from "./queries/advisories";
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
    selectMirror(client),
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
    if (row.withdrawnAt) diagnostics.push({ code: "advisory_withdrawn", message: withdrawn(id, row.withdrawnAt), start, end });
  }
  if (vulnerabilities.size > 0 && mirror.neverSynced.length > 0)
    diagnostics.push({ code: "source_never_synced", message: neverSynced(mirror), start: asked[0]?.start ?? 0, end: asked[0]?.end ?? 0 });
  return { vulnerabilities: [...vulnerabilities.values()], unknown: [...unknown], mirror: toMirror(mirror), diagnostics };
}

/** The part of an answer that says so. */
export function advisoriesOf({ vulnerabilities, unknown }: AskedAdvisories): Pick<BlastRadius, "vulnerabilities" | "unknownAdvisories"> {
  return { vulnerabilities: vulnerabilities.map(({ rowId: _, ...shown }) => shown), unknownAdvisories: unknown };
}

function toAsked(row: AliasRow): AskedAdvisories["vulnerabilities"][number] {
  const { kind, severity, score, summary, epss, kevAddedOn } = row;
  const withdrawnAt = row.withdrawnAt?.toISOString() ?? null;
  return { rowId: row.id, asked: [], id: row.displayId, kind, severity, score, summary, epss, kevAddedOn, withdrawnAt };
}

function toMirror({ sources, neverSynced, oldestSyncAt, newestSyncAt }: MirrorRow): BlastRadius["meta"]["advisories"] {
  return { sources, neverSynced, oldestSyncAt: oldestSyncAt?.toISOString() ?? null, newestSyncAt: newestSyncAt?.toISOString() ?? null };
}

const minute = (at: Date) => `${at.toISOString().slice(0, 16).replace("T", " ")} UTC`;

function withdrawn(id: string, at: Date): string {
  return `${id} was withdrawn by its sources on ${at.toISOString().slice(0, 10)}: nothing counts as affected by it any more.`;
}

function neverSynced({ neverSynced: names }: MirrorRow): string {
  return `The advisories of ${names.join(", ")} have not been mirrored yet, so packages there are not judged.`;
}

/** In words for people, how old the mirror is. */
function ageOf(mirror: MirrorRow): string {
  if (mirror.sources === 0 || mirror.oldestSyncAt === null) return "No source of advisories has been mirrored yet.";
  const missing = mirror.neverSynced.length > 0 ? ` ${neverSynced(mirror)}` : "";
  return `Its sources were last synced between ${minute(mirror.oldestSyncAt)} and ${minute(mirror.newestSyncAt ?? mirror.oldestSyncAt)}.${missing}`;
}
