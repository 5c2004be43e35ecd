import { describe, expect, it } from "vitest";
import { type Bom, completenessOf, readBom } from "@/lib/sbom";
import { bytesOf, cyclonedx, npm } from "../test-documents";
import { exportFormats, writeBom } from ".";

const options = { toolVersion: "0.1.0", time: "2026-03-01T10:00:00.000Z", subjectName: "shop" };
const targets = exportFormats.flatMap(({ format, versions }) => (format === "csv" ? [] : versions.map((specVersion) => ({ format, specVersion }))));
type Target = { format: (typeof exportFormats)[number]["format"]; specVersion: string };

const read = (parts: Record<string, unknown>): Bom => readBom(bytesOf(cyclonedx(parts)), { details: true });
const written = (bom: Bom, format: Target["format"], specVersion: string) => writeBom(bom, { ...options, format, specVersion });
const dependencies = [{ ref: "shop", dependsOn: ["a"] }];
const cut = read({ components: [npm("a"), { type: "library" }], dependencies });
const unsure = read({ components: [npm("a")], dependencies, compositions: [{ aggregate: "unknown" }] });
const whole = read({ components: [npm("a")], dependencies, compositions: [{ aggregate: "complete" }] });
const silent = read({ components: [npm("a")], dependencies });

describe("what could not be read of a build's document", () => {
  it.each(targets)("is said by its export as $format $specVersion, also when that is read again", ({ format, specVersion }) => {
    for (const bom of [
      cut,
      { ...cut, root: null, rootDetails: null, graph: { ...cut.graph, direct: new Uint32Array() } },
      read({ components: [] }),
      unsure,
      whole,
      silent,
    ])
      expect(completenessOf(readBom(bytesOf(written(bom, format, specVersion))))).toBe(completenessOf(bom));
  });

  it.each(["1.4", "1.5", "1.6", "1.7"])("stands in the compositions of CycloneDX %s", (version) => {
    const json = (bom: Bom) => JSON.parse(written(bom, "cyclonedx-json", version)).compositions;
    expect(json(cut)).toEqual([{ aggregate: "incomplete", assemblies: ["subject"], dependencies: ["subject"] }]);
    expect(json({ ...cut, root: null, rootDetails: null, graph: { ...cut.graph, direct: new Uint32Array() } })).toEqual([{ aggregate: "incomplete" }]);
    expect([json(unsure)[0].aggregate, json(whole)[0].aggregate, json(silent)]).toEqual(["unknown", "complete", undefined]);
    expect(written(cut, "cyclonedx-xml", version).replace(/\n\s*/g, "")).toContain(
      '</dependencies><compositions><composition><aggregate>incomplete</aggregate><assemblies><assembly ref="subject"/></assemblies><dependencies><dependency ref="subject"/></dependencies></composition></compositions>',
    );
  });

  it("is a known unknown of the subject in SPDX 2.3, in words too", () => {
    const known = { spdxElementId: "SPDXRef-Subject", relationshipType: "DEPENDS_ON", relatedSpdxElement: "NOASSERTION" };
    const json = (bom: Bom) => JSON.parse(written(bom, "spdx-json", "2.3"));
    expect(json(cut)).toMatchObject({ comment: expect.stringMatching(/^This document is incomplete/), relationships: expect.arrayContaining([known]) });
    expect(json(unsure).relationships).toContainEqual(known);
    expect(json(silent).relationships).not.toContainEqual(known);
    expect(json(silent)).not.toHaveProperty("comment");
    const text = written(cut, "spdx-tag-value", "2.3");
    expect(text).toContain("DocumentComment: <text>This document is incomplete");
    expect(text).toContain("Relationship: SPDXRef-Subject DEPENDS_ON NOASSERTION\n");
  });

  it("is the completeness of the subject's relationships in SPDX 3", () => {
    const relations = (bom: Bom) =>
      (JSON.parse(written(bom, "spdx3-json-ld", "3.0.1"))["@graph"] as { type: string; from?: string; to?: string[]; completeness?: string }[])
        .filter(({ from, completeness }) => from?.endsWith("#subject") && completeness !== undefined)
        .map(({ to, completeness }) => [completeness, to?.map((id) => id.replace(/.*[#/]/, ""))]);
    expect(relations(cut)).toEqual([["incomplete", ["package-1"]]]);
    expect(relations(read({ components: [] }))).toEqual([["incomplete", ["NoAssertionElement"]]]);
    expect([relations(unsure), relations(whole), relations(silent)]).toEqual([[["noAssertion", ["package-1"]]], [["complete", ["package-1"]]], []]);
  });

  it("stands in every line of CSV", () => {
    const column = (bom: Bom) =>
      written(bom, "csv", "1")
        .trimEnd()
        .split("\r\n")
        .map((line) => line.slice(line.lastIndexOf(",") + 1));
    expect(column(cut)).toEqual(["sbom_completeness", "incomplete"]);
    expect([unsure, whole, silent].map((bom) => column(bom)[1])).toEqual(["unknown", "complete", ""]);
  });
});

describe("services", () => {
  const services = [
    {
      "bom-ref": "stock",
      name: "Stock",
      group: "org.partner",
      version: "2",
      provider: { name: "Partner" },
      endpoints: ["https://partner.example/a", "not an address"],
    },
    { name: "Outer", services: [{ name: "Inner" }] },
  ];
  const bom = read({ components: [npm("a")], services, dependencies: [...dependencies, { ref: "a", dependsOn: ["stock"] }] });

  it.each(targets)("are the same, and counted, after export as $format $specVersion", ({ format, specVersion }) => {
    const back = readBom(bytesOf(written(bom, format, specVersion)), { details: true });
    expect(back.services).toEqual(bom.services);
    expect([back.accounting.services, back.accounting.taken, back.components]).toEqual([3, 1, bom.components]);
  });

  it("are packages in SPDX that the subject does not depend on", () => {
    const { packages, relationships } = JSON.parse(written(bom, "spdx-json", "2.3"));
    expect(
      packages
        .slice(2)
        .map(({ name, versionInfo, supplier, primaryPackagePurpose }: Record<string, string>) => [name, versionInfo, supplier, primaryPackagePurpose]),
    ).toEqual([
      ["Stock", "2", "Organization: Partner", "OTHER"],
      ["Outer", undefined, undefined, "OTHER"],
      ["Inner", undefined, undefined, "OTHER"],
    ]);
    expect(relationships.filter(({ relationshipType }: { relationshipType: string }) => relationshipType === "OTHER")).toHaveLength(3);
    const graph = JSON.parse(written(bom, "spdx3-json-ld", "3.0.1"))["@graph"] as Record<string, unknown>[];
    expect(graph.filter(({ type, comment }) => type === "software_Package" && comment !== undefined).map(({ name }) => name)).toEqual([
      "Stock",
      "Outer",
      "Inner",
    ]);
  });

  it("have their addresses in CycloneDX", () => {
    expect(JSON.parse(written(bom, "cyclonedx-json", "1.4")).services[0].endpoints).toEqual(["https://partner.example/a"]);
    expect(written(bom, "cyclonedx-xml", "1.7")).toContain("<endpoint>https://partner.example/a</endpoint>");
  });

  it("are taken from packages in documents of Wherein only", () => {
    const foreign = JSON.parse(written(bom, "spdx-json", "2.3"));
    foreign.creationInfo.creators = ["Tool: other-1"];
    expect(readBom(bytesOf(foreign)).services).toEqual([]);
    expect(readBom(bytesOf(foreign)).components).toHaveLength(4);
  });
});
