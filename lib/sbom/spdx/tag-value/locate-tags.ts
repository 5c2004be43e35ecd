import type { JsonObject } from "../../json";
import { labelAt, type Places } from "../../places/places";
import { type Part, ruleOf, type TagRule } from "./tags";
import { walkTags } from "./walk-tags";

/** A tag that is looked for: the `nth` one of a member, in the part that begins at the line `from`. */
type Wanted = { pointer: string; from: number; part: Part | null; member: string; nth: number; id: unknown; place: string };

/** These begin inside of what is open and do not end it. */
const innerParts: ReadonlySet<Part> = new Set<Part>(["annotation", "review", "project"]);

/**
 * The line and tag of each pointer into a document that was read from tag-value: `line 120, PackageChecksum (SPDXRef-a)`.
 * The text is gone through once more. What has no tag of its own is where its part begins.
 */
export function locateTags(input: { text: string; document: JsonObject; places: Places; pointers: readonly string[] }): Map<string, string> {
  const wanted = input.pointers.map((pointer) => toWanted(pointer, input)).sort((a, b) => a.from - b.from);
  let next = 0;
  let open: Wanted[] = [];
  for (const { tag, value, line } of walkTags(input.text)) {
    const rule = tag === null ? undefined : ruleOf(tag);
    const place = `line ${line}, ${tag}`;
    for (let each = wanted[next]; each !== undefined && each.from <= line; each = wanted[++next]) {
      open.push(each);
      if (each.part === null && rule !== undefined) Object.assign(each, { part: rule.part, place });
    }
    if (next === wanted.length && open.length === 0) break;
    if (rule === undefined) continue;
    open = open.filter((each) => {
      if (isOver(each, rule, line)) return false;
      if (!isMeant(each, rule, value)) return true;
      each.nth -= 1;
      if (each.nth < 0) each.place = place;
      return each.nth >= 0;
    });
  }
  return new Map(wanted.map(({ pointer, place }) => [pointer, place + labelAt(input.document, pointer)]));
}

function toWanted(pointer: string, { document, places }: { document: JsonObject; places: Places }): Wanted {
  const { place, entry, steps } = places.nearest(document, pointer);
  const isCreation = place === null && steps[0] === "creationInfo";
  const [member = "", nth = "0"] = isCreation ? steps.slice(1) : steps;
  const part = place !== null ? null : isCreation ? "creation" : "document";
  return { pointer, from: place ?? 1, part, member, nth: Number(nth) || 0, id: entry.SPDXID, place: `line ${place ?? 1}` };
}

/** Tags of the document's own may stand anywhere; a part ends where the next one begins. */
function isOver({ part, from }: Wanted, rule: TagRule, line: number): boolean {
  if (part === "document" || part === "creation" || line <= from) return false;
  return rule.opens ? !innerParts.has(rule.part) : rule.part === "relationship";
}

function isMeant({ part, member, id }: Wanted, rule: TagRule, value: string): boolean {
  if (rule.member !== member) return false;
  return rule.kind === "element-id" ? value === id : rule.part === part;
}
