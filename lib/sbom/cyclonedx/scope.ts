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
const when = (scope: ComponentScope) => (value: string) => (value.toLowerCase() === "true" ? scope : undefined);
const isTrue = when("dev");
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
  ["cdx:maven:package:test", when("test")],
  // hermeto (cachi2): what pip needs to build other packages.
  ["cdx:pip:package:build-dependency", when("build")],
  // cdxgen: the Gradle configuration. Those at run and compile time say no more than `scope`.
  ["GradleProfileName", (value) => gradleScopes.find(({ name }) => name.test(value))?.scope],
]);

const gradleScopes: readonly { name: RegExp; scope: ComponentScope }[] = [
  { name: /test/i, scope: "test" },
  { name: /annotationProcessor|compileOnly|kapt/i, scope: "build" },
];

/** The scope of a component: a generator's property, else `scope`, which is `required` when absent. */
export function readScope({ properties, scope: stated }: JsonObject): ComponentScope {
  if (Array.isArray(properties)) {
    for (const property of properties) {
      if (!isObject(property)) continue;
      const { name, value } = property;
      if (typeof name !== "string" || typeof value !== "string") continue;
      if (!name.startsWith("cdx:") && name !== "GradleProfileName") continue;
      const scope = byProperty.get(name)?.(value);
      if (scope !== undefined) return scope;
    }
  }
  return byScope.get(stated) ?? "runtime";
}
