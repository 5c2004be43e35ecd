import { Enums, Models, Serialize, Spec } from "@cyclonedx/cyclonedx-library";
import { describe, expect, it } from "vitest";
import { readBom } from "@/lib/sbom";

/** The same bill of materials as the CycloneDX project's own library writes it, in every version that has JSON. */
function libraryBom(): Models.Bom {
  const component = (name: string, version: string) =>
    new Models.Component(Enums.ComponentType.Library, name, { version, bomRef: `${name}@${version}`, purl: `pkg:npm/${name}@${version}` });
  const root = new Models.Component(Enums.ComponentType.Application, "shop", { version: "1.0.0", bomRef: "shop" });
  const express = component("express", "4.18.2");
  const accepts = component("accepts", "1.3.8");
  root.dependencies.add(express.bomRef);
  express.dependencies.add(accepts.bomRef);
  return new Models.Bom({ metadata: new Models.Metadata({ component: root }), components: new Models.ComponentRepository([express, accepts]) });
}

describe("documents of the CycloneDX library", () => {
  it.each([
    ["1.2", Spec.Spec1dot2],
    ["1.3", Spec.Spec1dot3],
    ["1.4", Spec.Spec1dot4],
    ["1.5", Spec.Spec1dot5],
    ["1.6", Spec.Spec1dot6],
    ["1.7", Spec.Spec1dot7],
  ])("of version %s are read", (version, spec) => {
    const text = new Serialize.JsonSerializer(new Serialize.JSON.Normalize.Factory(spec)).serialize(libraryBom());
    const bom = readBom(Buffer.from(text));
    expect(bom.specVersion).toBe(version);
    expect(bom.root).toMatchObject({ name: "shop", version: "1.0.0" });
    expect(bom.components.map(({ name, version: found }) => `${name}@${found}`)).toEqual(["accepts@1.3.8", "express@4.18.2"]);
    expect([...bom.graph.direct].map((index) => bom.components[index]?.name)).toEqual(["express"]);
    expect(bom.accounting).toMatchObject({ total: 2, taken: 2, merged: 0 });
  });
});
