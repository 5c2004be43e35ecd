import { expect, test } from "vitest";
import type { AffectedRow, BlastRadius } from "@/lib/blast-radius/schemas";
import { toMarkdown } from "./markdown";

const row: AffectedRow = {
  service: { slug: "checkout-api", name: "checkout-api" },
  team: { slug: "payments", name: "Pay|ments", contact: null },
  artifact: { id: 1, kind: "image", name: "checkout-api", ref: "main" },
  package: { ecosystem: "npm", name: "<img src=x>", purl: null },
  packageVersionId: 1,
  version: "1.0.0",
  release: null,
  direct: false,
  via: [{ ecosystem: "npm", name: "@acme/http", version: "4.2.0" }],
  depth: 2,
  scope: "runtime",
  since: "2026-03-31T00:47:00.000Z",
  build: { seq: 1, version: null, commit: null, runUrl: null, builtAt: "2026-03-31T00:47:00.000Z" },
  present: { now: true, during: false, built: false, running: [] },
  until: null,
  sbomAgeSeconds: 180,
  stale: false,
  incomplete: false,
  inspector: false,
};
const answer: BlastRadius = {
  verdict: { affected: 40, clean: 2, unknown: 3 },
  exposure: null,
  list: null,
  withoutDevScope: null,
  running: null,
  data: [row],
  groups: [],
  versions: [],
  unknown: [],
  unknownByReason: {
    inspector_reports: 0,
    inspector_unverified: 0,
    no_sbom: 3,
    built_later: 0,
    incomplete_sbom: 0,
    stale: 0,
    unorderable_version: 0,
    no_version: 0,
    no_release: 0,
    no_hash: 0,
    advisory_unknown: 0,
    no_deployment: 0,
  },
  vulnerabilities: [],
  unknownAdvisories: [],
  question: { text: "x", label: "x", diagnostics: [] },
  meta: {
    limit: 50,
    nextCursor: null,
    versions: 1,
    rows: 1,
    asOf: "2026-03-31T01:00:00.000Z",
    freshnessDays: 30,
    coverage: 1,
    retiredServices: 0,
    newestSbomAt: null,
    advisories: null,
    packagesMatched: 1,
  },
};

test("all three values and the moment are said before the rows", () => {
  expect(toMarkdown(answer, [row], "https://x/").split("\n")[0]).toBe("**x**: 40 affected, 3 unknown, 2 clean (as of 2026-03-31 01:00 UTC)");
});

test("no name breaks out of its cell", () => {
  const line = toMarkdown(answer, [row], "https://x/").split("\n")[4];
  expect(line).toBe("| checkout-api | Pay\\|ments | \\<img src=x\\> 1.0.0 | @acme/http 4.2.0 | runtime | 3 min |");
});

test("no name hides anything", () => {
  const hiding = { ...row, version: "1\u202e0" };
  expect(toMarkdown(answer, [hiding], "https://x/").split("\n")[4]).toContain("1\\<U+202E\\>0");
});

test("an artifact that is asked for itself is no package and has no scope", () => {
  const itself = { ...row, package: null, packageVersionId: null, version: null, direct: null, via: [], depth: null, scope: null };
  expect(toMarkdown(answer, [itself], "https://x/").split("\n")[4]).toBe("| checkout-api | Pay\\|ments | the artifact itself |  |  | 3 min |");
});

test("a long answer is cut and says how much is left", () => {
  const text = toMarkdown(
    answer,
    Array.from({ length: 35 }, () => row),
    "https://x/",
  );
  expect(text).toMatch(/and 5 more: https:\/\/x\/$/);
});

test("with a window both sides are said, and each row says on which it is", () => {
  const verdict = { affected: 9, clean: 1, unknown: 0 };
  const window = { from: "2026-03-31T00:21:00.000Z", to: "2026-03-31T03:15:00.000Z" };
  const exposed = { ...answer, exposure: { window, now: verdict, during: { ...verdict, affected: 14 }, built: { services: 5, builds: 6 }, builds: [] } };
  const gone = { ...row, present: { now: false, during: true, built: true, running: ["production"] }, until: "2026-03-31T02:10:00.000Z" };
  const lines = toMarkdown(exposed, [gone], "https://x/").split("\n");
  expect(lines[2]).toBe("9 hold it now, 14 held it between 00:21 and 03:15 UTC on 31 Mar 2026, 5 built it then.");
  expect(lines[6]).toContain("| in the window, built in the window, runs in production, until 2026-03-31 02:10 UTC |");
});

test("a list that could not be read in full says so wherever it is pasted", () => {
  const list = { id: null, format: "lines", lines: 800, indicators: 798, rejected: 3, noted: 0 } as const;
  const text = toMarkdown({ ...answer, list, question: { text: "", label: "a, b, c or 795 more", diagnostics: [] } }, [row], "https://x/");
  expect(text).toMatch(/^\*\*any of 798 indicators\*\*: 40 affected/);
  expect(text).toContain("3 of 800 lines of the list could not be read.");
});
