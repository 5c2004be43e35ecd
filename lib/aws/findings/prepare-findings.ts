import { createHash } from "node:crypto";
import { deflateRawSync } from "node:zlib";
import type { Pool } from "pg";
import type { InspectorFinding, InspectorPackage } from "@/lib/aws/model";
import { WhereinError } from "@/lib/errors";
import { findingText, packageText } from "./encode";
import { identityKey, packageVersionIds } from "./package-versions";
import { selectStoredFindings } from "./queries/findings";
import { isStored } from "./version-of";

/** A finding with its version, `(updatedMs, digest)`, and its packages in one order with their ids in the dictionary. */
export type PreparedFinding = {
  finding: InspectorFinding;
  updatedMs: number;
  digest: Buffer;
  /** As it came, deflated. */
  raw: Buffer;
  packages: readonly { said: InspectorPackage; packageVersionId: number | null }[];
};

/** `unchanged`: ids of findings that are stored just so. */
export type PreparedFindings = { changed: readonly PreparedFinding[]; unchanged: readonly number[] };

const unnamedWhere = "The packages name something that is too long for an index.";
const namedMax = 600;

/**
 * What `applyFindings` needs, made outside of its transaction: which findings are stored just so (one look by ARN), and of the others
 * the dictionary's ids, whose new rows are committed here. `pool`: one without `pipeline`. Throws `invalid` for a finding whose times are none.
 */
export async function prepareFindings(pool: Pool, findings: readonly InspectorFinding[]): Promise<PreparedFindings> {
  const versioned = findings.map((finding) => ({ finding, updatedMs: updatedMsOf(finding), digest: digestOf(finding) }));
  const stored = await selectStoredFindings(
    pool,
    findings.map(({ arn }) => arn),
  );
  const unchanged: number[] = [];
  const fresh = versioned.filter(({ finding, updatedMs, digest }) => {
    const known = stored.get(finding.arn);
    // What a listing did not have may be there again: that is judged under the lock.
    if (!known || known.unlistedMs !== null || !isStored(known, { updatedMs, digest })) return true;
    unchanged.push(known.id);
    return false;
  });
  const identities = fresh.flatMap(({ finding }) => finding.packages.flatMap(({ identity }) => (identity && fits(identity) ? [identity] : [])));
  const asked = packageVersionIds(pool, identities);
  const raw = fresh.map(({ finding }) => pack(finding));
  const ids = await asked;
  const changed = fresh.map((each, i) => ({
    ...each,
    raw: raw[i] ?? Buffer.alloc(0),
    packages: inOrder(each.finding.packages).map((said) => {
      if (said.identity === null) return { said, packageVersionId: null };
      if (!fits(said.identity)) return { said: { ...said, unmapped: unnamedWhere }, packageVersionId: null };
      return { said, packageVersionId: ids.get(identityKey(said.identity)) ?? null };
    }),
  }));
  return { changed, unchanged };
}

const fits = ({ name, version, release }: NonNullable<InspectorPackage["identity"]>) => name.length + version.length + release.length <= namedMax;

/** For some kilobytes each: the memory that is usual takes longer to prepare than to use. */
const smallDeflation = { level: 3, windowBits: 12, memLevel: 4, chunkSize: 2_048 };

/** While PostgreSQL is asked. On the threads of the process it would take three times the CPU time, of which most is the way there and back. */
function pack({ raw }: InspectorFinding): Buffer {
  return deflateRawSync(JSON.stringify(raw ?? null), smallDeflation);
}

/** SHA-256 of what was read, whatever way it came. */
function digestOf(finding: InspectorFinding): Buffer {
  return createHash("sha256").update(findingText(finding)).digest();
}

function updatedMsOf({ arn, updatedAt, firstObservedAt, lastObservedAt }: InspectorFinding): number {
  const times = [updatedAt, firstObservedAt, lastObservedAt].map((each) => Date.parse(each));
  if (times.some(Number.isNaN)) throw new WhereinError("invalid", `A time of the finding ${arn.slice(0, 200)} cannot be read.`, { reason: "time_unreadable" });
  return times[0] ?? 0;
}

function inOrder(packages: readonly InspectorPackage[]): InspectorPackage[] {
  if (packages.length < 2) return [...packages];
  return packages
    .map((each) => ({ each, text: packageText(each) }))
    .sort((a, b) => (a.text < b.text ? -1 : 1))
    .map(({ each }) => each);
}
