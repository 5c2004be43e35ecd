import { ecosystemOfWord, normaliseName } from "@/lib/purl";
import { visible } from "@/lib/text/visible.mjs";
import type { WantedVersion } from "../question";
import { rangeProblem } from "../wanted-version";
import { brief, type Claim, isPackageName, type Note, type PackageClaim, type Reading } from "./claim";
import type { ImpliedEcosystem, Indicator, LineVerdict, ReadOptions } from "./indicator";
import { beyond, indicatorsMax } from "./limits";
import type { Draft } from "./read-blocks";

export type Resolved = { indicators: Indicator[]; verdicts: LineVerdict[] };

/** `isStated`: said in so many words, by the caller or the list, so that no heading says otherwise. */
type Implied = ImpliedEcosystem & { isStated: boolean };

/** The ecosystem of names that say none: the caller's, else what the list states, else what most of its lines are of. */
export function impliedEcosystem(drafts: readonly Draft[], stated: string | null, choice: string | undefined): Implied {
  if (choice !== undefined) return { value: choice, from: "choice", isStated: true };
  if (stated !== null) return { value: stated === "any" ? null : stated, from: "list", isStated: true };
  const counts = new Map<string, number>();
  let total = 0;
  for (const draft of drafts) {
    for (const claim of claimsOf(draft)) {
      const ecosystem = claim.kind === "package" ? (claim.ecosystem ?? (isScoped(claim.name) ? "npm" : null)) : null;
      if (ecosystem === null) continue;
      counts.set(ecosystem, (counts.get(ecosystem) ?? 0) + 1);
      total++;
    }
  }
  const most = [...counts].find(([, count]) => count * 2 > total);
  return most ? { value: most[0], from: "list", isStated: false } : { value: null, from: "none", isStated: false };
}

const noClaims: readonly Claim[] = [];
const claimsOf = (draft: Draft): readonly Claim[] => (draft.kind === "entry" && draft.reading.kind === "read" ? draft.reading.claims : noClaims);
const isScoped = (name: string) => /^@[^/]+\/[^/]+$/.test(name);

/** Gives bare names their ecosystem, makes one indicator of all lines that mean the same, and writes the verdicts. */
export function resolveDrafts(drafts: readonly Draft[], implied: Implied, options: ReadOptions): Resolved {
  const resolver = new Resolver(implied, options.bareNames ?? "any");
  const verdicts = drafts.map((draft) => resolver.verdictOf(draft));
  return { indicators: resolver.indicators, verdicts };
}

class Resolver {
  readonly indicators: Indicator[] = [];
  readonly #indexes = new Map<string, number>();
  readonly #implied: Implied;
  readonly #bareNames: "any" | "reject";

  constructor(implied: Implied, bareNames: "any" | "reject") {
    this.#implied = implied;
    this.#bareNames = bareNames;
  }

