import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { identifyPurl, purlOf } from "./index";
import { repairPurl } from "./repair-purl";

const folder = join(import.meta.dirname, "../../../shared/corpus/sboms/real");
const bytesMax = 1_000_000;

function realPurls(): Set<string> {
  const purls = new Set<string>();
  for (const name of readdirSync(folder, { recursive: true, encoding: "utf8" })) {
    const file = join(folder, name);
    if (!name.endsWith(".json") || statSync(file).size > bytesMax) continue;
    for (const [, purl] of readFileSync(file, "utf8").matchAll(/"(pkg:[^"\\]{3,400})"/g)) if (purl) purls.add(purl);
  }
  return purls;
}

if (!existsSync(folder)) console.info("real SBOMs are absent: skipped");
it.skipIf(!existsSync(folder))(
  "real purls: the fast reading says what the forgiving one says, and the canonical purl leads back",
  () => {
    const purls = realPurls();
    expect(purls.size).toBeGreaterThan(1_000);
    const unread: string[] = [];
    for (const purl of purls) {
      const found = identifyPurl(purl);
      if (found === null) unread.push(purl);
      else {
        expect(repairPurl(purl), purl).toEqual(found);
        expect(identifyPurl(purlOf(found.identity) ?? "")?.identity, purl).toEqual(found.identity);
      }
    }
    // What is left has no name in it.
    for (const purl of unread) expect(purl).toMatch(/^pkg:[a-z]+\/@?(?:\?|$)/);
  },
  60_000,
);
