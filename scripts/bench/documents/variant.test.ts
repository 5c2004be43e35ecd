import { describe, expect, it } from "vitest";
import { readBom } from "@/lib/sbom";
import { makeDictionary } from "../fleet/dictionary";
import { Random } from "../random";
import { generateDocuments } from "./generated-documents";
import { Variants } from "./variant";

const bases = generateDocuments(makeDictionary(1, 1_000), 1, 0.1);

describe("Variants", () => {
  it("writes documents that Wherein reads whole, of about the intended size", () => {
    for (const base of bases) {
      const variants = new Variants(base, new Random(1));
      const document = variants.write(variants.unchanged(), new Date());
      const bom = readBom(document);
      expect(bom.components).toHaveLength(variants.componentCount);
      expect(bom.accounting.skipped).toEqual([]);
      expect(document.length).toBeGreaterThan(variants.componentCount * 700);
    }
  });

  it("gives each document its own serial number, and exactly the versions that were asked for", () => {
    const variants = new Variants(bases[0] ?? { name: "", document: { components: [] } }, new Random(1));
    const bumps = variants.unchanged();
    const before = readBom(variants.write(bumps, new Date()));
    bumps[3] = 7;
    bumps[5] = 7;
    const after = readBom(variants.write(bumps, new Date()));
    expect(after.serialNumber).not.toBe(before.serialNumber);
    const known = new Set(before.components.map(({ key }) => key));
    expect(after.components.filter(({ key }) => !known.has(key))).toHaveLength(2);
  });
});