  verdictOf(draft: Draft): LineVerdict {
    const { line } = draft;
    const text = shown(draft.text);
    if (draft.kind === "said") return { line, text, outcome: draft.outcome, indicators: [], code: draft.code, message: draft.message };
    const { found, notes } = this.#resolve(draft.reading, draft.section);
    const first = notes[0] ?? null;
    const message = notes.length === 0 ? null : visible([...new Set(notes.map((each) => each.message))].slice(0, 4).join(" "));
    if (found.length === 0) return { line, text, outcome: "rejected", indicators: [], code: first?.code ?? "unreadable", message };
    const before = this.indicators.length;
    const indexes = [...new Set(found.map((indicator) => this.#indexOf(indicator)))];
    return { line, text, outcome: this.indicators.length === before ? "duplicate" : "read", indicators: indexes, code: first?.code ?? null, message };
  }

  #indexOf(indicator: Indicator): number {
    const key = keyOf(indicator);
    const known = this.#indexes.get(key);
    if (known !== undefined) return known;
    if (this.indicators.length >= indicatorsMax) {
      throw beyond("too_many_indicators", `The list has more than ${indicatorsMax.toLocaleString("en")} indicators, the most that is read of one.`);
    }
    this.#indexes.set(key, this.indicators.length);
    return this.indicators.push(indicator) - 1;
  }

  #resolve(reading: Reading, section: string | null): { found: Indicator[]; notes: Note[] } {
    if (reading.kind === "refused") return { found: [], notes: [reading] };
    const found: Indicator[] = [];
    const notes = [...reading.notes];
    for (const claim of reading.claims) {
      if (claim.kind === "package") this.#addPackage(claim, section, found, notes);
      else if (claim.kind === "prefix")
        found.push({ ...claim, prefix: claim.ecosystem === null ? claim.prefix : normaliseName(claim.ecosystem, claim.prefix) });
      else found.push(claim);
    }
    return { found, notes };
  }

  #addPackage(claim: PackageClaim, section: string | null, found: Indicator[], notes: Note[]): void {
    const { ecosystem, namespace } = this.#placeOf(claim, section);
    if (claim.isBare && this.#bareNames === "reject") {
      notes.push({ code: "bare_name", message: `No version of ${brief(claim.name)} is given.` });
      return;
    }
    if (claim.isBare) notes.push({ code: "every_version", message: `No version is given: every version of ${brief(claim.name)} is meant.` });
    if (ecosystem === null) notes.push({ code: "any_ecosystem", message: `No ecosystem is given: ${brief(claim.name)} is looked for in all of them.` });
    const whole = wholeName(claim.name, ecosystem, namespace);
    const name = ecosystem === null ? whole : normaliseName(ecosystem, whole);
    if (!isPackageName(name)) {
      notes.push({ code: "unreadable", message: `"${brief(claim.name)}" is no name of a package of ${ecosystem}.` });
      return;
    }
    const versions: readonly WantedVersion[] = claim.isBare ? [{ kind: "any" }] : claim.versions;
    for (const version of versions) {
      const problem = version.kind === "range" ? rangeProblem(ecosystem, version.text) : null;
      if (problem === null) found.push({ kind: "package", ecosystem, namespace, name, version: tidyVersion(version, ecosystem) });
      else notes.push({ code: "range_unreadable", message: `The range "${brief(textOf(version))}" of ${brief(name)} cannot be read. ${problem}` });
    }
  }

  #placeOf({ ecosystem, namespace, name }: PackageClaim, section: string | null): { ecosystem: string | null; namespace: string | null } {
    if (ecosystem !== null) return { ecosystem, namespace };
    if (isScoped(name)) return { ecosystem: "npm", namespace: null };
    if (/^(?:github\.com|gitlab\.com|bitbucket\.org|golang\.org|gopkg\.in|go\.[\w-]+\.\w+)\/./.test(name)) return { ecosystem: "golang", namespace: null };
    const { value, isStated } = this.#implied;
    const word = isStated ? value : (section ?? value);
    const place = word === null ? null : ecosystemOfWord(word);
    // Names with a slash are npm's or PyPI's in no case.
    if (name.includes("/") && (word === "npm" || word === "pypi")) return { ecosystem: null, namespace: null };
    return place ?? { ecosystem: word, namespace: null };
  }
}

/** The name with its namespace, as the inventory writes it. A marketplace writes `publisher.name`. */
function wholeName(name: string, ecosystem: string | null, namespace: string | null): string {
  if (ecosystem === "vscode-extension" && !name.includes("/")) return name.replace(".", "/");
  return namespace === null || name.startsWith(`${namespace}/`) ? name : `${namespace}/${name}`;
}

/** No name or version holds a line end. */
function keyOf(indicator: Indicator): string {
  if (indicator.kind !== "package") return JSON.stringify(indicator);
  const { ecosystem, namespace, name, version } = indicator;
  return `${ecosystem ?? ""}\n${namespace ?? ""}\n${name}\n${version.kind}\n${version.kind === "any" ? "" : version.text}`;
}

const textOf = (version: WantedVersion) => (version.kind === "any" ? "*" : version.text);
const withoutV = new Set(["npm", "pypi", "cargo", "nuget", "gem", "hex", "pub"]);

/** `v1.2.3` is 1.2.3 where versions are published without the letter. */
function tidyVersion(version: WantedVersion, ecosystem: string | null): WantedVersion {
  if (version.kind !== "exact" || ecosystem === null || !withoutV.has(ecosystem)) return version;
  const text = version.text.replace(/^v(?=\d)/i, "");
  return { kind: "exact", text: ecosystem === "pypi" ? text.toLowerCase() : text };
}

const shownMax = 200;

/** The text as people can see it: hidden characters written out, shortened. */
function shown(text: string): string {
  if (text.length <= shownMax && /^[\x20-\x7e]*$/.test(text)) return text.trim();
  const short = text.length > shownMax * 2 ? text.slice(0, shownMax * 2) : text;
  const seen = visible(short.replace(/\t/g, " ").trim());
  return seen.length > shownMax || short !== text ? `${seen.slice(0, shownMax - 1)}…` : seen;
}
