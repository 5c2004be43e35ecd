import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { identifyPurl } from "@/lib/purl";
import { type Bom, readBom } from "@/lib/sbom";
import { findDocument } from "@/lib/sbom/find-document";
import { validateDocument } from "@/lib/sbom/validate/validate-document";
import { WarningSink } from "@/lib/sbom/warnings";
import type { JsonObject } from "./json";
import { mergeAnswers } from "./merge-answers";
import { readScan } from "./read-scan";
import { type SentSbom, splitBom } from "./split-bom";
import { answerOf, infos, said } from "./test-scans";

const bomOf = (components: readonly object[]): Bom =>
  readBom(Buffer.from(JSON.stringify({ bomFormat: "CycloneDX", specVersion: "1.5", components })), { details: true });

const text = fc.string({ unit: fc.constantFrom("a", "b", "-", "+", "~", "é"), minLength: 1, maxLength: 4 });
const component = fc.oneof(
  fc
    .record({ name: text, version: text })
    .map(({ name, version }) => ({ name, version, purl: `pkg:npm/${encodeURIComponent(name)}@${encodeURIComponent(version)}` })),
  fc.record({ name: text, version: text, epoch: fc.nat(2) }).map(({ name, version, epoch }) => ({
    name,
    version,
    purl: `pkg:deb/debian/${encodeURIComponent(name)}@${version}?arch=amd64&distro=bookworm&epoch=${epoch}`,
  })),
  fc.record({ name: text, version: text }),
  fc.constant({ type: "operating-system", name: "Debian GNU/Linux", version: "12" }),
);
const components = fc.array(component, { maxLength: 40 });
const limits = fc.record({ componentsMax: fc.integer({ min: 1, max: 7 }), bytesMax: fc.integer({ min: 1, max: 900 }) });

/** A scanner: it numbers anew, encodes purls in its own way, nests, and turns the order around. Every component with an `a` in its name is affected. */
function scanned({ components: sent }: SentSbom, part: number): { sbom: JsonObject } {
  const answered = [...sent].reverse().map(
    ({ "bom-ref": _, purl, ...rest }, n): JsonObject => ({
      ...rest,
      ...(purl !== undefined && { purl: purl.replaceAll("~", "%7E").replaceAll("+", "%2B") }),
      "bom-ref": `comp-${n}`,
      properties: said({ info: rest.name.includes("a") ? infos.skipped : infos.clean, path: `/${part}` }),
    }),
  );
  const [outer, ...inner] = answered;
  const affected = answered.filter(({ name }) => String(name).includes("a"));
  const fixes = said(Object.fromEntries(affected.map((each) => [`fixed_version:${each["bom-ref"]}`, `fix of ${each.name} ${each.version ?? ""}`])));
  return answerOf({
    components: outer === undefined ? [] : [{ ...outer, components: inner }],
    vulnerabilities: affected.length === 0 ? [] : [{ id: "CVE-2026-1", affects: affected.map((each) => ({ ref: each["bom-ref"] })), properties: fixes }],
  });
}

