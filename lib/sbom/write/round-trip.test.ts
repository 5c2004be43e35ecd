import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { WhereinError } from "@/lib/errors";
import { type Bom, readBom } from "@/lib/sbom";
import { exportFormats, writeBom } from ".";

const options = { toolVersion: "0.1.0", time: "2026-03-01T10:00:00.000Z", subjectName: "shop" };
const targets = exportFormats
  .filter(({ format }) => format !== "csv")
  .flatMap(({ format, versions }) => versions.map((specVersion) => ({ format, specVersion })));

/** The model, without what says how and by whom it was written down. */
function modelOf({ components, details, graph, root, rootDetails, services, createdAt, origin }: Bom) {
  return { components, details, graph, root, rootDetails, services, createdAt, origin: origin && { ...origin, tools: [] } };
}

const folder = join(import.meta.dirname, "../../../../shared/corpus/sboms");
const bytesMax = Number(process.env.BYTES ?? 300_000);
if (!existsSync(folder)) console.info("real SBOMs are absent: skipped");

describe.skipIf(!existsSync(folder))("the corpus", () => {
  const files = existsSync(folder)
    ? ["valid", "real"]
        .flatMap((kind) => readdirSync(join(folder, kind), { recursive: true, encoding: "utf8" }).map((name) => join(folder, kind, name)))
        .filter((file) => statSync(file).isFile() && statSync(file).size < bytesMax)
    : [];
  for (const { format, specVersion } of targets) {
    it(`is the same after export as ${format} ${specVersion}`, { timeout: 600_000 }, () => {
      const wrong: string[] = [];
      let n = 0;
      for (const file of files) {
        let bom: Bom;
        try {
          const bytes = readFileSync(file);
          bom = readBom(file.endsWith(".gz") ? gunzipSync(bytes) : bytes, { details: true });
        } catch (error) {
          if (error instanceof WhereinError) continue;
          throw error;
        }
        n += 1;
        const text = writeBom(bom, { ...options, format, specVersion });
        const back = readBom(Buffer.from(text), { details: true });
        try {
          expect(modelOf(back)).toEqual(modelOf(bom));
        } catch (error) {
          wrong.push(`${file}: ${(error as Error).message.slice(0, 1500)}`);
        }
      }
      console.log(format, specVersion, n, "wrong", wrong.length);
      expect(wrong.slice(0, 3)).toEqual([]);
    });
  }
});
