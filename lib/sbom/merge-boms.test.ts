import { describe, expect, it } from "vitest";
import { type Bom, mergeBoms, readBom } from "@/lib/sbom";
import { bytesOf, cyclonedx, npm } from "./test-documents";

const bomOf = (name: string, components: object[], dependencies: object[], purl?: string) =>
  readBom(
    bytesOf(
      cyclonedx({ metadata: { component: { type: "container", "bom-ref": "shop", name, version: "1", ...(purl && { purl }) } }, components, dependencies }),
    ),
    {
      details: true,
    },
  );
const edges = ({ components, graph }: Bom) =>
  components.flatMap(({ name }, i) => [...graph.targets.subarray(graph.offsets[i], graph.offsets[i + 1])].map((to) => `${name}>${components[to]?.name}`));
const direct = ({ components, graph }: Bom) => [...graph.direct].map((i) => components[i]?.name);

const api = bomOf(
  "api",
  [npm("a"), npm("b", "1", { scope: "optional" })],
  [
    { ref: "shop", dependsOn: ["a"] },
    { ref: "a", dependsOn: ["b"] },
  ],
);
const web = bomOf("web", [npm("b", "1", { description: "of web" }), npm("c")], [{ ref: "shop", dependsOn: ["b", "c"] }], "pkg:npm/web@1");

describe("documents as one", () => {
  const merged = mergeBoms({ name: "Shop" }, [
    { bom: api, name: "api", version: null },
    { bom: web, name: "web", version: null },
  ]);

  it("have their subjects as the direct components of the new root", () => {
    expect(merged.root).toEqual({ name: "Shop", version: null, purl: null });
    expect(direct(merged)).toEqual(["web", "api"]);
    const types = merged.components.map(({ ecosystem, name }, i) => [ecosystem, name, merged.details?.[i]?.type]);
    expect(types).toContainEqual(["unidentified", "api", "container"]);
    expect(types).toContainEqual(["npm", "web", "container"]);
  });

  it("hold a package version of several once, with the edges and details of all and the strongest scope", () => {
    expect(edges(merged)).toEqual(["a>b", "web>b", "web>c", "api>a"]);
    const place = merged.components.findIndex(({ name }) => name === "b");
    expect(merged.components[place]?.scope).toBe("runtime");
    expect(merged.details?.[place]?.description).toBe("of web");
  });

  it("are left as they were", () => expect(web.details?.find(({ name }) => name === "b")?.purls).toEqual(["pkg:npm/b@1"]));

  it("that name no subject hang below what their part is called", () => {
    const bare = readBom(bytesOf(cyclonedx({ metadata: undefined, components: [npm("a")], dependencies: [] })), { details: true });
    const one = mergeBoms({ name: "Shop" }, [{ bom: bare, name: "worker", version: "3" }]);
    expect(one.components.map(({ name, version }) => `${name} ${version}`)).toEqual(["a 1.0.0", "worker 3"]);
    expect(direct(one)).toEqual(["worker"]);
  });
});
