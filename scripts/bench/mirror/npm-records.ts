import { Random } from "../random";

/** A record as the npm folder of an OSV bucket holds it: mostly malware with a list of versions or all of them, the rest reviewed advisories with ranges. */
export type WrittenRecord = { id: string; modified: string; json: string };

const malwareShare = 0.87;
const words = "code install hook environment variable token exfiltrates remote host script package payload registry secret webhook runs".split(" ");

/** `count` records of made-up packages in the shapes and about the sizes of real ones; the same seed gives the same. */
export function* npmRecords(count: number, seed: number): Generator<WrittenRecord> {
  const random = new Random(seed);
  for (let i = 0; i < count; i++) {
    const modified = new Date(Date.UTC(2024, 0, 1) + i * 61_000).toISOString();
    const record = random.chance(malwareShare) ? malware(i, modified, random) : reviewed(i, modified, random);
    yield { id: record.id, modified, json: JSON.stringify(record) };
  }
}

function malware(i: number, modified: string, random: Random) {
  const name = nameOf(i, random);
  const isListed = random.chance(0.55);
  const origin = { source: "ghsa-malware", sha256: random.bytes(32).toString("hex"), import_time: modified, modified_time: modified };
  return {
    modified,
    published: modified,
    schema_version: "1.7.4",
    id: `MAL-2025-${i + 1}`,
    ...(random.chance(0.3) ? { aliases: [ghsa(i)] } : {}),
    summary: `Malicious code in ${name} (npm)`,
    details: `\n---\n_-= Per source details. Do not edit below this line.=-_\n\n## Source: ghsa-malware (${origin.sha256})\n${text(random, 60)}`,
    affected: [
      {
        package: { ecosystem: "npm", name, purl: `pkg:npm/${name.replace("@", "%40")}` },
        ...(isListed
          ? { versions: Array.from({ length: 1 + random.geometric(0.4) }, (_, n) => `${1 + random.below(99)}.${n}.${random.below(20)}`) }
          : { ranges: [{ type: "SEMVER", events: [{ introduced: "0" }] }] }),
        database_specific: {
          cwes: [{ cweId: "CWE-506", name: "Embedded Malicious Code", description: "The product contains code that appears to be malicious in nature." }],
        },
      },
    ],
    references: [{ type: "ADVISORY", url: `https://example.org/advisories/${i}` }],
    credits: [{ name: "Example", type: "FINDER", contact: ["https://example.org"] }],
    database_specific: { "malicious-packages-origins": [origin] },
  };
}

function reviewed(i: number, modified: string, random: Random) {
  const name = nameOf(i, random);
  const fixes = Array.from({ length: 1 + random.geometric(0.6) }, (_, n) => [`${n * 2}.0.0`, `${n * 2}.${1 + random.below(20)}.${random.below(9)}`] as const);
  return {
    id: ghsa(i),
    summary: `${name} ${text(random, 8)}`,
    details: text(random, 220),
    aliases: [`CVE-2025-${10_000 + i}`],
    modified,
    published: modified,
    database_specific: { github_reviewed_at: modified, github_reviewed: true, severity: "HIGH", cwe_ids: ["CWE-79"] },
    references: Array.from({ length: 5 }, (_, n) => ({ type: "WEB", url: `https://example.org/${i}/${n}` })),
    affected: [
      {
        package: { name, ecosystem: "npm", purl: `pkg:npm/${name.replace("@", "%40")}` },
        ranges: fixes.map(([introduced, fixed]) => ({ type: "SEMVER", events: [{ introduced }, { fixed }] })),
        database_specific: { source: `https://example.org/${i}.json` },
      },
    ],
    schema_version: "1.7.5",
    severity: [
      {
        type: "CVSS_V3",
        score: `CVSS:3.1/AV:N/AC:L/PR:N/UI:${random.pick(["N", "R"])}/S:U/C:${random.pick(["H", "L", "N"])}/I:L/A:${random.pick(["H", "L"])}`,
      },
    ],
  };
}

function nameOf(i: number, random: Random): string {
  const base = `${random.pick(words)}-${random.pick(words)}-${i}`;
  return random.chance(0.2) ? `@${random.pick(words)}/${base}` : base;
}

const alphabet = "23456789cfghjmpqrvwx";

function ghsa(i: number): string {
  const digits = Array.from({ length: 12 }, (_, place) => alphabet[Math.floor(i / alphabet.length ** Math.min(place, 5)) % alphabet.length] ?? "2").join("");
  return `GHSA-${digits.slice(0, 4)}-${digits.slice(4, 8)}-${digits.slice(8)}`;
}

function text(random: Random, count: number): string {
  return Array.from({ length: count }, () => random.pick(words)).join(" ");
}
