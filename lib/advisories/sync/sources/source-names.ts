import { sourceProblem } from "../source-problem";

// A name becomes a part of a path: no separators, nothing hidden, nothing that leads upwards.
const ecosystemName = /^[A-Za-z0-9][A-Za-z0-9 ._+-]{0,99}$/;
const recordId = /^[A-Za-z0-9][A-Za-z0-9._:+~@-]{0,199}$/;

/** Whether this can be the name of an ecosystem's folder. */
export const isEcosystemName = (name: string): boolean => ecosystemName.test(name);

/** Whether this can be an id, which is the name of its file. */
export const isRecordId = (id: string): boolean => recordId.test(id);

/** The same name, or a source problem. */
export function requireEcosystemName(name: string): string {
  if (isEcosystemName(name)) return name;
  throw sourceProblem("source_missing", `"${name}" cannot be the name of an ecosystem.`);
}

/** The id that a file of this name holds, or null when it holds no record. */
export function idOfFile(path: string): string | null {
  const name = path.slice(path.lastIndexOf("/") + 1);
  return name.endsWith(".json") && !name.startsWith(".") ? name.slice(0, -".json".length) : null;
}
