import { type Licence, type LicenceOperator, licenceExpression } from "../spdx/licence-sets";
import type { WarningSink } from "../warnings";
import type { Element } from "./element";
import type { ElementGraph } from "./element-graph";
import { wordKey } from "./names";

/** Licences of a package by who says so, as expressions. */
export type ElementLicences = { declared: string[]; concluded: string[] };

const sides = new Map<string, keyof ElementLicences>([
  ["hasdeclaredlicense", "declared"],
  ["hasconcludedlicense", "concluded"],
]);

const sets = new Map<string, { operator: LicenceOperator; members: readonly string[] }>([
  ["expandedlicensing_ConjunctiveLicenseSet", { operator: "AND", members: ["expandedlicensing_member"] }],
  ["expandedlicensing_DisjunctiveLicenseSet", { operator: "OR", members: ["expandedlicensing_member"] }],
  ["expandedlicensing_OrLaterOperator", { operator: "+", members: ["expandedlicensing_subjectLicense"] }],
  [
    "expandedlicensing_WithAdditionOperator",
    { operator: "WITH", members: ["expandedlicensing_subjectExtendableLicense", "expandedlicensing_subjectAddition"] },
  ],
]);

/** The licences that relationships give to elements, by the element's id (SPDX 3.0.1, RelationshipType). */
export function readLicences(graph: ElementGraph, sink: WarningSink): Map<string, ElementLicences> {
  const licences = new Map<string, ElementLicences>();
  const known = new Map<string, string | null>();
  const expressionOf = (id: string) => {
    let expression = known.get(id);
    if (expression === undefined) {
      expression = licenceExpression(id, (each) => look(graph, each));
      known.set(id, expression);
    }
    return expression;
  };
  for (const relationship of graph.ofType("Relationship", "LifecycleScopedRelationship")) {
    const side = sides.get(graph.word(relationship, "relationshipType"));
    if (side === undefined) continue;
    for (const from of graph.refs(relationship, "from")) {
      const of = licences.get(from) ?? { declared: [], concluded: [] };
      licences.set(from, of);
      for (const id of graph.refs(relationship, "to")) {
        const expression = expressionOf(id);
        if (expression === null) sink.add("licence_circular", () => relationship.pointer);
        else of[side].push(expression);
      }
    }
  }
  return licences;
}

/** Names of the licences that the document defines itself, in the shape of SPDX 2. */
export function readCustomLicences(graph: ElementGraph): { licenseId: string; name: string | null }[] {
  return graph
    .ofType("expandedlicensing_CustomLicense", "simplelicensing_SimpleLicensingText")
    .map((element) => ({ licenseId: idName(element.id), name: graph.text(element, "name") }));
}

function look(graph: ElementGraph, id: string): Licence<string> {
  const element = graph.get(id);
  const set = element === undefined ? undefined : sets.get(element.type);
  if (element === undefined || set === undefined) return { is: "named", text: nameOf(graph, id, element) };
  const members = set.members.flatMap((member) => {
    const refs = graph.refs(element, member);
    return set.members.length > 1 ? refs.slice(0, 1) : refs;
  });
  return { is: "set", identity: element, operator: set.operator, members };
}

function nameOf(graph: ElementGraph, id: string, element: Element | undefined): string {
  const expression = element === undefined ? null : graph.text(element, "simplelicensing_licenseExpression");
  if (expression !== null) return expression.trim();
  // The class of all licences should have no elements; Microsoft's sbom-tool writes some, which say what they are by name alone.
  const bare = element !== undefined && /(^|_)AnyLicenseInfo$/.test(element.type) ? graph.text(element, "name") : null;
  if (bare !== null && absenceOf(bare) === null && bare.trim() !== "") return bare.trim();
  const absence = absenceOf(id) ?? (element === undefined ? null : absenceOf(graph.text(element, "name") ?? ""));
  return absence ?? idName(id);
}

/** The individuals of SPDX 3 that stand for no licence and for no statement. */
function absenceOf(name: string): "NONE" | "NOASSERTION" | null {
  const word = wordKey(name.slice(name.lastIndexOf("#") + 1));
  if (/^noassertion(license|element)?$/.test(word)) return "NOASSERTION";
  return /^none(license|element)?$/.test(word) ? "NONE" : null;
}

/** The last part of an address: `MIT` of https://spdx.org/licenses/MIT, `LicenseRef-1` of an own one. */
function idName(id: string): string {
  return id.slice(Math.max(id.lastIndexOf("#"), id.lastIndexOf("/")) + 1) || id;
}
