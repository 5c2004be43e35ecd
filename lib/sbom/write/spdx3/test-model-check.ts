import { isLicenceExpression, referencesIn } from "../licences";
import { families, individuals, shapes } from "./test-shapes";

type Properties = { [name: string]: unknown };
type Rule = { name: string; count: "" | "!" | "*" | "+"; kind: string };

const rules = new Map(Object.entries(shapes).map(([type, line]) => [type, line.split(/\s+/).map(toRule)]));
const texts: Readonly<Record<string, (text: string) => boolean>> = {
  text: () => true,
  address: (text) => /^(?:_:.+|[A-Za-z][A-Za-z0-9+.-]*:\S+)$/.test(text),
  uri: (text) => /^[A-Za-z][A-Za-z0-9+.-]*:[^\s<>"{}|\\^`]+$/.test(text),
  time: (text) => /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/.test(text) && !Number.isNaN(Date.parse(text)),
  version: (text) => /^\d+\.\d+\.\d+$/.test(text),
  hex: (text) => /^[0-9a-f]+$/.test(text),
  expression: isLicenceExpression,
};

/** What an SPDX 3.0.1 document does not keep of the model of the specification; empty for a good one. */
export function faultsOfSpdx3(text: string): string[] {
  const document = JSON.parse(text) as { "@context": unknown; "@graph": Properties[] };
  const faults = new Faults(document["@graph"]);
  faults.add(document["@context"] === "https://spdx.org/rdf/3.0.1/spdx-context.jsonld", "the context is not that of 3.0.1");
  faults.add(Object.keys(document).length === 2, "more than a context and a graph");
  for (const element of document["@graph"]) faults.judge(element);
  faults.judgeWhole();
  return faults.found;
}

class Faults {
  readonly found: string[] = [];
  readonly #graph: readonly Properties[];
  readonly #byId = new Map<unknown, Properties>();

  constructor(graph: readonly Properties[]) {
    this.#graph = graph;
    for (const element of graph) {
      const id = element.spdxId ?? element["@id"];
      this.add(!this.#byId.has(id), `two elements are ${id}`);
      this.#byId.set(id, element);
    }
  }

  add(isRight: boolean, fault: string): void {
    if (!isRight) this.found.push(fault);
  }

  /** An object by its class: every property known, as often as it may be, of its kind. */
  judge(value: Properties): void {
    const of = rules.get(String(value.type));
    if (of === undefined) {
      this.found.push(`the class ${value.type} is not known`);
      return;
    }
    const known = new Set(["type", ...of.map(({ name }) => name)]);
    for (const name of Object.keys(value)) this.add(known.has(name), `${value.type} has no ${name}`);
    for (const rule of of) this.#judgeProperty(`${value.type}.${rule.name}`, value[rule.name], rule);
    this.#judgeMeaning(value);
  }

  #judgeProperty(place: string, value: unknown, { count, kind }: Rule): void {
    if (value === undefined) {
      this.add(count === "" || count === "*", `${place} is missing`);
      return;
    }
    const isList = count === "*" || count === "+";
    this.add(Array.isArray(value) === isList, `${place} is ${isList ? "no" : "a"} list`);
    const values = Array.isArray(value) ? value : [value];
    this.add(count !== "+" || values.length > 0, `${place} is empty`);
    for (const each of values) this.#judgeValue(place, each, kind);
  }

  #judgeValue(place: string, value: unknown, kind: string): void {
    if (rules.has(kind)) this.judge({ ...(value as Properties), type: (value as Properties).type === kind ? kind : `not ${kind}` });
    else if (typeof value !== "string") this.found.push(`${place} is no text`);
    else if (kind.startsWith("@")) this.add(this.#isOf(value, kind.slice(1)), `${place} leads to no ${kind.slice(1)}: ${value}`);
    else if (texts[kind] !== undefined) this.add(texts[kind](value), `${place} is no ${kind}: ${value}`);
    else this.add(kind.split("|").includes(value), `${place} has no value ${value}`);
  }

  #isOf(id: string, family: string): boolean {
    const type = String(this.#byId.get(id)?.type);
    return (families[family] ?? [family]).includes(type) || (individuals.get(id)?.includes(family) ?? false);
  }

  #judgeMeaning(value: Properties): void {
    const { type, to, relationshipType } = value;
    if (type === "Relationship" || type === "LifecycleScopedRelationship") {
      const ends = Array.isArray(to) ? to.map(String) : [];
      const isNothing = (id: string) => /\/No(?:ne|Assertion)Element$/.test(id);
      this.add(ends.length === 1 || !ends.some(isNothing), "nothing stands beside something");
      this.add(new Set(ends).size === ends.length, "a relationship names something twice");
      const isOfLicence = relationshipType === "hasDeclaredLicense" || relationshipType === "hasConcludedLicense";
      this.add(!isOfLicence || ends.every((id) => this.#isOf(id, "License")), "a licence is none");
    }
    if (type === "simplelicensing_LicenseExpression") {
      const entries = (value.simplelicensing_customIdToUri ?? []) as Properties[];
      const keys = entries.map(({ key }) => String(key)).sort();
      const named = [...new Set(referencesIn(String(value.simplelicensing_licenseExpression)))].sort();
      this.add(JSON.stringify(keys) === JSON.stringify(named), `the expression names ${named}, its dictionary ${keys}`);
    }
  }

  /** One document, which lists all elements and whose SBOM has a package as its root. */
  judgeWhole(): void {
    const ofType = (type: string) => this.#graph.filter((element) => element.type === type);
    const [document] = ofType("SpdxDocument");
    const [sbom] = ofType("software_Sbom");
    this.add(ofType("SpdxDocument").length === 1 && ofType("CreationInfo").length === 1, "not exactly one document and its making");
    const listed = new Set(document?.element as string[]);
    for (const { spdxId, type, subject } of this.#graph) {
      const isAboutDocument = type === "Annotation" && subject === document?.spdxId;
      this.add(spdxId === undefined || spdxId === document?.spdxId || isAboutDocument || listed.has(String(spdxId)), `${spdxId} is not listed`);
    }
    const [root] = (sbom?.rootElement ?? []) as string[];
    this.add(JSON.stringify(document?.rootElement) === JSON.stringify([sbom?.spdxId]), "the document is not about its SBOM");
    this.add(this.#byId.get(root)?.type === "software_Package", "the SBOM is not about a package");
    const profiles = document?.profileConformance as string[];
    this.add(
      ["core", "software", "simpleLicensing"].every((profile) => profiles.includes(profile)),
      "a profile is missing",
    );
  }
}

function toRule(word: string): Rule {
  const [, name = "", count = "", kind = ""] = /^([@\w]+)([!*+]?)=(.+)$/.exec(word) ?? [];
  return { name, count: count as Rule["count"], kind };
}
