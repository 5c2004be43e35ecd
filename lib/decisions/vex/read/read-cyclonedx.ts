import { isObject, type JsonObject, textOf } from "@/lib/sbom/json";
import { componentsByRef, linkedThing, type ReferredComponent, serialOf } from "./cyclonedx-components";
import { VexFaults } from "./faults";
import { tooManyInVex, vexStatementsMax, vexSubjectsMax } from "./limits";
import type { VexAbout, VexDocument, VexStatement } from "./model";
import { isContainerPurl, VexParts } from "./parts";
import { detailOf, headText, namesOf, objectsOf, reasonsOf, timeOf, urlOf } from "./statement-parts";
import { cyclonedxJustifications, cyclonedxResponses, cyclonedxStates } from "./words";

const knownVersions: ReadonlySet<string> = new Set(["1.4", "1.5", "1.6", "1.7"]);

type Around = { faults: VexFaults; parts: VexParts; byRef: ReadonlyMap<string, ReferredComponent>; documentAt: number | null };

/**
 * Reads the analyses of the vulnerabilities of a CycloneDX document, in the JSON shape of 1.4 to 1.7. A component is a package in the product that it stands in,
 * the document's own subject where it has one. A vulnerability without an analysis says nothing and is a fault of its own.
 */
export function readCyclonedxVex(document: JsonObject, at: string): VexDocument {
  const faults = new VexFaults();
  const parts = new VexParts(faults);
  const specVersion = headText(document.specVersion) ?? "";
  if (!knownVersions.has(specVersion)) faults.add("version_unknown", () => `${at}/specVersion`);
  const metadata = isObject(document.metadata) ? document.metadata : {};
  const documentAt = timeOf(metadata.timestamp, faults, () => `${at}/metadata/timestamp`);
  const around = { faults, parts, byRef: componentsByRef(document, at, faults).byRef, documentAt };
  const statements: VexStatement[] = [];
  let count = 0;
  let about = 0;
  for (const [vulnerability, pointer] of objectsOf(document.vulnerabilities, faults, `${at}/vulnerabilities`)) {
    count += 1;
    if (count > vexStatementsMax) throw tooManyInVex("vulnerabilities", vexStatementsMax, pointer);
    for (const read of readVulnerability(vulnerability, pointer, around)) {
      about += read.about.length;
      if (about > vexSubjectsMax) throw tooManyInVex("packages in its vulnerabilities", vexSubjectsMax, pointer);
      statements.push(read);
    }
  }
  const serial = serialOf(document);
  return {
    format: "cyclonedx",
    specVersion,
    id: serial === null ? null : `urn:uuid:${serial}`,
    version: headText(document.version),
    author: headText(authorOf(metadata)),
    title: isObject(metadata.component) ? headText(metadata.component.name) : null,
    at: documentAt,
    packages: parts.packages,
    products: parts.products,
    statements,
    faults: faults.list,
    faultCount: faults.count,
    statementCount: count,
  };
}

/** The statements of a vulnerability: what its analysis says, and beside it what is said of single versions. */
function readVulnerability(vulnerability: JsonObject, pointer: string, around: Around): VexStatement[] {
  const { faults, documentAt } = around;
  const names = vulnerabilityNames(vulnerability, faults, pointer);
  const { analysis } = vulnerability;
  if (!isObject(analysis) || analysis.state === undefined) {
    faults.add("no_analysis", () => pointer);
    return [];
  }
  const status = cyclonedxStates.get(textOf(analysis.state) ?? "");
  if (status === undefined) faults.add("status_unknown", () => `${pointer}/analysis/state`);
  if (names.length === 0 || status === undefined) return [];
  const place = () => `${pointer}/analysis`;
  const falsePositive = analysis.state === "false_positive" ? "A false positive." : null;
  const detail = detailOf([analysis.detail, analysis.detail === undefined ? falsePositive : null], faults, place);
  const word = textOf(analysis.justification);
  const known = cyclonedxJustifications.get(word ?? "") ?? null;
  const said =
    timeOf(analysis.lastUpdated ?? analysis.firstIssued, faults, place) ?? timeOf(vulnerability.updated, faults, () => `${pointer}/updated`) ?? documentAt;
  const main = {
    pointer,
    at: said,
    names,
    responses: responsesOf(analysis.response, faults, pointer),
    evidenceUrl: evidenceOf(vulnerability, faults, pointer),
  };
  const about = aboutOf(vulnerability.affects, pointer, around);
  const statements: VexStatement[] = [];
  if (about.said.length > 0) statements.push({ ...main, about: about.said, ...reasonsOf({ status, word, known, detail }, faults, place) });
  if (about.unaffected.length > 0)
    statements.push({
      ...main,
      about: about.unaffected,
      status: "not_affected",
      justification: null,
      detail: detail ?? "The document says that these versions are unaffected.",
    });
  if (about.unknown.length > 0) statements.push({ ...main, about: about.unknown, status: "under_investigation", justification: null, detail });
  return statements;
}

