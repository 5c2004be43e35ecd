import { identifyPurl } from "@/lib/purl";
import { componentsOf, isObject, type JsonObject, objectOf, objectsOf, textOf } from "./json";
import { scannerPrefix } from "./properties";
import { readScan } from "./read-scan";
import type { SentComponent, SentSbom } from "./split-bom";
import { tally } from "./summarise-scan";

/** What was sent in one request and what came back. */
export type AnsweredPart = { sent: SentSbom; answer: unknown };

/** The answers as one CycloneDX document in which every reference is that of a sent component. `strangers`: components that none of the sent ones is. */
export type MergedAnswers = { document: JsonObject; strangers: number };

/**
 * Puts the answers of a scan together. The scanner numbers its components anew and writes purls in its own way, so that each is led back to what
 * was sent by its purl, by the package that names, or by name and version. What it leaves out stands there without a word, and is not clean.
 */
export function mergeAnswers(parts: readonly AnsweredPart[]): MergedAnswers {
  const components: JsonObject[] = [];
  const vulnerabilities = new Map<string, JsonObject>();
  let strangers = 0;
  parts.forEach(({ sent, answer }, n) => {
    const document = documentOf(answer);
    const { refs, answered } = leadBack(sent, document, n);
    for (const component of sent.components) components.push({ ...component, ...propertiesOf(answered.get(component["bom-ref"])) });
    for (const [stranger, ref] of refs.strangers) {
      strangers += 1;
      components.push({ ...withoutNested(stranger), "bom-ref": ref });
    }
    for (const vulnerability of objectsOf(document.vulnerabilities)) addVulnerability(vulnerabilities, vulnerability, refs.byAnswered);
  });
  return { document: toDocument(parts, components, [...vulnerabilities.values()]), strangers };
}

function documentOf(answer: unknown): JsonObject {
  return isObject(answer) && isObject(answer.sbom) ? answer.sbom : objectOf(answer);
}

type Refs = { byAnswered: Map<string, string>; strangers: Map<JsonObject, string> };

function leadBack(sent: SentSbom, document: JsonObject, part: number): { refs: Refs; answered: Map<string, JsonObject> } {
  const index = new SentIndex(sent.components);
  const refs: Refs = { byAnswered: new Map(), strangers: new Map() };
  const answered = new Map<string, JsonObject>();
  for (const component of componentsOf(document)) {
    const ref = index.take(component) ?? `s${part}-${refs.strangers.size}`;
    if (ref.startsWith("s")) refs.strangers.set(component, ref);
    else if (!answered.has(ref)) answered.set(ref, component);
    const own = textOf(component["bom-ref"]);
    if (own !== null && !refs.byAnswered.has(own)) refs.byAnswered.set(own, ref);
  }
  return { refs, answered };
}

/** The sent components by all that an answer may call them. Each is given out once before any is given out again. */
class SentIndex {
  readonly #byName = new Map<string, string[]>();
  readonly #given = new Set<string>();

  constructor(components: readonly SentComponent[]) {
    for (const component of components) {
      for (const name of new Set(namesOf(component))) this.#byName.set(name, [...(this.#byName.get(name) ?? []), component["bom-ref"]]);
    }
  }

  take(component: JsonObject): string | null {
    for (const name of namesOf(component)) {
      const refs = this.#byName.get(name);
      if (refs === undefined) continue;
      const own = textOf(component["bom-ref"]);
      const ref = own !== null && refs.includes(own) ? own : (refs.find((each) => !this.#given.has(each)) ?? refs[0]);
      if (ref === undefined) continue;
      this.#given.add(ref);
      return ref;
    }
    return null;
  }
}

/** Surest first. A component with a purl is never taken for one without, nor for one of another package. */
function namesOf(component: JsonObject | SentComponent): string[] {
  const purl = textOf(component.purl);
  if (purl === null) return [`name ${textOf(component.name) ?? ""}\0${textOf(component.version) ?? ""}`];
  const identity = identifyPurl(purl)?.identity;
  if (identity === undefined) return [`purl ${purl}`];
  const { ecosystem, name, version, release } = identity;
  return [`purl ${purl}`, `package ${ecosystem}\0${name}\0${version}\0${release}`];
}

const propertiesOf = (component: JsonObject | undefined) => (objectsOf(component?.properties).length > 0 ? { properties: component?.properties } : {});

function withoutNested({ components: _nested, ...component }: JsonObject): JsonObject {
  return component;
}

function addVulnerability(into: Map<string, JsonObject>, vulnerability: JsonObject, refs: ReadonlyMap<string, string>): void {
  const id = textOf(vulnerability.id);
  if (id === null) return;
  const lead = (ref: string) => refs.get(ref) ?? ref;
  const affects = objectsOf(vulnerability.affects).flatMap(({ ref, ...rest }) => (typeof ref === "string" ? [{ ...rest, ref: lead(ref) }] : []));
  const fixed = `${scannerPrefix}fixed_version:`;
  const properties = objectsOf(vulnerability.properties).map(({ name, value }) => ({
    name: typeof name === "string" && name.startsWith(fixed) ? fixed + lead(name.slice(fixed.length)) : name,
    value,
  }));
  const first = into.get(id);
  if (first === undefined) {
    into.set(id, { ...vulnerability, "bom-ref": `v${into.size}`, affects, properties });
    return;
  }
  const named = new Set(objectsOf(first.properties).map(({ name }) => name));
  into.set(id, {
    ...first,
    affects: [...objectsOf(first.affects), ...affects],
    properties: [...objectsOf(first.properties), ...properties.filter(({ name }) => !named.has(name))],
  });
}

const counted = ["critical", "high", "medium", "low"] as const;

function toDocument(parts: readonly AnsweredPart[], components: JsonObject[], vulnerabilities: JsonObject[]): JsonObject {
  const heads = parts.map(({ answer }) => objectOf(documentOf(answer).metadata));
  const timestamp = heads
    .flatMap((head) => textOf(head.timestamp) ?? [])
    .sort()
    .at(-1);
  const tools = heads.find((head) => head.tools !== undefined)?.tools;
  const metadata = { ...(timestamp !== undefined && { timestamp }), ...(tools !== undefined && { tools }) };
  const document = { bomFormat: "CycloneDX", specVersion: "1.5", version: 1, metadata, components, vulnerabilities };
  const counts = tally(readScan(document)?.vulnerabilities.map(({ severity }) => severity) ?? []);
  const other = vulnerabilities.length - counted.reduce((sum, severity) => sum + (counts[severity] ?? 0), 0);
  const figures = [...counted.map((severity) => [severity, counts[severity] ?? 0] as const), ["other", other] as const];
  const properties = figures.map(([severity, count]) => ({ name: `${scannerPrefix}${severity}_vulnerabilities`, value: String(count) }));
  return { ...document, metadata: { ...metadata, properties } };
}
