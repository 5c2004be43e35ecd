import type { Member } from "./member";
import { isName } from "./member";

/**
 * Every id of a group as its sources write it, the one to show first, the others sorted. First comes, of malware, `MAL-`; then `CVE-`, `GHSA-`,
 * an advisory's own key (`PYSEC-`, `GO-`, ...), and last what is only an alias; of several the lowest text.
 */
export function idsOf(members: readonly Member[], { isMalware }: { isMalware: boolean }): [display: string, ...others: string[]] {
  const [only] = members;
  if (only && members.length === 1 && only.aliases.length === 0) return [only.key];
  const written = new Map<string, string>();
  const keys = new Set<string>();
  for (const { key } of members) {
    const name = key.toUpperCase();
    keys.add(name);
    // Two sources may write one id in two ways; which is shown must not depend on their order.
    written.set(name, lower(written.get(name), key));
  }
  for (const member of members) {
    for (const alias of member.aliases) {
      const name = alias.toUpperCase();
      if (isName(alias) && !keys.has(name)) written.set(name, lower(written.get(name), alias));
    }
  }
  const rank = (name: string): number => {
    if (isMalware && name.startsWith("MAL-")) return 0;
    if (name.startsWith("CVE-")) return 1;
    if (name.startsWith("GHSA-")) return 2;
    return keys.has(name) ? 3 : 4;
  };
  let display: { name: string; rank: number } | null = null;
  for (const name of written.keys()) {
    const own = rank(name);
    if (display === null || own < display.rank || (own === display.rank && name < display.name)) display = { name, rank: own };
  }
  const first = display === null ? "" : (written.get(display.name) ?? "");
  return [first, ...[...written.values()].filter((id) => id !== first).sort()];
}

function lower(one: string | undefined, other: string): string {
  return one === undefined || other < one ? other : one;
}
