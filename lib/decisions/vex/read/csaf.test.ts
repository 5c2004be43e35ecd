import { describe, expect, it } from "vitest";
import type { VexDocument } from "./model";
import { readVex } from "./read-vex";

const product = (id: string, purl?: string, name = id) => ({ product_id: id, name, ...(purl && { product_identification_helper: { purl } }) });
const inside = (id: string, inner: string, outer: string) => ({
  category: "default_component_of",
  product_reference: inner,
  relates_to_product_reference: outer,
  full_product_name: { product_id: id, name: id },
});
const head = {
  document: {
    category: "csaf_vex",
    csaf_version: "2.0",
    title: "Acme's decisions",
    publisher: { category: "vendor", name: "Acme", namespace: "https://acme.test" },
    references: [{ category: "self", summary: "here", url: "https://acme.test/vex.json" }],
    tracking: { id: "ACME-1", version: "1.2.0", current_release_date: "2026-03-01T00:00:00Z" },
  },
};
const tree = {
  full_product_names: [
    product("A", "pkg:npm/a@1"),
    product("B", "pkg:npm/b@2"),
    product("SHOP", undefined, "Acme Shop"),
    product("IMG", `pkg:oci/api@sha256:${"c".repeat(64)}`),
  ],
  relationships: [inside("A:SHOP", "A", "SHOP"), inside("B:IMG", "B", "IMG")],
};
const read = (vulnerability: object, product_tree: object = tree): VexDocument =>
  readVex(Buffer.from(JSON.stringify({ ...head, product_tree, vulnerabilities: [{ cve: "CVE-2026-1", ...vulnerability }] })));
const faultsOf = ({ faults }: VexDocument) => faults.map(({ code, pointer }) => `${code} ${pointer}`);

describe("a document of CSAF", () => {
  it("gives its head, and a statement for each status and reason", () => {
    const document = read(
      {
        ids: [
          { system_name: "GitHub", text: "GHSA-aaaa-bbbb-cccc" },
          { system_name: "Bugzilla", text: "2137723" },
        ],
        product_status: { known_not_affected: ["A", "B"], known_affected: ["IMG"], recommended: ["A"] },
        flags: [{ label: "vulnerable_code_not_in_execute_path", product_ids: ["A"] }],
        threats: [
          { category: "impact", details: "Removed.", group_ids: ["G"] },
          { category: "exploit_status", details: "No." },
        ],
        remediations: [{ category: "vendor_fix", details: "Take 3.", product_ids: ["IMG"] }],
      },
      { ...tree, product_groups: [{ group_id: "G", product_ids: ["B"] }] },
    );
    expect(document).toMatchObject({
      format: "csaf",
      specVersion: "2.0",
      id: "ACME-1",
      version: "1.2.0",
      author: "Acme",
      title: "Acme's decisions",
      faults: [],
      statementCount: 3,
    });
    expect(document.statements.map(({ status, justification, detail, responses }) => [status, justification, detail, responses])).toEqual([
      ["not_affected", "code_not_reachable", null, []],
      ["not_affected", null, "Removed.", []],
      ["affected", null, "Take 3.", ["update"]],
    ]);
    expect(document.statements[0]).toMatchObject({ names: ["CVE-2026-1", "GHSA-aaaa-bbbb-cccc"], evidenceUrl: "https://acme.test/vex.json" });
  });

  it("says something of a package in the product that it is related to", () => {
    const document = read({ product_status: { fixed: ["A:SHOP", "B:IMG", "IMG", "SHOP"] } });
    const shown = document.statements[0]?.about.map((each) => [document.products[each.product ?? -1]?.text, document.packages[each.package ?? -1]?.name]);
    expect(shown).toEqual(
      [
        ["Acme Shop", "a"],
        ["api", "b"],
        ["api", undefined],
        ["Acme Shop", undefined],
      ].map(([name, found]) => [name === "api" ? "IMG" : name, found]),
    );
    expect(document.products[1]).toMatchObject({ digests: [`sha256:${"c".repeat(64)}`] });
  });

  it("takes packages of a distribution for themselves, also in modules of it", () => {
    const document = read(
      { product_status: { fixed: ["R:M:OS"] } },
      {
        branches: [
          {
            category: "vendor",
            name: "Distro",
            branches: [
              { category: "product_version", name: "openssl-3.0.7-1", product: product("R", "pkg:rpm/redhat/openssl@3.0.7-1.el9?arch=x86_64&epoch=1") },
            ],
          },
        ],
        full_product_names: [product("OS", undefined, "Distro 9"), product("M", undefined, "A module")],
        relationships: [inside("M:OS", "M", "OS"), inside("R:M:OS", "R", "M:OS")],
      },
    );
    expect(document.packages).toMatchObject([{ name: "redhat/openssl", range: "1:3.0.7-1.el9" }]);
    expect(document.statements[0]?.about).toEqual([{ product: null, package: 0, isGuess: false }]);
  });

  it.each([
    ["product_version_range", "vers:npm/<2.0", "<2.0"],
    ["product_version", "1.5.2", "1.5.2"],
    ["product_version", "a-package-1.5.2", null],
    ["product_name", "1.5.2", null],
  ])("has the versions of a branch of the category %s that is called %s", (category, name, range) => {
    const document = read({ product_status: { fixed: ["A"] } }, { branches: [{ category, name, product: product("A", "pkg:npm/a-package") }] });
    expect(document.packages).toMatchObject([{ range }]);
  });
});

it("a circle of relationships ends, as does a tree without end", () => {
  const circle = read({ product_status: { fixed: ["X"] } }, { relationships: [inside("X", "Y", "X"), inside("Y", "X", "Y")] });
  expect(circle.statements).toEqual([]);
  expect(faultsOf(circle)).toEqual(["reference_unknown /vulnerabilities/0/product_status/fixed"]);
  let branch: object = { category: "product_version", name: "1", product: product("A", "pkg:npm/a") };
  for (let i = 0; i < 25; i += 1) branch = { category: "vendor", name: "v", branches: [branch] };
  expect(faultsOf(read({ product_status: { fixed: ["A"] } }, { branches: [branch] }))[0]).toMatch(
    /^nested_too_deep \/product_tree(?:\/branches\/0){20}\/branches$/,
  );
});

it("a product of two statuses is noted, and so is a document of another category", () => {
  const document = read({ product_status: { fixed: ["A"], known_affected: ["A"] } });
  expect(faultsOf(document)).toEqual(["contradiction /vulnerabilities/0/product_status/fixed"]);
  const advisory = readVex(Buffer.from(JSON.stringify({ document: { ...head.document, category: "csaf_security_advisory", csaf_version: "2.1" } })));
  expect(faultsOf(advisory)).toEqual(["version_unknown /document/csaf_version", "category_unusual /document/category"]);
});
