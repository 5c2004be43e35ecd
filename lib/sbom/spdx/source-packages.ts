import type { CompositionBuilder } from "../composition-builder";
import { isObject } from "../json";
import { isList, mentioning } from "../list";
import { isDistroPackage } from "../purl-details";

/**
 * Adds the source packages that `source GENERATES binary` and `binary GENERATED_FROM source` name. The second also says what
 * else was built in (Debian's Built-Using): it counts only where it names one.
 */
export function addSourcePackages(builder: CompositionBuilder, relationships: unknown): void {
  if (!builder.hasDistroPackages || !isList(relationships)) return;
  const generates = new Map<number, Set<number>>();
  const generatedFrom = new Map<number, Set<number>>();
  for (const relationship of mentioning(relationships, ["GENERATE"])) {
    if (!isObject(relationship)) continue;
    const { relationshipType: type, spdxElementId: element, relatedSpdxElement: related } = relationship;
    if ((type !== "GENERATES" && type !== "GENERATED_FROM") || typeof element !== "string" || typeof related !== "string") continue;
    const [source, binary, found] = type === "GENERATES" ? [element, related, generates] : [related, element, generatedFrom];
    const [from, to] = [builder.refs.get(source), builder.refs.get(binary)];
    if (from === undefined || to === undefined || from < 0 || to < 0) continue;
    const sources = found.get(to);
    if (sources === undefined) found.set(to, new Set([from]));
    else sources.add(from);
  }
  for (const found of [generates, generatedFrom]) {
    for (const [binary, sources] of found) {
      const [only] = sources;
      const source = sources.size === 1 && only !== undefined ? builder.componentAt(only) : null;
      const component = builder.componentAt(binary);
      if (source === null || component === null) continue;
      if (!isDistroPackage(component) || source.ecosystem !== component.ecosystem) continue;
      builder.addSource(binary, { name: source.name.slice(source.name.lastIndexOf("/") + 1), version: source.version || null });
    }
  }
}
