import { describe, expect, it } from "vitest";
import { type Bom, readBom } from "@/lib/sbom";
import { bytesOf, cyclonedx, npm } from "../test-documents";

const read = (parts: Record<string, unknown>): Bom => readBom(bytesOf(cyclonedx(parts)));

describe("services", () => {
  it("are listed with all that are nested, and are no components", () => {
    const bom = read({
      components: [npm("client")],
      services: [
        {
          "bom-ref": "stock",
          provider: { name: "Partner" },
          group: "org.partner",
          name: "Stock",
          version: "2020-Q2",
          endpoints: ["https://partner.example/a", null, "https://partner.example/b"],
          services: [{ name: "Inner", services: [{ name: "Innermost" }] }],
        },
        null,
        { name: "Other" },
      ],
      dependencies: [
        { ref: "shop", dependsOn: ["client"] },
        { ref: "client", dependsOn: ["stock"] },
      ],
    });
    expect(bom.services.map(({ name }) => name)).toEqual(["Stock", "Other", "Inner", "Innermost"]);
    expect(bom.services[0]).toEqual({
      ref: "stock",
      name: "Stock",
      group: "org.partner",
      version: "2020-Q2",
      provider: "Partner",
      endpoints: ["https://partner.example/a", "https://partner.example/b"],
    });
    expect(bom.accounting).toMatchObject({ total: 1, taken: 1, services: 4 });
    expect(bom.warnings).toEqual([expect.objectContaining({ code: "not_an_object", pointers: ["/services/1"] })]);
  });

  it("of wrong types, and thousands of levels deep, are survived", () => {
    for (const services of [7, {}, [7], [{ name: [], endpoints: {}, services: "x", provider: [] }]]) expect(read({ services }).components).toEqual([]);
    const deep = `${'{"name":"s","services":['.repeat(6_000)}${"]}".repeat(6_000)}`;
    expect(readBom(bytesOf(`{"bomFormat":"CycloneDX","specVersion":"1.6","services":[${deep}]}`)).services).toHaveLength(6_000);
  });
});
