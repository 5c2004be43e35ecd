import { existsSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { formatIndicators, readIndicators } from "@/lib/query/indicators";

const folder = resolve(import.meta.dirname, "../../../shared/corpus/incidents");
const isHere = existsSync(folder);

describe.skipIf(!isHere)("lists as they were published", () => {
  it.each([
    {
      file: "Cobenian_shai-hulud-detect-compromised-packages.txt",
      format: "lines",
      lines: 6_428,
      indicators: 5_782,
      counts: { read: 5_782, noted: 0, rejected: 0, comment: 587, blank: 59, header: 0, duplicate: 0 },
      ecosystems: { npm: 5_644, golang: 83, pypi: 52, composer: 3 },
    },
    {
      file: "DataDog_indicators-of-compromise-shai-hulud-2.0_consolidated_iocs.csv",
      format: "csv",
      lines: 796,
      indicators: 1_091,
      counts: { read: 795, noted: 0, rejected: 0, comment: 0, blank: 0, header: 1, duplicate: 0 },
      ecosystems: { npm: 1_091 },
    },
  ])("$file: every line is accounted for", ({ file, format, lines, indicators, counts, ecosystems }) => {
    const list = readIndicators(readFileSync(join(folder, file)));
    expect({ format: list.format, lines: list.lines, indicators: list.indicators.length, counts: list.counts }).toEqual({ format, lines, indicators, counts });
    expect(list.ecosystem).toEqual({ value: "npm", from: "list" });
    const found: Record<string, number> = {};
    for (const indicator of list.indicators) {
      if (indicator.kind !== "package" || indicator.version.kind !== "exact") throw new Error(JSON.stringify(indicator));
      const key = indicator.ecosystem ?? "none";
      found[key] = (found[key] ?? 0) + 1;
    }
    expect(found).toEqual(ecosystems);
    expect(readIndicators(formatIndicators(list)).indicators).toEqual(list.indicators);
  });
});
