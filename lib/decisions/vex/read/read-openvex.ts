import { readAdvisoryId } from "@/lib/query/advisory-id";
import { isObject, type JsonObject, textOf } from "@/lib/sbom/json";
import { VexFaults } from "./faults";
import { tooManyInVex, vexStatementsMax, vexSubjectsMax } from "./limits";
import type { VexDocument, VexStatement } from "./model";
import { aboutOf, type VexSubjectOfEnvelope } from "./openvex-products";
import { VexParts } from "./parts";
import { detailOf, headText, namesOf, objectsOf, reasonsOf, timeOf } from "./statement-parts";
import { openvexJustifications, openvexStatuses } from "./words";

/** `https://openvex.dev/ns` and the same with a version behind it. */
const context = /^https:\/\/openvex\.dev\/ns(?:\/v?(\d[\w.]*))?\/?$/;
const knownVersion = /^0\.(?:0\.\d+|2\.0)$/;

export function isOpenvex(document: JsonObject): boolean {
  return contextOf(document) !== null;
}

function contextOf(document: JsonObject): string | null {
  const given = document["@context"];
  const texts = Array.isArray(given) ? given : [given];
  return texts.map(textOf).find((text) => text !== null && context.test(text)) ?? null;
}

/**
 * Reads OpenVEX 0.2.0 and 0.0.x, which differ in that vulnerabilities, products and subcomponents are texts there. Source: OpenVEX specification 0.2.0,
 * "The VEX Data Model".
 */
export function readOpenvex(document: JsonObject, at: string, subjects: readonly VexSubjectOfEnvelope[]): VexDocument {
  const faults = new VexFaults();
  const parts = new VexParts(faults);
  const version = context.exec(contextOf(document) ?? "")?.[1] ?? "0.0.1";
  if (!knownVersion.test(version)) faults.add("version_unknown", () => `${at}/@context`);
  const documentAt = timeOf(document.last_updated ?? document.timestamp, faults, () => `${at}/timestamp`);
  const statements: VexStatement[] = [];
  let count = 0;
  let about = 0;
  for (const [statement, pointer] of objectsOf(document.statements, faults, `${at}/statements`)) {
    count += 1;
    if (count > vexStatementsMax) throw tooManyInVex("statements", vexStatementsMax, pointer);
    const read = readStatement(statement, pointer, { faults, parts, documentAt, subjects });
    if (read === null) continue;
    about += read.about.length;
    if (about > vexSubjectsMax) throw tooManyInVex("products and packages in its statements", vexSubjectsMax, pointer);
    statements.push(read);
  }
  return {
    format: "openvex",
    specVersion: version,
    id: headText(document["@id"]),
    version: headText(document.version),
    author: headText(document.author),
    title: null,
    at: documentAt,
    packages: parts.packages,
    products: parts.products,
    statements,
    faults: faults.list,
    faultCount: faults.count,
    statementCount: count,
  };
}

type Around = { faults: VexFaults; parts: VexParts; documentAt: number | null; subjects: readonly VexSubjectOfEnvelope[] };

function readStatement(statement: JsonObject, pointer: string, { faults, parts, documentAt, subjects }: Around): VexStatement | null {
  const names = vulnerabilityNames(statement, faults, pointer);
  const status = statusOf(statement.status, faults, pointer);
  const about = aboutOf(statement, { faults, parts, subjects, pointer });
  if (names === null || status === null || about === null) return null;
  const detail = detailOf([statement.impact_statement, statement.action_statement, statement.status_notes], faults, () => pointer);
  const word = textOf(statement.justification);
  const known = openvexJustifications.get(word ?? "") ?? null;
  const said = timeOf(statement.last_updated ?? statement.timestamp, faults, () => `${pointer}/timestamp`) ?? documentAt;
  return {
    pointer,
    at: said,
    names,
    responses: [],
    evidenceUrl: null,
    about,
    ...reasonsOf({ status, word, known, detail }, faults, () => `${pointer}/justification`),
  };
}

function statusOf(given: unknown, faults: VexFaults, pointer: string): VexStatement["status"] | null {
  const status = openvexStatuses.get(textOf(given) ?? "") ?? null;
  if (status === null) faults.add(given === undefined ? "status_missing" : "status_unknown", () => `${pointer}/status`);
  return status;
}

/** The name, the id at the end of its address and the aliases. */
function vulnerabilityNames({ vulnerability }: JsonObject, faults: VexFaults, pointer: string): string[] | null {
  const at = () => `${pointer}/vulnerability`;
  const given = isObject(vulnerability)
    ? [vulnerability.name, idAtEnd(vulnerability["@id"]), ...(Array.isArray(vulnerability.aliases) ? vulnerability.aliases : [])]
    : [vulnerability];
  const before = faults.count;
  const names = namesOf(given, faults, at);
  if (names.length > 0) return names;
  if (faults.count === before) faults.add("vulnerability_missing", at);
  return null;
}

const idAtEnd = (iri: unknown): string | null => readAdvisoryId(/([^/#?=]+)\/?$/.exec(textOf(iri) ?? "")?.[1] ?? "");
