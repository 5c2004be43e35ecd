import { isObject, type JsonObject } from "../json";

/** Purls and CPE names of a component, as written, in the order: its own field, `identifiers` (2.0), what evidence concludes. */
export function identifiersOf(component: JsonObject): { purls: string[]; cpes: string[] } {
  const purls: string[] = [];
  const cpes: string[] = [];
  const add = (scheme: unknown, value: unknown) => {
    if (typeof value !== "string" || value === "") return;
    if (scheme === "purl") purls.push(value);
    else if (scheme === "cpe") cpes.push(value);
  };
  add("purl", component.purl);
  add("cpe", component.cpe);
  if (component.identifiers !== undefined) for (const { scheme, value } of identities(component.identifiers)) add(scheme, value);
  if (isObject(component.evidence)) {
    const { identity } = component.evidence;
    for (const each of Array.isArray(identity) ? identity : [identity]) {
      if (isObject(each)) add(each.field ?? each.scheme, each.concludedValue);
    }
  }
  return { purls, cpes };
}

/** The component's own purl: its field, else the first of its `identifiers`. */
export function purlOfComponent(component: JsonObject): unknown {
  const { purl, identifiers } = component;
  if ((purl !== undefined && purl !== null && purl !== "") || identifiers === undefined) return purl;
  return identities(identifiers).find(({ scheme }) => scheme === "purl")?.value;
}

function identities(identifiers: unknown): JsonObject[] {
  const found: JsonObject[] = [];
  if (!Array.isArray(identifiers)) return found;
  for (const entry of identifiers) {
    if (!isObject(entry) || !Array.isArray(entry.identities)) continue;
    for (const identity of entry.identities) if (isObject(identity)) found.push(identity);
  }
  return found;
}
