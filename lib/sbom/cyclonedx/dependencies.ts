import { type CompositionBuilder, rootIndex } from "../composition-builder";
import { isObject } from "../json";
import { isList } from "../list";

/**
 * Reads the edges. Returns a function that finds the entries whose `ref` satisfies a condition, for naming the places of
 * cycles, as JSON pointers.
 */
export function readDependencies(builder: CompositionBuilder, value: unknown, at: string): (matches: (index: number) => boolean) => string[] {
  const { sink } = builder;
  if (value === undefined || value === null) return () => [];
  if (!isList(value)) {
    sink.add("not_a_list", () => at);
    return () => [];
  }
  const sources = new Int32Array(value.length).fill(rootIndex);
  let next = 0;
  for (const entry of value) {
    const i = next++;
    if (!isObject(entry)) {
      sink.add("not_an_object", () => `${at}/${i}`);
      continue;
    }
    const ref = entry.ref;
    if (typeof ref !== "string") {
      sink.add("not_a_text", () => `${at}/${i}/ref`);
      continue;
    }
    const from = builder.refs.get(ref);
    if (from === undefined) sink.add("dangling_ref", () => `${at}/${i}/ref`);
    else sources[i] = from;
    const targets = entry.dependsOn;
    if (targets === undefined || targets === null) continue;
    if (!Array.isArray(targets)) {
      sink.add("not_a_list", () => `${at}/${i}/dependsOn`);
      continue;
    }
    for (let j = 0; j < targets.length; j += 1) {
      const target: unknown = targets[j];
      const pointer = () => `${at}/${i}/dependsOn/${j}`;
      if (typeof target !== "string") {
        sink.add("not_a_text", pointer);
        continue;
      }
      if (target === ref) {
        sink.add("self_dependency", pointer);
        continue;
      }
      const to = builder.refs.get(target);
      if (to === undefined) sink.add("dangling_ref", pointer);
      else if (from !== undefined) builder.addDependency(from, to);
    }
  }
  return (matches) => {
    const pointers: string[] = [];
    for (let i = 0; i < sources.length && pointers.length < 5; i += 1) {
      if (matches(sources[i] as number)) pointers.push(`${at}/${i}`);
    }
    return pointers;
  };
}
