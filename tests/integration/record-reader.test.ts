import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readOsvRecord } from "@/lib/advisories/osv";
import { RecordReader } from "@/lib/advisories/sync/reading/record-reader";
import { bundleThread } from "./setup/bundle-thread";

const record = (i: number) => ({
  schema_version: "1.7.5",
  id: `GHSA-${i}`,
  modified: "2026-03-01T00:00:00Z",
  aliases: [`CVE-2026-${1_000 + i}`],
  severity: [{ type: "CVSS_V3", score: "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H" }],
  affected: [
    { package: { ecosystem: "npm", name: "left-pad" }, ranges: [{ type: "SEMVER", events: [{ introduced: "0" }, { fixed: `1.${i}.0-ü` }] }] },
    { package: { ecosystem: "PyPI", name: "jinja2" }, versions: ["2.0", "not a version \u{1f600}"] },
  ],
});

const records = Array.from({ length: 600 }, (_, i) => Buffer.from(i % 7 === 3 ? `{"id": "broken-${i}"` : JSON.stringify(record(i))));

describe("the thread that reads records", () => {
  let reader: RecordReader;

  beforeAll(async () => {
    reader = new RecordReader(await bundleThread("lib/advisories/sync/reading/record-thread.ts"));
  });

  afterAll(() => reader.rest());

  it("gives what reading them here gives, refusals in their places, batch after batch", async () => {
    const here = records.map(readOsvRecord);
    const [one, other] = await Promise.all([reader.read(records), reader.read(records.slice(0, 300).reverse())]);
    expect(one).toEqual(here);
    expect(other).toEqual(here.slice(0, 300).reverse());
    const [first] = one;
    if (first?.kind !== "advisory") throw new Error("the first record can be read");
    expect(Buffer.isBuffer(first.advisory.ranges[0]?.lo)).toBe(true);
  });

  it("outlives records whose values are far larger than their text", async () => {
    const head = '{"id":"OSV-wide","modified":"2026-03-01T00:00:00Z","database_specific":{"x":[';
    const wide = (item: string) => Buffer.from(`${head}${`${item},`.repeat(Math.floor(15_000_000 / (item.length + 1)))}${item}]}}`);
    for (const item of ["{}", "[]", '{"a":1}', "[[]]"]) {
      const read = await reader.read([...records.slice(0, 250), wide(item)]);
      expect(read.at(-1)).toMatchObject({ kind: "advisory", advisory: { key: "OSV-wide" } });
      expect(read.slice(0, -1)).toEqual(records.slice(0, 250).map(readOsvRecord));
    }
  }, 120_000);

  it("leaves the records as they were, and starts again after a rest", async () => {
    const before = records.map((bytes) => bytes.toString());
    await reader.rest();
    expect(await reader.read(records)).toHaveLength(records.length);
    expect(records.map((bytes) => bytes.toString())).toEqual(before);
  });

  it("rejects what it had in hand when it dies, and reads again afterwards", async () => {
    const pending = reader.read(records);
    await reader.rest();
    await expect(pending).rejects.toThrow(/ended/);
    expect(await reader.read(records)).toHaveLength(records.length);
  });
});
