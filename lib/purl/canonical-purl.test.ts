import { expect, it } from "vitest";
import { canonicalPurl, identifyPurl } from "./index";

const canonical = (raw: string) => {
  const found = identifyPurl(raw);
  return found === null ? null : canonicalPurl(raw, found.identity, found.repairs.length > 0).text;
};

it.each([
  ["pkg:npm/@angular/core@12.3.1", "pkg:npm/%40angular/core@12.3.1"],
  ["pkg:PyPI/Flask_Login@0.6.3?b=2&a=1", "pkg:pypi/flask-login@0.6.3?a=1&b=2"],
  ["pkg:npm/foo%401.0.0?arch=any", "pkg:npm/foo@1.0.0?arch=any"],
  ["pkg:npm/%40scope%2Fname@1.0.0", "pkg:npm/%40scope/name@1.0.0"],
  ["pkg:alpine/musl@1.2.3-r4?arch=x86_64&distro=alpine-3.17.3", "pkg:apk/alpine/musl@1.2.3-r4?arch=x86_64&distro=alpine-3.17.3"],
  ["pkg:maven/libintl@0.21", "pkg:maven/libintl@0.21"],
  ["pkg:npm/bad%ZZname@1", "pkg:npm/bad%25ZZname@1"],
  ["pkg:golang/github.com/a/b@v1#cmd/x", "pkg:golang/github.com/a/b@v1#cmd/x"],
])("%s is written %s, and that leads back to the same package", (raw, want) => {
  expect(canonical(raw)).toBe(want);
  expect(canonical(want)).toBe(want);
  expect(identifyPurl(want)?.identity).toEqual(identifyPurl(raw)?.identity);
});

it("gets what the identity has from elsewhere: version and release", () => {
  const identity = { ecosystem: "deb", name: "debian/curl", version: "7", release: "debian-12" };
  expect(canonicalPurl("pkg:deb/debian/curl?arch=amd64", identity, false)).toEqual({
    text: "pkg:deb/debian/curl@7?arch=amd64&distro=debian-12",
    qualifiers: { arch: "amd64", distro: "debian-12" },
  });
});
