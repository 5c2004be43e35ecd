import fc from "fast-check";
import { PackageURL } from "packageurl-js";
import { expect, it } from "vitest";
import { formatPurl, parsePurl } from "./index";

// Only where packageurl-js and the current specification agree: not on the colon in a qualifier, the plus in a version, the
// case of npm and PyPI, nor on Go (2.0.1 throws a ReferenceError on v0).
const spaced = fc.constantFrom("maven", "deb", "composer", "github", "rpm");
const named = fc.constantFrom("cargo", "gem", "nuget", "generic");
const segment = fc.stringMatching(/^[A-Za-z][A-Za-z0-9+~ %@é-]{0,12}[A-Za-z0-9]$/);
const version = fc.option(fc.stringMatching(/^[A-Za-z0-9][A-Za-z0-9.~:%@ -]{0,12}[0-9]$/), { nil: undefined });
const qualifiers = fc.option(fc.dictionary(fc.constantFrom("arch", "distro", "repository_url"), fc.stringMatching(/^[a-z0-9/&=?#%-]{1,12}$/), { minKeys: 1 }), {
  nil: undefined,
});
const parts = fc.oneof(
  fc.record({ type: spaced, namespace: fc.array(segment, { minLength: 1, maxLength: 2 }).map((list) => list.join("/")), name: segment, version, qualifiers }),
  fc.record({ type: named, namespace: fc.constant(undefined), name: segment, version, qualifiers }),
);

it("writes the canonical purl that packageurl-js writes, and reads it back", () => {
  fc.assert(
    fc.property(parts, ({ type, namespace, name, version, qualifiers }) => {
      const theirs = new PackageURL(type, namespace, name, version, qualifiers, undefined).toString();
      const ours = { type, namespace: namespace ?? null, name, version: version ?? null, qualifiers: qualifiers ?? null, subpath: null };
      expect(formatPurl(ours)).toBe(theirs);
      expect(formatPurl(parsePurl(theirs))).toBe(theirs);
    }),
    { numRuns: 2_000 },
  );
});
