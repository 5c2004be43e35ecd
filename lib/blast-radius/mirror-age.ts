import type { MirrorRow, SourceAge } from "./queries/advisories";
import type { BlastRadius } from "./schemas";

/** The mirror's age as an answer carries it. */
export function toMirror({ sources, neverSynced, stale, ended, oldestSyncAt, newestSyncAt }: MirrorRow): BlastRadius["meta"]["advisories"] {
  return { sources, neverSynced, stale, ended, oldestSyncAt: oldestSyncAt?.toISOString() ?? null, newestSyncAt: newestSyncAt?.toISOString() ?? null };
}

const minute = (iso: string) => `${iso.slice(0, 16).replace("T", " ")} UTC`;
const namedMax = 6;

/** The first few by name, and how many more there are. */
function listed(names: readonly string[]): string {
  const more = names.length - namedMax;
  return more > 0 ? `${names.slice(0, namedMax).join(", ")} and ${more} more` : names.join(", ");
}

const each = (sources: readonly SourceAge[]) => listed(sources.map(({ name, syncedAt }) => `${name} (${minute(syncedAt)})`));

export type MirrorGap = { code: "source_never_synced" | "source_stale" | "source_not_mirrored"; message: string };

/** Why a service that is not affected by what the mirror knows need not be clean: what the mirror lacks, in words for people. */
export function gapsOf({ neverSynced, stale, ended }: MirrorRow): MirrorGap[] {
  const gaps: MirrorGap[] = [];
  if (neverSynced.length > 0) {
    gaps.push({
      code: "source_never_synced",
      message: `The advisories of ${listed(neverSynced)} have not been mirrored yet, so packages there are not judged.`,
    });
  }
  if (stale.length > 0) {
    gaps.push({ code: "source_stale", message: `Not synced for long, so what is newer is not known: the advisories of ${each(stale)}.` });
  }
  if (ended.length > 0) {
    gaps.push({ code: "source_not_mirrored", message: `Not mirrored any more, and known as of their last sync: the advisories of ${each(ended)}.` });
  }
  return gaps;
}

/** How old the mirror is, for an id that it does not have. */
export function ageOf(mirror: MirrorRow): string {
  const { oldestSyncAt, newestSyncAt } = mirror;
  const when =
    oldestSyncAt === null
      ? "No source of advisories has been mirrored yet."
      : `Its sources were last synced between ${minute(oldestSyncAt.toISOString())} and ${minute((newestSyncAt ?? oldestSyncAt).toISOString())}.`;
  return [when, ...gapsOf(mirror).map(({ message }) => message)].join(" ");
}
