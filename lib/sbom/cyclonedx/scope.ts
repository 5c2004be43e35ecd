import { isObject, type JsonObject } from "../json";
import type { ComponentScope } from "../model";

const byScope = new Map<unknown, ComponentScope>([
  ["required", "runtime"],
  ["optional", "optional"],
  ["excluded", "dev"],
]);

const groupScopes = new Map<string, ComponentScope>([
  ["dev", "dev"],
  ["develop", "dev"],
  ["development", "dev"],
  ["test", "test"],
  ["tests", "test"],
  ["build", "build"],
  ["optional", "optional"],
  ["provided", "build"],
  ["runtime", "runtime"],
  ["compile", "runtime"],
  ["main", "runtime"],
  ["default", "runtime"],
]);
const isTrue = (value: string) => (value === "true" ? "dev" : undefined);
const isGroup = (value: string) => groupScopes.get(value.toLowerCase());

/** What generators say in properties, which is more exact than `scope`. */
const byProperty = new Map<string, (value: string) => ComponentScope | undefined>([
  ["cdx:npm:package:development", isTrue],
  ["cdx:composer:package:isDevRequirement", isTrue],
  ["cdx:pnpm:package:development", isTrue],
  ["cdx:yarn:package:development", isTrue],
  ["cdx:poetry:group", isGroup],
  ["cdx:poetry:package:group", isGroup],
  ["cdx:pipenv:category", isGroup],
  ["cdx:pdm:group", isGroup],
  ["cdx:maven:component_scope", isGroup],
  ["cdx:maven:package:scope", isGroup],
]);

/** The scope of a component: a generator's property, else `scope`, which is `required` when absent. */
export function readScope(component: JsonObject): ComponentScope {
  const properties = component.properties;
  if (Array.isArray(properties)) {
    for (const property of properties) {
      if (!isObject(property)) continue;
      const { name, value } = property;
      if (typeof name !== "string" || typeof value !== "string" || !name.startsWith("cdx:")) continue;
      const scope = byProperty.get(name)?.(value);
      if (scope !== undefined) return scope;
    }
  }
  return byScope.get(component.scope) ?? "runtime";
}
