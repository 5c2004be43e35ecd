import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { readOsvRecord } from "@/lib/advisories/osv";

const folder = "../shared/corpus/osv";

describe.skipIf(!existsSync(folder))("the corpus of OSV records", () => {
  for (const source of existsSync(folder) ? readdirSync(folder).filter((name) => !name.includes(".")) : []) {
    it(`${source}: every record is an advisory, or refused with a reason`, () => {
      const refused = new Map<string, number>();
      const skipped = new Map<string, number>();
      let read = 0;
      for (const file of readdirSync(join(folder, source)).filter((name) => name.endsWith(".jsonl.gz"))) {
        for (const line of gunzipSync(readFileSync(join(folder, source, file)))
          .toString("utf8")
          .split("\n")) {
          if (line === "") continue;
          const record = readOsvRecord(Buffer.from(line));
          if (record.kind === "refused") {
            expect(record.detail).not.toBe("");
            refused.set(record.code, (refused.get(record.code) ?? 0) + 1);
            continue;
          }
          read += 1;
          for (const { code } of record.advisory.skipped) skipped.set(code, (skipped.get(code) ?? 0) + 1);
        }
      }
      const counts = (all: Map<string, number>) => [...all].map(([code, count]) => `${code} ${count}`).join(", ") || "none";
      process.stdout.write(`osv ${source}: ${read} read; refused: ${counts(refused)}; parts skipped: ${counts(skipped)}\n`);
      const total = [...refused.values()].reduce((sum, count) => sum + count, 0);
      expect(read).toBeGreaterThan(0);
      expect(total / (read + total)).toBeLessThan(0.02);
    });
  }
});
