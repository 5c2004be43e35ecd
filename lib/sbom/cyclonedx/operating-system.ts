import { type OperatingSystem, OperatingSystems } from "../complete-identity";
import { isObject, type JsonObject } from "../json";
import { isList, mentioning } from "../list";

/** The only operating system in the lists, nested components aside: by its name and version, or by syft's properties. */
export function readOperatingSystem(lists: readonly unknown[]): OperatingSystem | null {
  const systems = new OperatingSystems();
  for (const list of lists) {
    if (!isList(list)) continue;
    for (const component of mentioning(list, ["operating-system"])) {
      if (!isObject(component) || component.type !== "operating-system") continue;
      systems.add([component.name, property(component, "syft:distro:id")], property(component, "syft:distro:versionID") ?? component.version);
    }
  }
  return systems.only();
}

function property({ properties }: JsonObject, name: string): unknown {
  if (!Array.isArray(properties)) return undefined;
  const found = properties.find((entry: unknown) => isObject(entry) && entry.name === name);
  return isObject(found) ? found.value : undefined;
}
