import { readFile } from "node:fs/promises";
import { judgeFact, readFacts, schemeOfFile, versionSchemes } from "@/lib/versions";

/** What a check of one table found; `lines` are for people, one for each fact that is not right. */
export type CheckedFile = { path: string; scheme: string | null; right: number; wrong: number; refused: number; lines: string[]; rightLines: string[] };

/** Judges every fact of a table by the scheme of its file's name. `wrong` counts lines that are no fact too; a scheme of null: none has this name. */
export async function checkVersionFile(path: string): Promise<CheckedFile> {
  const scheme = schemeOfFile(path);
  const checked: CheckedFile = { path, scheme, right: 0, wrong: 0, refused: 0, lines: [], rightLines: [] };
  if (scheme === null) return checked;
  for (const { line, fact } of readFacts(await readFile(path, "utf8"))) {
    const verdict = judgeFact(scheme, fact);
    switch (verdict.kind) {
      case "right":
        checked.right += 1;
        checked.rightLines.push(`right    ${line}`);
        break;
      case "wrong":
        checked.wrong += 1;
        checked.lines.push(`wrong    ${line}    here it is ${verdict.got}`);
        break;
      case "unreadable":
        checked.wrong += 1;
        checked.lines.push(`wrong    ${line}    no fact: a < b, a = b or a > b is expected`);
        break;
      case "refused":
        checked.refused += 1;
        checked.lines.push(`refused  ${line}    no order: ${verdict.refused.join(", ")}`);
        break;
    }
  }
  return checked;
}

export { versionSchemes };
