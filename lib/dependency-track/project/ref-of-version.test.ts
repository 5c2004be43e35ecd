import { describe, expect, it } from "vitest";
import { refOfVersion } from "./ref-of-version";

describe("the ref of a version", () => {
  it.each(["1.2.3", "v1.2.3", "2026.1", "1.0-SNAPSHOT", "release-1.2.3", "build-17", "17", "4f2a9c1", "0f".repeat(20), "latest", "unspecified", "SNAPSHOT"])(
    "is main for %s: another build of the same artifact",
    (version) => expect(refOfVersion(version, null)).toBe("main"),
  );

  it.each([
    ["main", "main"],
    ["develop", "develop"],
    ["feature/login-2.0", "feature/login-2.0"],
    ["refs/heads/release/1.2", "release/1.2"],
    ["refs/heads/main", "main"],
    ["refs/tags/v1.2.3", "main"],
    ["PR-17", "PR-17"],
    ["mr-4", "mr-4"],
  ])("of %s is %s", (version, ref) => expect(refOfVersion(version, null)).toBe(ref));

  it("follows what the caller says of the latest", () => {
    expect(refOfVersion("develop", true)).toBe("main");
    expect(refOfVersion("1.8.5", false)).toBe("1.8.5");
    expect(refOfVersion(null, false)).toBe("main");
  });
});
