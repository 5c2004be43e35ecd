import type { Licence, LicenceOperator } from "../licence-sets";
import type { RdfGraph, RdfValue, Resource } from "./graph";
import { absenceOf, listedId } from "./words";

const operators = new Map<string | null, LicenceOperator>([
  ["ConjunctiveLicenseSet", "AND"],
  ["DisjunctiveLicenseSet", "OR"],
  ["WithExceptionOperator", "WITH"],
  ["OrLaterOperator", "+"],
]);

/** What a licence of the graph is; `idOf` gives the name of one that the document or another one defines. */
export function licenceIn(graph: RdfGraph, idOf: (uri: string) => string): (value: RdfValue) => Licence<RdfValue> {
  return (value) => {
    if (value.is === "text") return { is: "named", text: value.text.trim() };
    const resource = value.is === "description" ? value.resource : graph.byUri.get(value.uri);
    const operator = operators.get(resource?.type ?? null);
    if (resource !== undefined && operator !== undefined) return { is: "set", identity: resource, operator, members: membersOf(resource, operator) };
    return { is: "named", text: nameOf(value.is === "resource" ? value.uri : value.resource.uri, resource, idOf) };
  };
}

function membersOf({ properties }: Resource, operator: LicenceOperator): readonly RdfValue[] {
  const members = properties.get("member") ?? properties.get("license") ?? [];
  if (operator === "AND" || operator === "OR") return members;
  const exception = operator === "WITH" ? (properties.get("licenseException") ?? []) : [];
  return [...members.slice(0, 1), ...exception.slice(0, 1)];
}

function nameOf(uri: string | null, resource: Resource | undefined, idOf: (uri: string) => string): string {
  const named = resource?.properties.get("licenseId")?.[0] ?? resource?.properties.get("licenseExceptionId")?.[0];
  if (named?.is === "text" && named.text.trim() !== "") return named.text.trim();
  if (uri === null) return "NOASSERTION";
  return absenceOf(uri) ?? listedId(uri) ?? idOf(uri);
}
