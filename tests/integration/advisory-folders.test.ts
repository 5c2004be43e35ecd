import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { gzipSync } from "node:zlib";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { recordOf, withMirror } from "./setup/mirror-system";
import type { BucketRecord } from "./setup/osv-bucket";
import { zipOf } from "./setup/zip";

const system = withMirror();
let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "advisory-folder-"));
  mkdirSync(join(folder, "npm"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

let writes = 0;
/** Each write is newer than the one before, as it is for people. */
function write(path: string, bytes: Buffer | string): void {
  writeFileSync(join(folder, path), bytes);
  writes += 1;
  utimesSync(join(folder, path), 1_700_000_000 + writes, 1_700_000_000 + writes);
}
const linesOf = (...records: BucketRecord[]) => records.map((record) => `${JSON.stringify(record)}\n`).join("");
const zipped = (...records: BucketRecord[]) => zipOf(records.map((record) => [`${record.id}.json`, Buffer.from(JSON.stringify(record))] as const));
const sync = (osvUrl = folder) => system.sync(system.open({ osvUrl }));
const one = recordOf("GHSA-1");
const two = recordOf("GHSA-2");

describe("a folder of this machine as source", () => {
  it.each<[string, () => void]>([
    ["npm.zip", () => write("npm.zip", zipped(one, two))],
    ["npm/all.zip", () => write("npm/all.zip", zipped(one, two))],
    ["npm.jsonl.gz", () => write("npm.jsonl.gz", gzipSync(linesOf(one, two)))],
    ["npm.jsonl", () => write("npm.jsonl", linesOf(one, two))],
    [
      "npm/anything.jsonl.gz and more",
      () => {
        write("npm/a.jsonl.gz", gzipSync(linesOf(one)));
        write("npm/b.jsonl", `\n${JSON.stringify(two)}\r\n\n`);
      },
    ],
    [
      "single files",
      () => {
        write("npm/GHSA-1.json", JSON.stringify(one));
        write("npm/GHSA-2.json", JSON.stringify(two));
      },
    ],
  ])("may hold %s", async (_, fill) => {
    fill();
    await sync();
    expect((await system.feed()).problem).toBeNull();
    expect(await system.keys()).toEqual(["GHSA-1", "GHSA-2"]);
    expect(system.bucket.requests).toEqual([]);
  });

  it("may be named by a file: address", async () => {
    write("npm.zip", zipped(one));
    await sync(pathToFileURL(folder).href);
    expect(await system.keys()).toEqual(["GHSA-1"]);
  });

  it("is read again only when a file of it is another, and then is all there is", async () => {
    write("npm.jsonl.gz", gzipSync(linesOf(one, two)));
    await sync();
    await sync();
    expect((await system.feed()).counts).toMatchObject({ read: 0 });
    write("npm.jsonl.gz", gzipSync(linesOf(two, recordOf("GHSA-3"))));
    await sync();
    expect((await system.feed()).counts).toMatchObject({ read: 2, added: 1, unchanged: 1, removed: 1 });
    expect(await system.keys()).toEqual(["GHSA-2", "GHSA-3"]);
  });

  it("with a list of changes is asked for single files", async () => {
    const list = (...lines: string[]) => write("npm/modified_id.csv", `${lines.join("\n")}\n`);
    write("npm/all.zip", zipped(one, two));
    list("2026-03-01T10:00:00Z,GHSA-1", "2026-03-01T10:00:00Z,GHSA-2");
    await sync();
    write("npm/GHSA-3.json", JSON.stringify(recordOf("GHSA-3", "2026-03-01T10:30:00Z")));
    list("2026-03-01T10:30:00Z,GHSA-3", "2026-03-01T10:00:00Z,GHSA-1", "2026-03-01T10:00:00Z,GHSA-2");
    await sync();
    expect((await system.feed()).counts).toMatchObject({ read: 1, added: 1 });
    expect(await system.keys()).toEqual(["GHSA-1", "GHSA-2", "GHSA-3"]);
  });

  it.each<[string, () => void]>([
    [
      "a .jsonl.gz that was cut off",
      () => write("npm.jsonl.gz", gzipSync(linesOf(one, recordOf("GHSA-3", undefined, { details: String(Math.random()) }))).subarray(0, -20)),
    ],
    ["a .jsonl that was cut off", () => write("npm.jsonl", linesOf(one, two).slice(0, -20))],
    ["a zip that was cut off", () => write("npm.zip", zipped(one).subarray(0, -10))],
  ])("removes nothing because of %s", async (_, spoil) => {
    write("npm/all.zip", zipped(one, two));
    await sync();
    spoil();
    await sync();
    expect((await system.feed()).problem).toMatchObject({ code: "source_damaged" });
    expect(await system.keys()).toEqual(["GHSA-1", "GHSA-2"]);
  });

  it("that is not there, or has nothing for the ecosystem, removes nothing and says so", async () => {
    write("npm.zip", zipped(one));
    await sync();
    rmSync(join(folder, "npm.zip"));
    rmSync(join(folder, "npm"), { recursive: true });
    await sync();
    expect((await system.feed()).problem).toMatchObject({ code: "source_missing" });
    rmSync(folder, { recursive: true });
    await sync();
    expect((await system.feed()).problem).toMatchObject({ code: "source_unreadable" });
    expect(await system.keys()).toEqual(["GHSA-1"]);
  });

  it("quarantines a line that is no record, and one that is too long to be read", async () => {
    write("npm.jsonl", `${JSON.stringify(one)}\nnot a record\n{"id":"GHSA-HUGE","details":"${"x".repeat(17 * 1_048_576)}"}\n${JSON.stringify(two)}\n`);
    await sync();
    expect(await system.keys()).toEqual(["GHSA-1", "GHSA-2"]);
    expect((await system.quarantine()).map(({ code }) => code).sort()).toEqual(["not_json", "record_too_large"]);
  });

  it("is read again in full when the setting names another", async () => {
    write("npm.zip", zipped(one));
    await sync();
    const other = mkdtempSync(join(tmpdir(), "advisory-folder-"));
    writeFileSync(join(other, "npm.zip"), zipped(two));
    await sync(other).finally(() => rmSync(other, { recursive: true }));
    expect(await system.keys()).toEqual(["GHSA-2"]);
  });
});
