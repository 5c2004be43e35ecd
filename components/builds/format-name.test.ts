import { describe, expect, it } from "vitest";
import { formatName } from "./format-name";

describe("the name of a format", () => {
  it("is that of standard, version and serialisation", () => {
    expect(formatName("cyclonedx-xml", "1.6")).toBe("CycloneDX 1.6 (XML)");
    expect(formatName("spdx-rdf", null)).toBe("SPDX (RDF/XML)");
  });

  it("is said where there is none, and kept where it is not known", () => {
    expect(formatName(null, null)).toBe("not read");
    expect(formatName("constructor", "1")).toBe("constructor 1");
  });
});
