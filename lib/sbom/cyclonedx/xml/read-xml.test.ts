import { Buffer } from "node:buffer";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { WhereinError } from "@/lib/errors";
import { type Bom, readBom } from "@/lib/sbom";
import { WarningSink } from "../../warnings";
import { compileGrammar } from "./compile-grammar";
import { grammar } from "./grammar";
import { cyclonedxXml } from "./read-xml";

const bom = (version: string, inner: string, attributes = "") =>
  `<?xml version="1.0"?><bom xmlns="http://cyclonedx.org/schema/bom/${version}" ${attributes}>${inner}</bom>`;
const documentOf = (text: string) => cyclonedxXml.read(Buffer.from(text), new WarningSink()).document;
const inComponent = (inner: string, attributes = "") =>
  documentOf(bom("1.6", `<components><component ${attributes}>${inner}</component></components>`)).components;
const read = (text: string | Uint8Array): Bom => readBom(typeof text === "string" ? Buffer.from(text) : text);
const codesOf = ({ warnings }: Bom) => warnings.map(({ code }) => code);

const component = '<component type="library" bom-ref="a"><group>g</group><name>a</name><version>1</version><purl>pkg:npm/%40g/a@1</purl></component>';

describe("CycloneDX XML", () => {
  it.each(["1.0", "1.1", "1.2", "1.3", "1.4", "1.5", "1.6", "1.7"])("of version %s is read, with the version of its namespace", (version) => {
    const nested =
      '<component type="library"><name>outer</name><version>2</version><components><component type="library"><name>inner</name></component></components></component>';
    const read1 = read(
      bom(version, `<components>${component}${nested}</components>`, 'version="1" serialNumber="urn:uuid:3e671687-395b-41f5-a30f-a58921a69b79"'),
    );
    expect(read1).toMatchObject({
      format: "cyclonedx-xml",
      specVersion: version,
      serialNumber: "urn:uuid:3e671687-395b-41f5-a30f-a58921a69b79",
      accounting: { total: 3, taken: 3 },
      warnings: [{ code: "root_missing" }],
    });
  });

  it("gives the same model as the same document in JSON", () => {
    const xml = bom(
      "1.6",
      `<metadata><timestamp>2026-03-01T10:00:00Z</timestamp><tools><tool><vendor>v</vendor><name>maker</name><version>2.1</version></tool></tools>
        <component type="application" bom-ref="shop"><name>shop</name><version>1.0.0</version></component></metadata>
      <components>${component}<component type="library" bom-ref="b"><name>b</name><version>2</version><scope>optional</scope>
        <hashes><hash alg="SHA-256">${"0".repeat(64)}</hash></hashes></component></components>
      <dependencies><dependency ref="shop"><dependency ref="a"/></dependency><dependency ref="a"><dependency ref="b"/></dependency><dependency ref="b"/></dependencies>`,
    );
    const json = {
      bomFormat: "CycloneDX",
      specVersion: "1.6",
      metadata: {
        timestamp: "2026-03-01T10:00:00Z",
        tools: [{ vendor: "v", name: "maker", version: "2.1" }],
        component: { type: "application", "bom-ref": "shop", name: "shop", version: "1.0.0" },
      },
      components: [
        { type: "library", "bom-ref": "a", group: "g", name: "a", version: "1", purl: "pkg:npm/%40g/a@1" },
        { type: "library", "bom-ref": "b", name: "b", version: "2", scope: "optional", hashes: [{ alg: "SHA-256", content: "0".repeat(64) }] },
      ],
      dependencies: [{ ref: "shop", dependsOn: ["a"] }, { ref: "a", dependsOn: ["b"] }, { ref: "b" }],
    };
    expect(documentOf(xml)).toEqual(json);
    expect(readBom(Buffer.from(xml), { details: true })).toEqual({ ...readBom(Buffer.from(JSON.stringify(json)), { details: true }), format: "cyclonedx-xml" });
  });

  it("holds licences of every form", () => {
    const licences = `<licenses><license bom-ref="l" acknowledgement="declared"><id>MIT</id><text content-type="text/plain" encoding="base64"> TUlU </text></license>
      <expression acknowledgement="concluded">MIT OR ISC</expression>
      <expression-detailed expression="LicenseRef-a"><details license-identifier="LicenseRef-a"><url>https://example.org</url></details></expression-detailed></licenses>`;
    expect(inComponent(licences)).toEqual([
      {
        licenses: [
          { license: { "bom-ref": "l", acknowledgement: "declared", id: "MIT", text: { contentType: "text/plain", encoding: "base64", content: " TUlU " } } },
          { acknowledgement: "concluded", expression: "MIT OR ISC" },
          { expression: "LicenseRef-a", expressionDetails: [{ licenseIdentifier: "LicenseRef-a", url: "https://example.org" }] },
        ],
      },
    ]);
  });

  it("holds references, properties, pedigree, evidence and what else stands in a component", () => {
    const inner = `<modified>false</modified><tags><tag>x</tag><tag>y</tag></tags><omniborId>o</omniborId><omniborId>p</omniborId>
      <externalReferences><reference type="vcs"><url>https://example.org</url><hashes><hash alg="MD5">00</hash></hashes></reference></externalReferences>
      <properties><property name="a">1</property><property name="b"/></properties>
      <pedigree><ancestors><component type="library"><name>old</name></component></ancestors><patches><patch type="backport"><resolves><issue type="security"><id>1</id></issue></resolves></patch></patches></pedigree>
      <evidence><identity><field>purl</field><confidence>0.5</confidence><tools><tool ref="t"/></tools></identity><copyright><text>me</text></copyright></evidence>
      <data><type>dataset</type></data><swid tagId="s" name="n" patch="true"/>`;
    expect(inComponent(inner, 'type="library" mime-type="text/plain" isExternal="true" bom-ref="r"')).toEqual([
      {
        type: "library",
        "mime-type": "text/plain",
        isExternal: true,
        "bom-ref": "r",
        modified: false,
        tags: ["x", "y"],
        omniborId: ["o", "p"],
        externalReferences: [{ type: "vcs", url: "https://example.org", hashes: [{ alg: "MD5", content: "00" }] }],
        properties: [{ name: "a", value: "1" }, { name: "b" }],
        pedigree: { ancestors: [{ type: "library", name: "old" }], patches: [{ type: "backport", resolves: [{ type: "security", id: "1" }] }] },
        evidence: { identity: [{ field: "purl", confidence: 0.5, tools: ["t"] }], copyright: [{ text: "me" }] },
        data: [{ type: "dataset" }],
        swid: { tagId: "s", name: "n", patch: true },
      },
    ]);
  });

  it("holds services with their data, compositions and vulnerabilities", () => {
    const document = documentOf(
      bom(
        "1.6",
        `<services><service bom-ref="s"><name>s</name><endpoints><endpoint>https://e</endpoint></endpoints><x-trust-boundary>true</x-trust-boundary>
          <data><classification flow="inbound">PII</classification><dataflow name="d"><classification flow="outbound">public</classification><source><url>u</url></source></dataflow></data></service></services>
        <compositions><composition><aggregate>complete</aggregate><assemblies><assembly ref="s"/></assemblies></composition></compositions>
        <vulnerabilities><vulnerability><id>CVE-1</id><cwes><cwe>79</cwe></cwes><analysis><state>not_affected</state><responses><response>update</response></responses></analysis>
          <affects><target><ref>s</ref><versions><version><version>1</version><status>affected</status></version></versions></target></affects></vulnerability></vulnerabilities>`,
      ),
    );
    expect(document).toMatchObject({
      services: [
        {
          "bom-ref": "s",
          name: "s",
          endpoints: ["https://e"],
          "x-trust-boundary": true,
          data: [
            { flow: "inbound", classification: "PII" },
            { name: "d", flow: "outbound", classification: "public", source: ["u"] },
          ],
        },
      ],
      compositions: [{ aggregate: "complete", assemblies: ["s"] }],
      vulnerabilities: [
        {
          id: "CVE-1",
          cwes: [79],
          analysis: { state: "not_affected", response: ["update"] },
          affects: [{ ref: "s", versions: [{ version: "1", status: "affected" }] }],
        },
      ],
    });
  });

  it("holds tools in the old form, in the new one, and in both at once", () => {
    const tools = (inner: string) => documentOf(bom("1.6", `<metadata><tools>${inner}</tools></metadata>`)).metadata;
    const old = "<tool><vendor>v</vendor><name>t</name></tool>";
    const newer = '<components><component type="application"><name>c</name></component></components>';
    expect(tools(old)).toEqual({ tools: [{ vendor: "v", name: "t" }] });
    expect(tools(newer)).toEqual({ tools: { components: [{ type: "application", name: "c" }] } });
    expect(tools(old + newer)).toEqual({
      tools: {
        components: [
          { type: "application", group: "v", name: "t" },
          { type: "application", name: "c" },
        ],
      },
    });
  });

  it("has dependencies that stand deeper in each other, and those of the extension of 1.0 and 1.1, as edges", () => {
    const tree = '<dependency ref="a"><dependency ref="b"><dependency ref="c"/></dependency><provides ref="p"/></dependency>';
    const flat = [
      { ref: "a", dependsOn: ["b"], provides: ["p"] },
      { ref: "b", dependsOn: ["c"] },
    ];
    expect(documentOf(bom("1.6", `<dependencies>${tree}</dependencies>`)).dependencies).toEqual(flat);
    const extension = `<dependencies xmlns="http://cyclonedx.org/schema/ext/dependency-graph/1.0">${tree}</dependencies>`;
    expect(documentOf(bom("1.1", extension)).dependencies).toEqual(flat);
  });

  it("is recognised by namespace with any prefix, and with a warning by its name alone", () => {
    const prefixed =
      '<c:bom xmlns:c="http://cyclonedx.org/schema/bom/1.6"><c:components><c:component type="library"><c:name>a</c:name></c:component></c:components></c:bom>';
    expect(read(prefixed)).toMatchObject({ components: [{ name: "a" }], warnings: [] });
    const bare = "<bom><components><component type='library'><name>a</name></component></components></bom>";
    expect(read(bare)).toMatchObject({ specVersion: "1.7", components: [{ name: "a" }], warnings: [{ code: "xml_namespace_missing" }] });
    expect(() => read('<bom xmlns="urn:bill"/>')).toThrow(expect.objectContaining({ reason: "not_an_sbom" }));
    expect(() => read(bom("12", ""))).toThrow(expect.objectContaining({ reason: "spec_version_unsupported" }));
  });

  it("has elements of other namespaces, signatures and XInclude left out with all that is in them", () => {
    const foreign = `<x:component xmlns:x="urn:x"><name>no</name></x:component><xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="file:///etc/passwd" parse="text"/>
      <ds:Signature xmlns:ds="http://www.w3.org/2000/09/xmldsig#"><component><name>no</name></component></ds:Signature><unknown><component><name>no</name></component></unknown>`;
    expect(documentOf(bom("1.6", `<components>${foreign}${component}</components>`)).components).toHaveLength(1);
  });

  it("has names that are those of any object's members left out, and lists that are there twice united", () => {
    expect(inComponent("<__proto__>x</__proto__><constructor>x</constructor><name>a</name><name>b</name>")).toEqual([{ name: "a" }]);
    expect(inComponent('<hashes><hash alg="MD5">0</hash></hashes><hashes><hash alg="MD5">1</hash></hashes>')).toMatchObject([
      { hashes: [{ content: "0" }, { content: "1" }] },
    ]);
  });

  it("is read as UTF-16 and behind white space", () => {
    const text = bom("1.6", `<components>${component}</components>`).replace("?>", ' encoding="UTF-16"?>');
    const utf16 = Buffer.from(text, "utf16le");
    for (const bytes of [
      utf16,
      Buffer.concat([Buffer.from([0xff, 0xfe]), utf16]),
      Buffer.from(utf16).swap16(),
      Buffer.from(`\n  ${bom("1.6", "").slice(21)}`),
    ]) {
      expect(read(bytes).format).toBe("cyclonedx-xml");
    }
  });

  it("never has an entity expanded, and says so", () => {
    const bomb = bom("1.6", `<components><component type="library"><name>&b;</name></component></components>`);
    const declared = '<!DOCTYPE bom [<!ENTITY a "lol"><!ENTITY b "&a;&a;"><!ENTITY x SYSTEM "file:///etc/passwd">]>';
    expect(() => read(bomb.replace("?>", `?>${declared}`))).toThrow(expect.objectContaining({ reason: "xml_entity" }));
    const harmless = bom("1.6", `<components>${component}</components>`).replace("?>", '?><!DOCTYPE bom SYSTEM "http://127.0.0.1:9/evil.dtd">');
    expect(codesOf(read(harmless))).toEqual(["xml_doctype_ignored"]);
  });

  it("is refused when it is cut off, anywhere", () => {
    const text = bom("1.6", `<components>${component}</components>`);
    for (let length = text.indexOf("<bom") + 60; length < text.length; length += 1) {
      expect(() => read(text.slice(0, length))).toThrow(expect.objectContaining({ reason: "document_truncated" }));
    }
  });

  it("has a grammar in which every type is used and every word is read", () => {
    const types = compileGrammar(grammar);
    const used = new Set(Object.values(grammar).flatMap((line) => [...line.matchAll(/=(\w+)/g)].map(([, type]) => type)));
    expect(Object.keys(grammar).filter((type) => type !== "bom" && !used.has(type))).toEqual([]);
    expect(() => compileGrammar({ a: "b=missing" })).toThrow("missing");
    expect(() => compileGrammar({ a: "%" })).toThrow("%");
    expect(types.size).toBe(Object.keys(grammar).length);
  });

  it("is read or refused, never worse, whatever is changed in it", () => {
    const sample = bom(
      "1.6",
      `<metadata><tools><tool><name>t</name></tool></tools></metadata><components>${component}</components><dependencies><dependency ref="a"/></dependencies>`,
    );
    const names = Object.values(grammar).flatMap((line) => line.match(/[a-zA-Z-]{4,}/g) ?? []);
    const piece = fc.oneof(
      fc.constantFrom(...names).map((name) => `<${name}>`),
      fc.constantFrom(...names).map((name) => `</${name}>`),
      fc.constantFrom(...names).map((name) => `<${name} ref="a" type="b" name="c">1</${name}>`),
      fc.string({ unit: "binary", maxLength: 4 }),
    );
    fc.assert(
      fc.property(fc.nat(), fc.array(piece, { maxLength: 4 }), fc.nat({ max: 20 }), (place, pieces, removed) => {
        const at = place % sample.length;
        try {
          expect(read(sample.slice(0, at) + pieces.join("") + sample.slice(at + removed)).format).toBe("cyclonedx-xml");
        } catch (error) {
          expect(error).toBeInstanceOf(WhereinError);
        }
      }),
      { numRuns: 2_000 },
    );
  });
});
