import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";

const folder = mkdtempSync(join(tmpdir(), "wherein-facts-"));
afterAll(() => rmSync(folder, { recursive: true }));

function table(name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

function check(...args: string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, ["scripts/check-versions.mjs", ...args], { encoding: "utf8" });
  return { status, lines: stdout.trim().split("\n"), stderr };
}

describe("check:versions", () => {
  it("prints refused lines and counts, and ends with 0 when nothing is wrong", () => {
    const path = table("rubygems-mine.txt", "// a comment\n# another\n\n1.0.rc1 < 1.0   // with a reason\n1.0 = 1.0.0\r\nmaster < 1.0\n");
    expect(check(path)).toEqual({
      status: 0,
      lines: ["refused  master < 1.0    no order: master", `${path} (rubygems): 2 right, 0 wrong, 1 refused`],
      stderr: "",
    });
    expect(check("--right", path).lines.slice(0, 2)).toEqual(["right    1.0.rc1 < 1.0", "right    1.0 = 1.0.0"]);
  });

  it("ends with 1 when a line is wrong or no fact", () => {
    const [wrong, noFact] = [table("maven.txt", "1.0 > 1.1\n1.0 < 1.1\n"), table("debian-x.txt", "1.0 is less than 1.1\n")];
    expect(check(wrong)).toMatchObject({ status: 1, lines: ["wrong    1.0 > 1.1    here it is <", `${wrong} (maven): 1 right, 1 wrong, 0 refused`] });
    expect(check(table("npm.txt", "1.0.0 < 1.0.1\n"), noFact)).toMatchObject({ status: 1 });
    expect(check(noFact).lines[0]).toContain("no fact");
  });

  it("takes the scheme from what the file's name begins with", () => {
    const names = {
      "alpine-versions.txt": "apk",
      "redhat.txt": "rpm",
      "pypi-x.txt": "pep440",
      "semver-build-x.txt": "semver-build",
      "go-x.txt": "golang",
      "cran.txt": "cran",
    };
    for (const [name, scheme] of Object.entries(names))
      expect(check(table(name, "1.0 < 1.1\n")).lines, name).toEqual([`${join(folder, name)} (${scheme}): 1 right, 0 wrong, 0 refused`]);
  });

  it("says how it is used, and what is amiss with a file", () => {
    expect(check()).toMatchObject({ status: 1, stderr: expect.stringContaining("Usage: npm run check:versions -- ") });
    expect(check("--help")).toMatchObject({ status: 0, stderr: "" });
    expect(check(join(folder, "maven-nowhere.txt"))).toMatchObject({ status: 1, stderr: expect.stringContaining("is no file") });
    const [strange, known] = [table("strange.txt", "1 < 2\n"), table("npm-2.txt", "1.0.0 < 1.0.1\n")];
    expect(check(strange, known)).toEqual({
      status: 1,
      lines: [`${known} (semver): 1 right, 0 wrong, 0 refused`],
      stderr: expect.stringContaining("begins with no scheme"),
    });
  });
});
