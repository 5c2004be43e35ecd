import { Buffer } from "node:buffer";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { WhereinError } from "@/lib/errors";
import { WarningSink } from "../warnings";
import { attributeOf, readXmlTree } from "./read-xml-tree";
import { peekXmlRoot, xmlDepthMax } from "./walk-xml";

const codesOf = (sink: WarningSink) => sink.list().map(({ code }) => code);

function refusalOf(text: string | Uint8Array): { code: string; reason: string | null; message: string } {
  try {
    readXmlTree(Buffer.from(text), new WarningSink());
  } catch (error) {
    if (error instanceof WhereinError) return { code: error.code, reason: error.reason, message: error.message };
    throw error;
  }
  throw new Error("was not refused");
}

describe("an XML document", () => {
  it("becomes a tree: elements, attributes and text, by namespace and never by prefix", () => {
    const text = '<?xml version="1.0"?><a:x xmlns:a="urn:a" xmlns="urn:b" a:k="1" k="2">one<y><![CDATA[<two>]]> &amp; &#x41;</y><z xmlns="">3</z>four</a:x>';
    const root = readXmlTree(Buffer.from(text), new WarningSink());
    expect(root).toMatchObject({ local: "x", namespace: "urn:a", text: "onefour" });
    expect(root.attributes).toEqual([
      { local: "k", namespace: "urn:a", value: "1" },
      { local: "k", namespace: "", value: "2" },
    ]);
    expect(root.children.map(({ local, namespace, text: own }) => [local, namespace, own])).toEqual([
      ["y", "urn:b", "<two> & A"],
      ["z", "", "3"],
    ]);
    expect(attributeOf(root, "k")).toBe("1");
    expect(attributeOf(root, "missing")).toBeNull();
  });

  it("is read in the encoding of its bytes, else in the one that it declares", () => {
    const text = (encoding: string) => `<?xml version="1.0" encoding="${encoding}"?><a>käse €😀</a>`;
    const utf16 = Buffer.from(text("UTF-16"), "utf16le");
    const mark = (...bytes: number[]) => Buffer.from(bytes);
    const whole = [
      Buffer.from(text("UTF-8")),
      Buffer.from(text("utf-16")),
      Buffer.concat([mark(0xef, 0xbb, 0xbf), Buffer.from(text("ISO-8859-1"))]),
      Buffer.concat([mark(0xff, 0xfe), utf16]),
      Buffer.concat([mark(0xfe, 0xff), Buffer.from(utf16).swap16()]),
      utf16,
      Buffer.from(utf16).swap16(),
    ];
    for (const bytes of whole) expect(readXmlTree(bytes, new WarningSink()).text).toBe("käse €😀");
    const latin = Buffer.from('<?xml version="1.0" encoding="ISO-8859-1"?><a>käse</a>', "latin1");
    expect(readXmlTree(latin, new WarningSink()).text).toBe("käse");
    const sink = new WarningSink();
    expect(readXmlTree(Buffer.from("<a>käse</a>", "latin1"), sink).text).toBe("k\ufffdse");
    expect(codesOf(sink)).toEqual(["invalid_utf8"]);
    expect(refusalOf('<?xml version="1.0" encoding="x-unknown"?><a/>')).toMatchObject({ code: "unsupported", reason: "xml_encoding_unsupported" });
  });

  it("keeps characters whole that lie across the pieces in which it is read", () => {
    for (let shift = 0; shift < 4; shift += 1) {
      const text = `${"x".repeat(65_530 + shift)}😀é`;
      expect(readXmlTree(Buffer.from(`<a>${text}</a>`), new WarningSink()).text).toBe(text);
    }
  });

  it("has no entity expanded and nothing fetched", () => {
    const declared = '<!DOCTYPE a [<!ENTITY x "boom"><!ENTITY y SYSTEM "file:///etc/passwd"><!ENTITY z "&x;&x;">]>';
    for (const entity of ["x", "y", "z", "nbsp", "constructor", "__proto__"]) {
      expect(refusalOf(`${declared}<a>&${entity};</a>`)).toMatchObject({ code: "invalid", reason: "xml_entity" });
      expect(refusalOf(`${declared}<a b="&${entity};"/>`)).toMatchObject({ reason: "xml_entity" });
    }
    const sink = new WarningSink();
    expect(readXmlTree(Buffer.from(`${declared}<a>&lt;</a>`), sink).text).toBe("<");
    expect(readXmlTree(Buffer.from('<!DOCTYPE a SYSTEM "http://127.0.0.1:9/evil.dtd"><a/>'), sink).local).toBe("a");
    expect(codesOf(sink)).toEqual(["xml_doctype_ignored"]);
  });

  it("is refused with the place when it is damaged, cut off or too deep", () => {
    expect(refusalOf("<a>\n<b></a>")).toMatchObject({ reason: "xml_not_well_formed", message: expect.stringContaining("line 2") });
    for (const text of ["<a><b>", "<a", "<a>text", "<?xml version='1.0'?>", "<a b='"]) expect(refusalOf(text).reason).toBe("document_truncated");
    for (const text of ["<a/><b/>", "text<a/>", "<a b/>", "<a b='1' b='2'/>", "<1/>", "<a>]]></a>"]) expect(refusalOf(text).reason).toBe("xml_not_well_formed");
    const nested = (depth: number) => "<a>".repeat(depth) + "</a>".repeat(depth);
    expect(readXmlTree(Buffer.from(nested(xmlDepthMax)), new WarningSink()).local).toBe("a");
    expect(refusalOf(nested(xmlDepthMax + 1)).reason).toBe("xml_too_deep");
    expect(refusalOf("<a>".repeat(500_000)).reason).toBe("xml_too_deep");
  });

  it("is read with a warning when it holds characters that XML does not allow", () => {
    const sink = new WarningSink();
    expect(readXmlTree(Buffer.from("<a>b\u001bc&#1;</a>"), sink).text).toBe("b\u001bc&#1;");
    expect(sink.list()).toMatchObject([{ code: "xml_character", count: 2 }]);
  });

  it("tells its root before it is read, behind declarations and comments", () => {
    expect(peekXmlRoot(Buffer.from(`<?xml version="1.0"?><!-- ${"x".repeat(20_000)} --><!DOCTYPE b [<!ENTITY a ">">]><b xmlns="urn:b"><c/>`))).toMatchObject({
      local: "b",
      namespace: "urn:b",
    });
    for (const text of ["", "{}", "<", "<!-- ", "&x;<a/>", "<<a/>", '<?xml version="1.0" encoding="x-unknown"?><a/>']) {
      expect(peekXmlRoot(Buffer.from(text))).toBeNull();
    }
  });

  it("is read or refused, never worse, whatever its bytes", () => {
    const parts = fc.constantFrom(
      "<a>",
      "</a>",
      "<b c='d'>",
      "</b>",
      "<e/>",
      "&amp;",
      "&x;",
      "<![CDATA[",
      "]]>",
      "<!--",
      "-->",
      "<?p?>",
      "<!DOCTYPE a [",
      "text",
    );
    const bytes = fc.oneof(
      fc.array(fc.oneof(parts, fc.string({ unit: "binary", maxLength: 3 })), { maxLength: 12 }).map((list) => Buffer.from(`<a>${list.join("")}</a>`)),
      fc.uint8Array({ maxLength: 200 }).map((rest) => Buffer.concat([Buffer.from("<a>"), rest])),
    );
    fc.assert(
      fc.property(bytes, (input) => {
        peekXmlRoot(input);
        try {
          readXmlTree(input, new WarningSink());
        } catch (error) {
          expect(error).toBeInstanceOf(WhereinError);
        }
      }),
      { numRuns: 2_000 },
    );
  });
});
