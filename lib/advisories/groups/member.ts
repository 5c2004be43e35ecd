import type { AdvisoryKind, Severity } from "@/lib/advisories/model";

/** What a group needs to know of an advisory. Times are microseconds since 1970. */
export type Member = {
  id: number;
  key: string;
  aliases: readonly string[];
  kind: AdvisoryKind;
  modified: number;
  published: number | null;
  withdrawn: number | null;
  summary: string | null;
  severities: readonly Severity[];
  /** The group that it is stored in; null: it is new. */
  group: number | null;
};

/** A longer alias names nothing that anybody looks for, and fits no index. */
const aliasLengthMax = 250;

/** True for an alias under which a group can be found. */
export const isName = (alias: string): boolean => alias.length > 0 && alias.length <= aliasLengthMax;

/** Under what a group is found: the key and all aliases in upper case, each once, the key first. */
export function namesOf({ key, aliases }: Pick<Member, "key" | "aliases">): string[] {
  if (aliases.length === 0) return [key.toUpperCase()];
  const names = new Set([key.toUpperCase()]);
  for (const alias of aliases) if (isName(alias)) names.add(alias.toUpperCase());
  return [...names];
}
