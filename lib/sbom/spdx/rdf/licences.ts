import type { RdfGraph, RdfValue, Resource } from "./graph";
import { absenceOf, listedId } from "./words";

/** Longer expressions are not written by anyone; sets that contain each other many times would grow without end. */
const expressionCharsMax = 20_000;

const operators = new Map([
  ["ConjunctiveLicenseSet", " AND "],
  ["DisjunctiveLicenseSet", " OR "],
]);

type Frame = { resource: Resource; members: RdfValue[]; made: string[] };

/**
 * A licence in RDF as a licence expression (SPDX 2.3, annex D), as SPDX's own tools write it: sets in parentheses, their
 * members in alphabetical order, since a set in RDF has none. Null for one that contains itself or grows beyond any use.
 */
export function licenceExpression(start: RdfValue, graph: RdfGraph, idOf: (uri: string) => string): string | null {
  const frames: Frame[] = [];
  let made = begin(start);
  for (;;) {
    const frame = frames.at(-1);
    if (frame === undefined) return made;
    if (made !== null) {
      frame.made.push(made);
      made = null;
    }
    const member = frame.members[frame.made.length];
    if (member !== undefined) {
      made = begin(member);
      // Neither a text nor a new frame: this is a circle.
      if (made === null && frames.at(-1) === frame) return null;
      continue;
    }
    frames.pop();
    made = compose(frame);
    if (made.length > expressionCharsMax) return null;
    if (frames.length === 0) return made;
  }

  function begin(value: RdfValue): string | null {
    if (value.is === "text") return value.text.trim();
    const resource = value.is === "description" ? value.resource : graph.byUri.get(value.uri);
    const uri = value.is === "resource" ? value.uri : value.resource.uri;
    const members = resource === undefined ? [] : membersOf(resource);
    if (resource === undefined || members.length === 0) return simpleLicence(uri, resource, idOf);
    if (frames.some((frame) => frame.resource === resource) || frames.length > 100) return null;
    frames.push({ resource, members, made: [] });
    return null;
  }
}

function membersOf({ properties }: Resource): RdfValue[] {
  const members = properties.get("member") ?? properties.get("license") ?? [];
  const exception = properties.get("licenseException")?.[0];
  return members.length > 0 && exception !== undefined ? [members[0] as RdfValue, exception] : members;
}

function compose({ resource, made }: Frame): string {
  const operator = operators.get(resource.type ?? "");
  if (operator !== undefined) return made.length === 1 ? (made[0] as string) : `(${[...made].sort().join(operator)})`;
  if (resource.properties.has("licenseException")) return made.join(" WITH ");
  return resource.type === "OrLaterOperator" ? `${made[0]}+` : made.join(" AND ");
}

function simpleLicence(uri: string | null, resource: Resource | undefined, idOf: (uri: string) => string): string {
  const named = resource?.properties.get("licenseId")?.[0] ?? resource?.properties.get("licenseExceptionId")?.[0];
  if (named?.is === "text" && named.text.trim() !== "") return named.text.trim();
  if (uri === null) return "NOASSERTION";
  return absenceOf(uri) ?? listedId(uri) ?? idOf(uri);
}
