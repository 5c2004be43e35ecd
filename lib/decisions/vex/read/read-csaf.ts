import { readAdvisoryId } from "@/lib/query/advisory-id";
import { isObject, type JsonObject, textOf } from "@/lib/sbom/json";
import type { DecisionResponse, DecisionStatus } from "../../words";
import { CsafProducts, textsOf } from "./csaf-products";
import { VexFaults } from "./faults";
import { tooManyInVex, vexStatementsMax, vexSubjectsMax } from "./limits";
import type { VexAbout, VexDocument, VexStatement } from "./model";
import { isContainerPurl, isDistroPurl, VexParts } from "./parts";
import { detailOf, headText, namesOf, objectsOf, reasonsOf, timeOf, urlOf } from "./statement-parts";
import { csafRemedies, openvexJustifications } from "./words";

/** CSAF 2.0, section 3.2.3.9. What is only recommended says nothing of the vulnerability. */
const statusLists: readonly (readonly [string, DecisionStatus])[] = [
  ["known_not_affected", "not_affected"],
  ["known_affected", "affected"],
  ["first_affected", "affected"],
  ["last_affected", "affected"],
  ["fixed", "fixed"],
  ["first_fixed", "fixed"],
  ["under_investigation", "under_investigation"],
];

export const isCsaf = ({ document }: JsonObject): boolean => isObject(document) && typeof document.csaf_version === "string";

type Around = { faults: VexFaults; parts: VexParts; products: CsafProducts; documentAt: number | null; url: string | null };

/** Reads CSAF 2.0, profile 5 "VEX": for each vulnerability the products of each status, with the flags, impacts and remediations that name them. */
export function readCsaf(csaf: JsonObject, at: string): VexDocument {
  const faults = new VexFaults();
  const parts = new VexParts(faults);
  const head = isObject(csaf.document) ? csaf.document : {};
  const tracking = isObject(head.tracking) ? head.tracking : {};
  if (head.csaf_version !== "2.0") faults.add("version_unknown", () => `${at}/document/csaf_version`);
  if (head.category !== "csaf_vex") faults.add("category_unusual", () => `${at}/document/category`);
  const documentAt = timeOf(tracking.current_release_date, faults, () => `${at}/document/tracking/current_release_date`);
  const url = urlIn(head.references, faults, `${at}/document/references`);
  const around = { faults, parts, products: new CsafProducts(csaf.product_tree, `${at}/product_tree`, faults), documentAt, url };
  const statements: VexStatement[] = [];
  let about = 0;
  for (const [vulnerability, pointer] of objectsOf(csaf.vulnerabilities, faults, `${at}/vulnerabilities`)) {
    for (const read of readVulnerability(vulnerability, pointer, around)) {
      statements.push(read);
      about += read.about.length;
      if (statements.length > vexStatementsMax) throw tooManyInVex("statements", vexStatementsMax, pointer);
      if (about > vexSubjectsMax) throw tooManyInVex("products in its vulnerabilities", vexSubjectsMax, pointer);
    }
  }
  return {
    format: "csaf",
    specVersion: headText(head.csaf_version) ?? "",
    id: headText(tracking.id),
    version: headText(tracking.version),
    author: isObject(head.publisher) ? headText(head.publisher.name) : null,
    title: headText(head.title),
    at: documentAt,
    packages: parts.packages,
    products: parts.products,
    statements,
    faults: faults.list,
    faultCount: faults.count,
    statementCount: statements.length,
  };
}

function* readVulnerability(vulnerability: JsonObject, pointer: string, around: Around): Generator<VexStatement> {
  const { faults, products, documentAt } = around;
  const names = vulnerabilityNames(vulnerability, faults, pointer);
  const status = isObject(vulnerability.product_status) ? vulnerability.product_status : null;
  if (status === null) faults.add("status_missing", () => `${pointer}/product_status`);
  if (names.length === 0 || status === null) return;
  const flags = wordsByProduct(vulnerability.flags, products, faults, `${pointer}/flags`, ({ label }) => textOf(label));
  const impacts = wordsByProduct(vulnerability.threats, products, faults, `${pointer}/threats`, ({ category, details }) =>
    category === "impact" ? textOf(details) : null,
  );
  const remedies = wordsByProduct(vulnerability.remediations, products, faults, `${pointer}/remediations`, (remedy) =>
    JSON.stringify([textOf(remedy.category), textOf(remedy.details)]),
  );
  const evidenceUrl = urlIn(vulnerability.references, faults, `${pointer}/references`) ?? around.url;
  const seen = new Map<string, DecisionStatus>();
  for (const [list, said] of statusLists) {
    const groups = new Map<string, string[]>();
    for (const id of textsOf(status[list])) {
      if ((seen.get(id) ?? said) !== said) faults.add("contradiction", () => `${pointer}/product_status/${list}`);
      seen.set(id, said);
      const key = JSON.stringify([flags(id)[0] ?? null, said === "not_affected" ? impacts(id) : remedies(id)]);
      groups.set(key, [...(groups.get(key) ?? []), id]);
    }
    for (const [key, ids] of groups) {
      const about = aboutOf(ids, `${pointer}/product_status/${list}`, around);
      if (about.length === 0) continue;
      const place = () => `${pointer}/product_status/${list}`;
      const [word, texts] = JSON.parse(key) as [string | null, string[]];
      const { detail, responses } = said === "not_affected" ? { detail: detailOf(texts, faults, place), responses: [] } : remediesOf(texts, faults, place);
      const known = openvexJustifications.get(word ?? "") ?? null;
      yield { pointer, at: documentAt, names, responses, evidenceUrl, about, ...reasonsOf({ status: said, word, known, detail }, faults, place) };
    }
  }
}

