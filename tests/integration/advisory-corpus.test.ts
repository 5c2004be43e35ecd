import { existsSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import { gunzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { withMirror } from "./setup/mirror-system";

const folder = resolve(import.meta.dirname, "../../../shared/corpus");
const isHere = existsSync(resolve(folder, "osv"));
if (!isHere) process.stderr.write("The corpus of real advisories is not here (../shared/corpus): its tests are skipped.\n");

const system = withMirror();

/** Puts a source of the corpus into the bucket as an ecosystem; returns how many records there are. */
function put(source: string, ecosystem: string): number {
  const lines = gunzipSync(readFileSync(resolve(folder, "osv", source, `${source}.jsonl.gz`)))
    .toString()
    .split("\n")
    .filter((line) => line !== "");
  for (const line of lines) {
    const { id, modified } = JSON.parse(line);
    system.bucket.putBytes(ecosystem, id, modified, Buffer.from(line));
  }
  // Packed now, and not while somebody waits for it.
  system.bucket.freezeZip(ecosystem);
  return lines.length;
}

describe.skipIf(!isHere)("real records", () => {
  it("load from a bucket or are quarantined with a reason, and are known the next time", async () => {
    const sources: [string, string][] = [
      ["bellsoft", "BellSoft Hardened Containers"],
      ["pypa", "PyPI"],
      ["rustsec", "crates.io"],
    ];
    const mirror = system.open({ ecosystems: sources.map(([, ecosystem]) => ecosystem) });
    const sizes = sources.map(([source, ecosystem]) => put(source, ecosystem));
    await system.sync(mirror);
    for (const [i, [, ecosystem]] of sources.entries()) {
      const { counts, problem } = await system.feed(ecosystem);
      expect(problem).toBeNull();
      expect(counts).toMatchObject({ read: sizes[i] });
      expect((counts?.added ?? 0) + (counts?.quarantined ?? 0)).toBe(sizes[i]);
    }
    for (const { code } of await system.quarantine()) expect(code).not.toBe("");
    await system.pool.query("update advisory_feed set full_at = null, etag = etag || 'x'");
    await system.sync(mirror);
    for (const [i, [, ecosystem]] of sources.entries()) {
      const { counts } = await system.feed(ecosystem);
      expect(counts).toMatchObject({ added: 0, changed: 0, removed: 0 });
      expect((counts?.unchanged ?? 0) + (counts?.quarantined ?? 0)).toBe(sizes[i]);
    }
  });

  it("the catalogue of known exploited vulnerabilities is taken in whole", async () => {
    const path = resolve(folder, "kev/known_exploited_vulnerabilities.json.gz");
    await system.sync(system.open({ osvUrl: null, kevUrl: path }));
    const { counts, problem } = await system.feed("", "kev");
    const { count } = JSON.parse(gunzipSync(readFileSync(path)).toString());
    expect(problem).toBeNull();
    expect(counts).toMatchObject({ read: count, added: count, quarantined: 0 });
  });
});
