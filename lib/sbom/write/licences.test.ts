import deprecatedLicenceIds from "spdx-license-ids/deprecated.json" with { type: "json" };
import spdxLicenceIds from "spdx-license-ids/index.json" with { type: "json" };
import { describe, expect, it } from "vitest";
import { readSchemaFile } from "../validate/schema-files";
import { exceptionIds } from "./exception-ids";
import { isLicenceExpression, referencesIn } from "./licences";
import { LicenceFields } from "./spdx/licence-fields";

describe("a licence expression", () => {
  it.each([
    "MIT",
    "GPL-2.0+",
    "GPL-2.0",
    "MIT OR Apache-2.0",
    "(MIT AND (Zlib OR ISC))",
    "GPL-2.0-only WITH Classpath-exception-2.0",
    "LicenseRef-own AND DocumentRef-x:LicenseRef-y",
  ])("is %s", (text) => expect(isLicenceExpression(text)).toBe(true));

  it.each(["", "mit", "MIT or ISC", "MIT OR", "(MIT", "MIT)", "MIT ISC", "MIT WITH GPL-2.0-only", "(MIT) WITH Classpath-exception-2.0", "Some licence", "()"])(
    "is not %s",
    (text) => expect(isLicenceExpression(text)).toBe(false),
  );

  it("may have the exceptions of the list that the CycloneDX library ships", () => {
    const listed: string[] = JSON.parse(readSchemaFile("spdx.SNAPSHOT.schema.json").toString()).enum;
    const licences = new Set([...spdxLicenceIds, ...deprecatedLicenceIds]);
    expect([...exceptionIds]).toEqual(listed.filter((id) => !licences.has(id) && !id.endsWith("+")));
  });

  it("is read in one go, however deep", () => {
    const deep = 100_000;
    expect(isLicenceExpression(`${"(".repeat(deep)}MIT${")".repeat(deep)}`)).toBe(true);
  });
});

describe("the licence fields of SPDX", () => {
  it("are expressions, with references for what is on no list", () => {
    const fields = new LicenceFields();
    expect(fields.expressionOf([])).toBeNull();
    expect(fields.expressionOf(["NONE"])).toBe("NONE");
    expect(fields.expressionOf(["MIT OR ISC", "Our own", "NOASSERTION"])).toBe("(MIT OR ISC) AND LicenseRef-wherein-1");
    expect(fields.expressionOf(["Our own"])).toBe("LicenseRef-wherein-1");
    expect(fields.expressionOf(["LicenseRef-theirs"])).toBe("LicenseRef-theirs");
    expect(fields.extracted()).toEqual([
      { licenseId: "LicenseRef-wherein-1", extractedText: "Our own", name: "Our own" },
      { licenseId: "LicenseRef-theirs", extractedText: "NOASSERTION" },
    ]);
  });

  it("name only references of the document itself", () =>
    expect(referencesIn("LicenseRef-a AND (DocumentRef-x:LicenseRef-b OR LicenseRef-c)")).toEqual(["LicenseRef-a", "LicenseRef-c"]));
});