function vulnerabilityNames({ cve, ids }: JsonObject, faults: VexFaults, pointer: string): string[] {
  const before = faults.count;
  // Numbers of trackers stand here too; they name no vulnerability where it has a better id.
  const others = [...objectsOf(ids, faults, `${pointer}/ids`)].map(([{ text }]) => textOf(text)).filter((text) => text !== null);
  const known = others.filter((text) => readAdvisoryId(text) !== null);
  const names = namesOf([cve, ...(cve === undefined && known.length === 0 ? others : known)], faults, () => `${pointer}/cve`);
  if (names.length === 0 && faults.count === before) faults.add("vulnerability_missing", () => pointer);
  return names;
}

/** The words of a list's entries by the products that these name; an entry that names none is about all of them. */
function wordsByProduct(
  list: unknown,
  products: CsafProducts,
  faults: VexFaults,
  pointer: string,
  wordOf: (entry: JsonObject) => string | null,
): (id: string) => string[] {
  const ofAll: string[] = [];
  const byId = new Map<string, string[]>();
  for (const [entry] of objectsOf(list, faults, pointer)) {
    const word = wordOf(entry);
    if (word === null) continue;
    const ids = products.idsIn(entry);
    if (ids === null) ofAll.push(word);
    for (const id of ids ?? []) {
      const words = byId.get(id);
      if (words === undefined) byId.set(id, [word]);
      else words.push(word);
    }
  }
  return (id) => [...(byId.get(id) ?? []), ...ofAll];
}

function remediesOf(texts: readonly string[], faults: VexFaults, pointer: () => string): { detail: string | null; responses: DecisionResponse[] } {
  const remedies = texts.map((text) => JSON.parse(text) as [string | null, string | null]);
  const responses = remedies.flatMap(([category]) => csafRemedies.get(category ?? "") ?? []);
  return {
    detail: detailOf(
      remedies.map(([, details]) => details),
      faults,
      pointer,
    ),
    responses: [...new Set(responses)],
  };
}

function aboutOf(ids: readonly string[], pointer: string, { faults, parts, products }: Around): VexAbout[] {
  const about = new Map<string, VexAbout>();
  const add = (made: VexAbout) => about.set(`${made.product} ${made.package} ${made.isGuess}`, made);
  for (const id of ids) {
    const found = products.get(id);
    if (found === null || found.package === null) {
      faults.add("reference_unknown", () => pointer, `(${id.slice(0, 200)})`);
      continue;
    }
    const at = () => found.pointer;
    const isPackage = found.package.purl !== null && !isContainerPurl(found.package.purl);
    if (found.product === null && !isPackage) {
      const product = parts.productOf(found.package, at);
      if (product !== null) add({ product, package: null, isGuess: false });
      continue;
    }
    const inside = parts.packageOf(found.package, at);
    if (inside === null) continue;
    if (found.product === null) {
      add({ product: null, package: inside, isGuess: false });
      const guess = isDistroPurl(found.package.purl ?? "") ? null : parts.productOf(found.package, at);
      if (guess !== null) add({ product: guess, package: null, isGuess: true });
      continue;
    }
    const product = parts.productOf(found.product, at);
    if (product !== null) add({ product, package: inside, isGuess: false });
  }
  return [...about.values()];
}

function urlIn(references: unknown, faults: VexFaults, pointer: string): string | null {
  for (const [reference, place] of objectsOf(references, faults, pointer)) {
    if (textOf(reference.url) !== null) return urlOf(reference.url, faults, () => `${place}/url`);
  }
  return null;
}