function vulnerabilityNames({ id, references }: JsonObject, faults: VexFaults, pointer: string): string[] {
  const before = faults.count;
  const others = [...objectsOf(references, faults, `${pointer}/references`)].map(([reference]) => reference.id);
  const names = namesOf([id, ...others], faults, () => `${pointer}/id`);
  if (names.length === 0 && faults.count === before) faults.add("vulnerability_missing", () => pointer);
  return names;
}

function responsesOf(given: unknown, faults: VexFaults, pointer: string): VexStatement["responses"] {
  if (given === undefined) return [];
  const found = new Set<VexStatement["responses"][number]>();
  for (const word of Array.isArray(given) ? given : [given]) {
    const known = cyclonedxResponses.get(textOf(word) ?? "");
    if (known === undefined) faults.add("response_unknown", () => `${pointer}/analysis/response`);
    else found.add(known);
  }
  return [...found];
}

function evidenceOf({ advisories }: JsonObject, faults: VexFaults, pointer: string): string | null {
  const [first] = Array.isArray(advisories) ? advisories : [];
  return isObject(first) ? urlOf(first.url, faults, () => `${pointer}/advisories/0/url`) : null;
}

type About = { said: VexAbout[]; unaffected: VexAbout[]; unknown: VexAbout[] };

/** What a vulnerability affects: what its analysis is about, and versions of which it says something else. */
function aboutOf(affects: unknown, pointer: string, { faults, parts, byRef }: Around): About {
  const about: Record<keyof About, Map<string, VexAbout>> = { said: new Map(), unaffected: new Map(), unknown: new Map() };
  const before = faults.count;
  for (const [affected, at] of objectsOf(affects, faults, `${pointer}/affects`)) {
    const ref = textOf(affected.ref);
    const component = ref === null ? null : referred(ref, byRef);
    if (component === null) {
      faults.add("reference_unknown", () => `${at}/ref`);
      continue;
    }
    const product = component.product === null ? null : parts.productOf(component.product.thing, () => at);
    // A product that cannot be read must not widen what is said of it to everywhere.
    if (component.product !== null && product === null) continue;
    if (component.isProduct) {
      const whole = parts.productOf(component.thing, () => at);
      if (whole !== null) about.said.set(`${whole}`, { product: whole, package: null, isGuess: false });
      continue;
    }
    for (const { kind, range, place } of versionsOf(affected.versions, at, faults)) {
      const found = parts.packageOf(range === null ? component.thing : { ...component.thing, range }, () => place);
      if (found !== null) about[kind].set(`${product} ${found}`, { product, package: found, isGuess: false });
    }
  }
  const result = { said: [...about.said.values()], unaffected: [...about.unaffected.values()], unknown: [...about.unknown.values()] };
  if (Object.values(result).every((list) => list.length === 0) && faults.count === before) faults.add("products_missing", () => `${pointer}/affects`);
  return result;
}

function referred(ref: string, byRef: Around["byRef"]): ReferredComponent | null {
  const known = byRef.get(ref);
  if (known !== undefined) return known;
  const link = linkedThing(ref);
  if (link !== null) {
    const product = { thing: link.product, pointer: "", product: null, isProduct: true };
    return link.purl === null ? (ref.includes("#") ? null : product) : { thing: { text: link.purl, purl: link.purl }, pointer: "", product, isProduct: false };
  }
  if (!ref.startsWith("pkg:")) return null;
  return { thing: { text: ref, purl: ref }, pointer: "", product: null, isProduct: isContainerPurl(ref) };
}

type Said = { kind: keyof About; range: string | null; place: string };

/** The versions that are named, or all of them. */
function* versionsOf(versions: unknown, at: string, faults: VexFaults): Generator<Said> {
  let isNamed = false;
  for (const [version, place] of objectsOf(versions, faults, `${at}/versions`)) {
    const range = textOf(version.range) ?? textOf(version.version);
    if (range === null) continue;
    isNamed = true;
    const kind = version.status === "unaffected" ? "unaffected" : version.status === "unknown" ? "unknown" : "said";
    yield { kind, range, place };
  }
  if (!isNamed) yield { kind: "said", range: null, place: at };
}

function authorOf(metadata: JsonObject): string | null {
  const { authors, supplier, manufacturer, manufacture } = metadata;
  const [first] = Array.isArray(authors) ? authors : [];
  const said = [first, supplier, manufacturer, manufacture].find((party) => isObject(party) && textOf(party.name) !== null);
  return isObject(said) ? textOf(said.name) : null;
}