describe("an SBOM split into requests", () => {
  it("has every component in exactly one part, in order, within the limits, and its purl is the whole identity", () => {
    fc.assert(
      fc.property(components, limits, (listed, given) => {
        const bom = bomOf(listed);
        const parts = splitBom(bom, given);
        expect(parts.flatMap((part) => part.components.map((each) => each["bom-ref"]))).toEqual(bom.components.map((_, position) => `c${position}`));
        for (const part of parts) {
          expect(part.components.length).toBeGreaterThan(0);
          expect(part.components.length).toBeLessThanOrEqual(given.componentsMax);
          const bytes = part.components.reduce((sum, each) => sum + Buffer.byteLength(JSON.stringify(each)) + 1, 0);
          if (part.components.length > 1) expect(bytes).toBeLessThanOrEqual(given.bytesMax);
        }
        for (const [position, { purl, version }] of parts.flatMap((part) => part.components).entries()) {
          const { ecosystem, name, version: known, release } = bom.components[position] ?? {};
          if (purl === undefined) expect([ecosystem, known]).toEqual(["unidentified", version ?? ""]);
          else expect(identifyPurl(purl)?.identity).toEqual({ ecosystem, name, version: known, release });
        }
        expect(splitBom(bom, given)).toEqual(parts);
      }),
    );
  });

  it("is valid CycloneDX 1.5, and sends the distro that the document says beside its purls", () => {
    const bom = bomOf([
      { type: "operating-system", name: "Debian GNU/Linux", version: "12" },
      { type: "library", name: "zlib1g", version: "1.2", purl: "pkg:deb/debian/zlib1g@1.2?arch=amd64" },
    ]);
    const [part] = splitBom(bom);
    const bytes = Buffer.from(JSON.stringify(part));
    expect(validateDocument(bytes, findDocument(bytes, new WarningSink())).kind).toBe("valid");
    expect(part?.components.map(({ type, purl }) => [type, purl])).toEqual([
      ["library", "pkg:deb/debian/zlib1g@1.2?arch=amd64&distro=debian-12"],
      ["operating-system", undefined],
    ]);
  });

  it("sends no address of a registry or repository, and nothing but what the scanner looks at", () => {
    const bom = bomOf([
      {
        name: "a",
        version: "1",
        purl: "pkg:maven/org.a/a@1?type=jar&repository_url=https%3A%2F%2Fnexus.internal%2Frepo&vcs_url=git%40internal&checksum=sha256:00#sub",
        description: "ours",
        licenses: [{ license: { name: "ours" } }],
        externalReferences: [{ type: "vcs", url: "https://git.internal" }],
        properties: [{ name: "path", value: "/home/ci" }],
      },
    ]);
    expect(splitBom(bom)[0]?.components).toEqual([{ "bom-ref": "c0", type: "library", name: "a", version: "1", purl: "pkg:maven/org.a/a@1?type=jar" }]);
  });

  it("of nothing is no request", () => {
    expect(splitBom(bomOf([]))).toEqual([]);
  });
});

describe("answers put together", () => {
  it("lead back to the very components that were sent, however the scanner numbers, nests and writes them", () => {
    fc.assert(
      fc.property(components, limits, (listed, given) => {
        const bom = bomOf(listed);
        const parts = splitBom(bom, given);
        const { document, strangers } = mergeAnswers(parts.map((sent, n) => ({ sent, answer: scanned(sent, n) })));
        expect(strangers).toBe(0);
        if (parts.length === 0) return;
        const scan = readScan(document);
        expect(scan?.components.map(({ ref }) => ref)).toEqual(bom.components.map((_, position) => `c${position}`));
        const affected = parts.flatMap((part) => part.components).filter(({ name }) => name.includes("a"));
        expect(scan?.vulnerabilities.flatMap(({ affects }) => affects.map(({ ref, fixed }) => [ref, fixed]))).toEqual(
          affected.map((each) => [each["bom-ref"], `fix of ${each.name} ${each.version ?? ""}`]),
        );
        expect(scan?.components.filter(({ outcome }) => outcome === "vulnerable")).toHaveLength(affected.length);
      }),
    );
  });

  it("keep what was left out as not judged, and what nobody sent as a stranger", () => {
    const [sent] = splitBom(
      bomOf([
        { name: "a", purl: "pkg:npm/a@1" },
        { name: "b", purl: "pkg:npm/b@1" },
      ]),
    );
    if (sent === undefined) throw new Error("one part");
    const answer = answerOf({
      components: [
        { "bom-ref": "comp-1", name: "b", purl: "pkg:npm/b@1", properties: said({ info: infos.clean }) },
        { "bom-ref": "comp-2", name: "x", purl: "pkg:npm/x@1" },
      ],
      vulnerabilities: [{ id: "CVE-2026-1", affects: [{ ref: "comp-2" }] }],
    });
    const { document, strangers } = mergeAnswers([{ sent, answer }]);
    expect(strangers).toBe(1);
    expect(readScan(document)?.components.map(({ name, outcome }) => [name, outcome])).toEqual([
      ["a", "unstated"],
      ["b", "clean"],
      ["x", "vulnerable"],
    ]);
  });
});
