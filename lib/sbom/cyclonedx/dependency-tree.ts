import { isObject, type JsonObject } from "../json";

/** A dependency as XML and protobuf write it: with those that it depends on inside of it. */
export type DependencyTree = { ref?: string; dependencies?: unknown; provides?: unknown };

/** Told which entry of the flat list was made of which dependency. */
export type OnFlat = (tree: object, flat: object) => void;

/**
 * Dependencies that stand in each other as the flat list of the JSON. What stands deeper than the second level has edges of
 * its own and becomes an entry behind the others.
 */
export function flattenDependencies(trees: readonly unknown[], onFlat: OnFlat): JsonObject[] {
  const queue = trees.filter(isObject) as DependencyTree[];
  const flat: JsonObject[] = [];
  for (let at = 0; at < queue.length; at += 1) {
    const tree = queue[at] as DependencyTree;
    const { ref, dependencies, provides } = tree;
    const inner = Array.isArray(dependencies) ? (dependencies.filter(isObject) as DependencyTree[]) : [];
    const entry = { ref, ...(inner.length > 0 && { dependsOn: inner.map((each) => each.ref) }), ...(Array.isArray(provides) && { provides }) };
    flat.push(entry);
    onFlat(tree, entry);
    for (const each of inner) if (each.dependencies !== undefined || each.provides !== undefined) queue.push(each);
  }
  return flat;
}
