import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { exceptions, isAllowed, licenceFaults } from "./check-licences.mjs";

type Packages = Parameters<typeof licenceFaults>[0]["packages"];

/** The faults of these packages alone, without those of exceptions that they do not need. */
const faultsOf = (packages: Packages, installed: Packages = {}) =>
  licenceFaults({ packages }, (path) => installed[path] ?? null).filter((fault) => !fault.startsWith("nothing needs"));

describe("the licences of dependencies", () => {
  it.each(["MIT", "ISC", "Apache-2.0", "CC0-1.0", "BSD-3-Clause", "0BSD", "(Apache-2.0 AND BSD-3-Clause)", "MIT and ISC", "GPL-3.0-only OR MIT"])(
    "may be %s",
    (licence) => expect(isAllowed(licence)).toBe(true),
  );
  it.each(["CC-BY-3.0", "GPL-2.0-only", "AGPL-3.0-or-later", "MIT AND GPL-2.0-only", "SEE LICENSE IN LICENSE", "UNLICENSED", ""])("may not be %j", (licence) =>
    expect(isAllowed(licence)).toBe(false),
  );

  it("are those of the installed packages, and of the lock file for what is not installed here", () => {
    expect(faultsOf({ "node_modules/a": { license: "MIT" } }, { "node_modules/a": { license: "GPL-2.0-only" } })).toEqual([
      "a has the licence GPL-2.0-only, which is not on the list",
    ]);
    expect(faultsOf({ "node_modules/x/node_modules/@s/a": { license: "CC-BY-3.0" } })).toEqual(["@s/a has the licence CC-BY-3.0, which is not on the list"]);
    expect(faultsOf({ "node_modules/a": { licenses: [{ type: "MIT" }, { type: "GPL" }] } })).toEqual([]);
  });

  it("are those of the package that asks for it, for another platform's", () => {
    const packages = { "node_modules/tool": { license: "MIT", optionalDependencies: { "tool-windows": "1" } }, "node_modules/tool-windows": {} };
    expect(faultsOf(packages)).toEqual([]);
    expect(faultsOf({ "node_modules/alone": {} })).toEqual(["alone has the licence not said, which is not on the list"]);
  });

  it("are accepted by exception only with the licence that was looked at, while something needs it", () => {
    expect(faultsOf({ "node_modules/geist": { license: "SIL OPEN FONT LICENSE" } })).toEqual([]);
    expect(faultsOf({ "node_modules/geist": { license: "GPL-2.0-only" } })).toHaveLength(1);
    expect(licenceFaults({ packages: {} }, () => null)).toHaveLength(exceptions.length);
  });

  it("are all on the list, by what the lock file says", () => {
    const lock = JSON.parse(readFileSync(resolve(import.meta.dirname, "../package-lock.json"), "utf8"));
    expect(licenceFaults(lock, () => null).filter((fault) => fault.includes("is not on the list"))).toEqual([]);
  });
});
