import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { valid } from "@renovatebot/pep440";
import { describe, expect, it } from "vitest";
import { judgeFact, readFacts, schemeOfFile } from "./facts";
import type { VersionScheme } from "./index";

const folders = ["osv-scalibr-semantic", "osv-dev-packagist"].map((name) => join(import.meta.dirname, "../../../shared/corpus/vectors", name));
const files = folders.flatMap((folder) => (existsSync(folder) ? readdirSync(folder).map((file) => join(folder, file)) : [])).filter(schemeOfFile);

/** Which published versions have no order, and must not get one. */
const isRightlyRefused: Partial<Record<VersionScheme, (version: string) => boolean>> = {
  // Versions from before PEP 440: nobody defines their order any more.
  pep440: (version) => !valid(version),
  // Branches, version_compare's own sign, and what Composer refuses or places elsewhere than version_compare (-stable).
  packagist: (version) => /^dev-|#|-stable$|\.post\d+$|\.dev\d+$|-test1$/.test(version),
};

if (files.length === 0) console.info("published version comparisons are absent: skipped");
describe.skipIf(files.length === 0)("published comparisons", () => {
  it.each(files)("%s", { timeout: 60_000 }, (file) => {
    const scheme = schemeOfFile(file) as VersionScheme;
    const mayRefuse = isRightlyRefused[scheme] ?? (() => false);
    const wrong: string[] = [];
    for (const { line, fact } of readFacts(readFileSync(file, "utf8"))) {
      const verdict = judgeFact(scheme, fact);
      const refusable = fact === null ? [] : [fact.a, fact.b].filter(mayRefuse);
      if (verdict.kind === "refused" ? verdict.refused.some((version) => !mayRefuse(version)) : verdict.kind !== "right" || refusable.length > 0) {
        wrong.push(`${line}   ${JSON.stringify(verdict)}`);
      }
    }
    expect(wrong).toEqual([]);
  });
});
