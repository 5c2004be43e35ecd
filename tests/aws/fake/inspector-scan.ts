import { type FakeService, type Fields, jsonOf } from "./service";

/** inspector-scan: what it says of an SBOM is decided by `scan`; by default that nothing was found. */
export class FakeInspectorScan implements FakeService {
  readonly protocol = "rest-json";
  scan: (sbom: Fields, outputFormat: string) => Fields = (sbom) => ({ ...sbom, vulnerabilities: [] });

  route({ method, path, body }: Parameters<FakeService["route"]>[0]) {
    if (method !== "POST" || path !== "/scan/sbom") return null;
    const input = jsonOf(body);
    const format = String(input.outputFormat ?? "CYCLONE_DX_1_5");
    return { operation: "ScanSbom", input, answer: () => ({ body: { sbom: this.scan(input.sbom as Fields, format) } }) };
  }
}
