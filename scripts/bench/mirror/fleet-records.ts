import { createHash } from "node:crypto";
import type { IncomingRecord } from "@/lib/advisories/apply";
import { readOsvRecord } from "@/lib/advisories/osv";
import type { FleetEcosystem, FleetPackage } from "../fleet/dictionary";
import { Random } from "../random";

const osvNames: Record<FleetEcosystem, string> = { npm: "npm", maven: "Maven", pypi: "PyPI", golang: "Go", deb: "Debian:12" };

/** How many records there are, and what each has of ranges and listed versions on average. `lowShare`: ranges that end below all versions that the fleet has. */
export type RecordShape = { records: number; ranges: number; versions: number; lowShare: number };

/** Advisories about packages that a fleet has, as a mirror reads them: about one package each, drawn evenly. */
export function* fleetRecords(
  packages: readonly FleetPackage[],
  { records, ranges, versions, lowShare }: RecordShape,
  seed: number,
): Generator<IncomingRecord> {
  const random = new Random(seed);
  for (let i = 0; i < records; i++) {
    const entry = random.pick(packages);
    const modified = new Date(Date.UTC(2024, 0, 1) + i * 61_000).toISOString();
    yield incoming({
      schema_version: "1.7.5",
      id: fleetRecordId(i),
      modified,
      published: modified,
      summary: `A fault of ${entry.name}`,
      severity: [{ type: "CVSS_V3", score: `CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:${random.pick(["H", "L", "N"])}/I:L/A:${random.pick(["H", "L"])}` }],
      affected: [
        {
          package: packageOf(entry),
          ranges: [{ type: "ECOSYSTEM", events: eventsOf(entry, countOf(ranges, random), lowShare, random) }],
          versions: Array.from({ length: countOf(versions, random) }, () => `${random.below(40)}.${random.below(30)}.${random.below(30)}`),
        },
      ],
    });
  }
}

export const fleetRecordId = (i: number) => `CVE-2024-${100_000 + i}`;

/** Malware in all versions of these packages. */
export function malwareRecord(id: string, packages: readonly FleetPackage[]): IncomingRecord {
  const affected = packages.map((entry) => ({ package: packageOf(entry), ranges: [{ type: "ECOSYSTEM", events: [{ introduced: "0" }] }] }));
  return incoming({ schema_version: "1.7.5", id, modified: new Date().toISOString(), summary: "Malicious code", affected });
}

function incoming(record: object): IncomingRecord {
  const raw = Buffer.from(JSON.stringify(record));
  const read = readOsvRecord(raw);
  if (read.kind === "refused") throw new Error(`A made-up record is refused: ${read.detail}`);
  return { advisory: read.advisory, raw, packedDigest: null, digest: createHash("sha256").update(raw).digest() };
}

function packageOf({ ecosystem, name }: FleetPackage) {
  return { ecosystem: osvNames[ecosystem], name: ecosystem === "deb" ? name.slice(name.indexOf("/") + 1) : name };
}

/** Ascending ranges: of each branch of a package, or below everything there is. */
function eventsOf({ ecosystem, versions }: FleetPackage, count: number, lowShare: number, random: Random): { introduced?: string; fixed?: string }[] {
  if (random.chance(lowShare)) return [{ introduced: "0" }, { fixed: "0.0.1" }];
  const bounds = new Set<number>();
  while (bounds.size < Math.min(count * 2, versions.length)) bounds.add(random.below(versions.length));
  const events: { introduced?: string; fixed?: string }[] = [];
  for (const at of [...bounds].sort((a, b) => a - b)) {
    const version = versions[at]?.version ?? "1";
    const text = ecosystem === "golang" ? version.replace(/^v/, "") : version;
    events.push(events.length % 2 === 0 ? { introduced: text } : { fixed: text });
  }
  return events;
}

/** A whole number around an average. */
function countOf(average: number, random: Random): number {
  return Math.floor(average) + (random.chance(average % 1) ? 1 : 0);
}
