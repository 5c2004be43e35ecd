import { isObject, type JsonObject } from "../json";

/**
 * The tools of a document in one of the two forms that the JSON has: the old list of tools, or components and services. Of
 * both at once the old ones become components.
 */
export function toolsOf(tools: readonly unknown[], components: unknown, services: unknown): unknown {
  if (components === undefined && services === undefined) return tools;
  const asComponents = tools
    .filter(isObject)
    .map(({ vendor, ...tool }: JsonObject) => ({ type: "application", ...(vendor !== undefined && { group: vendor }), ...tool }));
  const all = [...asComponents, ...(Array.isArray(components) ? components : [])];
  return { ...(all.length > 0 && { components: all }), ...(services !== undefined && { services }) };
}
