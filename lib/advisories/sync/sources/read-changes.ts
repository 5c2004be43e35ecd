import { sourceProblem } from "../source-problem";
import type { Change } from "./record-source";
import { isRecordId } from "./source-names";

const lineBytesMax = 1_024;

/**
 * Reads `<modified>,<id>` lines, newest first, until one is older than `since`. Lines whose id cannot be one are left out; a list
 * that begins with something else is no list. `where` is for the message.
 */
export async function readChanges(body: AsyncIterable<Buffer>, since: Date | null, where: string): Promise<Change[]> {
  const changes: Change[] = [];
  const sinceMs = since?.getTime() ?? Number.NEGATIVE_INFINITY;
  let rest = "";
  /** Whether to read on. */
  const take = (line: string): boolean => {
    const cut = line.indexOf(",");
    const modified = new Date(line.slice(0, Math.max(cut, 0)));
    const id = line.slice(cut + 1).trim();
    if (cut < 0 || Number.isNaN(modified.getTime())) {
      if (changes.length === 0 && line.trim() !== "") throw sourceProblem("source_damaged", `${where} is not a list of changes.`);
      return true;
    }
    if (modified.getTime() < sinceMs) return false;
    if (isRecordId(id)) changes.push({ id, modified });
    return true;
  };
  for await (const chunk of body) {
    const lines = (rest + chunk.toString("latin1")).split("\n");
    rest = lines.pop() ?? "";
    if (rest.length > lineBytesMax) throw sourceProblem("source_damaged", `${where} is not a list of changes.`);
    for (const line of lines) if (!take(line)) return changes;
  }
  if (rest !== "") take(rest);
  return changes;
}
