import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { hostname, tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { SpoolDirectory } from "./spool-directory";

let parent: string;
beforeEach(() => {
  parent = mkdtempSync(join(tmpdir(), "spool-test-"));
});
afterEach(() => rmSync(parent, { recursive: true, force: true }));

const open = (bytesMax = 100) => new SpoolDirectory("web", { bytesMax, parent });

/** A directory such as a process leaves behind. */
function leave(name: string, ageMs = 0): void {
  mkdirSync(join(parent, name));
  writeFileSync(join(parent, name, "1"), "left");
  const at = new Date(Date.now() - ageMs);
  utimesSync(join(parent, name), at, at);
}

describe("SpoolDirectory", () => {
  it("gives each file a place of its own, that only its owner can enter, and removes it", async () => {
    const spool = open();
    const [one, two] = [spool.reserve(10), spool.reserve(10)];
    writeFileSync(one.path, "1");
    writeFileSync(two.path, "2");
    expect(readdirSync(spool.path)).toHaveLength(2);
    await one.remove();
    expect(existsSync(one.path)).toBe(false);
    expect(existsSync(two.path)).toBe(true);
    spool.close();
    expect(readdirSync(parent)).toEqual([]);
  });

  it("refuses more than its share of the disk, and gives back what was removed once", async () => {
    const spool = open(100);
    const first = spool.reserve(60);
    expect(() => spool.reserve(60)).toThrow(expect.objectContaining({ code: "unavailable", reason: "uploads_full" }));
    await first.remove();
    await first.remove();
    spool.reserve(60);
    expect(() => spool.reserve(60)).toThrow();
  });

  it("removes what dead processes left, and leaves alone what the living, other hosts and others have", () => {
    const neverAPid = 2 ** 31 - 1;
    leave(`wherein-web-${hostname()}-${neverAPid}`);
    leave(`wherein-worker-${hostname()}-${neverAPid}`);
    leave(`wherein-worker-${hostname()}-${process.ppid}`);
    leave("wherein-web-elsewhere-7");
    leave("wherein-web-gone-7", 2 * 86_400_000);
    leave("wherein-bench-abc");
    open();
    expect(readdirSync(parent).sort()).toEqual(["wherein-bench-abc", "wherein-web-elsewhere-7", `wherein-worker-${hostname()}-${process.ppid}`].sort());
  });

  it("begins empty although a process with the same id left files", () => {
    leave(`wherein-web-${hostname()}-${process.pid}`);
    const spool = open();
    spool.reserve(1);
    expect(readdirSync(spool.path)).toEqual([]);
  });
});
