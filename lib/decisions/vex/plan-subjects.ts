import { createHash } from "node:crypto";
import type { GivenSubject, GivenVersions } from "../given";
import { exactly, versionsOf } from "../versions-of";
import type { ProductArtifact, Within } from "./queries/resolve";
import type { VexFault } from "./read/faults";
import { tooManyInVex, vexSubjectsMax } from "./read/limits";
import type { VexAbout, VexDocument, VexPackage, VexStatement } from "./read/model";

/** What of the inventory a document speaks of. */
export type Resolved = {
  within: Within;
  /** Of each package of the document. */
  packageIds: readonly number[];
  artifacts: readonly ProductArtifact[];
  /** Of names in upper case. */
  groups: ReadonlyMap<string, readonly string[]>;
};

/** A subject with the hash of all that is said of it, the same whoever says it. */
export type PlannedSubject = GivenSubject & { key: string };
export type PlannedStatement = { statement: VexStatement; subjects: PlannedSubject[] };

export type Plan = {
  statements: PlannedStatement[];
  /** Products that are no artifact, by their place, with the number of statements about them. */
  unknownProducts: Map<number, number>;
  /** Statements that mean nothing that is here. */
  nowhere: number;
  unknownVulnerabilities: number;
  faults: VexFault[];
};

/** The subjects of every statement: packages in the document's scope, and packages of products in the artifacts that these are. */
export function planSubjects(document: VexDocument, resolved: Resolved): Plan {
  const faults: VexFault[] = [];
  const versions = document.packages.map((each) => versionsIn(each, faults));
  const artifactsOf = new Map<number, ProductArtifact[]>();
  for (const found of resolved.artifacts) artifactsOf.set(found.n, [...(artifactsOf.get(found.n) ?? []), found]);
  const unknownProducts = new Map<number, number>();
  const unknown = new Set<string>();
  let count = 0;
  const statements = inTimeOrder(document.statements).map((statement): PlannedStatement => {
    const names = namesIn(statement, resolved.groups);
    if (!names.isKnown) unknown.add(statement.names[0]?.toUpperCase() ?? "");
    const words = wordsOf(document, statement);
    const subjects = new Map<string, PlannedSubject>();
    const missing = new Set<number>();
    for (const about of statement.about) {
      const means = about.package === null ? anyVersion : versions[about.package];
      if (!means) continue;
      const scopes = scopesOf(about, artifactsOf, resolved.within);
      if (scopes === null) missing.add(about.product ?? -1);
      for (const { scope, scopeId } of scopes ?? []) {
        const found = about.package === null ? null : (document.packages[about.package] ?? null);
        const key = keyOf(words, found, means, scope, scopeId);
        subjects.set(key, {
          key,
          names: names.all,
          packageId: about.package === null ? null : (resolved.packageIds[about.package] ?? null),
          versions: means,
          scope,
          scopeId,
        });
      }
    }
    count += subjects.size;
    // A product may be many artifacts, and each of them a subject for each package.
    if (count > vexSubjectsMax) throw tooManyInVex("packages in artifacts of which it says something", vexSubjectsMax, statement.pointer);
    for (const product of missing) unknownProducts.set(product, (unknownProducts.get(product) ?? 0) + 1);
    return { statement, subjects: [...subjects.values()] };
  });
  const nowhere = statements.filter(({ subjects }) => subjects.length === 0).length;
  return { statements, unknownProducts, nowhere, unknownVulnerabilities: unknown.size, faults };
}

/** What is said later counts, and of one import ids of decisions are in this order. */
function inTimeOrder(statements: readonly VexStatement[]): VexStatement[] {
  return [...statements].sort((a, b) => (a.at ?? 0) - (b.at ?? 0));
}

const anyVersion: GivenVersions = { range: null, lo: [], hi: [], hiInclusive: [], versions: [] };

function versionsIn({ ecosystem, range, isExact, pointer }: VexPackage, faults: VexFault[]): GivenVersions | null {
  if (range === null) return anyVersion;
  if (isExact) return exactly(ecosystem, range);
  const read = versionsOf(ecosystem, range);
  if (read.kind === "versions") return read.versions;
  faults.push({ code: "range_unreadable", outcome: "left_out", pointer, detail: read.detail });
  return null;
}

/** All ids of a vulnerability: those that the statement gives, and those that mean the same as the first of them that an advisory has. */
function namesIn({ names }: VexStatement, groups: Resolved["groups"]): { all: string[]; isKnown: boolean } {
  const given = names.map((name) => name.toUpperCase());
  const known = given.find((name) => groups.has(name));
  return { all: [...new Set([...given, ...(known === undefined ? [] : (groups.get(known) ?? []))])], isKnown: known !== undefined };
}

type Scope = Pick<GivenSubject, "scope" | "scopeId">;

/** Where something said counts; null: nowhere, because its product is no artifact here. */
function scopesOf({ product, isGuess }: VexAbout, artifactsOf: ReadonlyMap<number, readonly ProductArtifact[]>, within: Within): Scope[] | null {
  if (product === null) return [within];
  const found = (artifactsOf.get(product) ?? []).filter(({ kind }) => !isGuess || kind !== "image");
  if (found.length > 0) return found.map(({ artifactId }) => ({ scope: "artifact", scopeId: artifactId }));
  if (isGuess) return [];
  return within.scope === "everywhere" ? null : [within];
}

/** All that a statement says but for what it is about, as a text. */
function wordsOf({ format }: VexDocument, { names, status, justification, responses, detail, evidenceUrl }: VexStatement): string {
  return JSON.stringify([format, names.map((name) => name.toUpperCase()).sort(), status, justification, responses, detail, evidenceUrl]);
}

function keyOf(words: string, found: VexPackage | null, versions: GivenVersions, scope: string, scopeId: number | null): string {
  const about = [found?.ecosystem, found?.name, versions.range, versions.versions.length, scope, scopeId];
  return createHash("sha256").update(words).update(JSON.stringify(about)).digest("hex").slice(0, 32);
}
