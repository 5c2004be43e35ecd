import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Envelope } from "./envelope";
import { boundaryOf, FormEnvelope } from "./form-envelope";
import { JsonEnvelope } from "./json-envelope";

/** The document and the fields of a body that arrives in pieces which end at `cuts`. */
function open(envelope: Envelope, body: Buffer, cuts: readonly number[] = []): { document: Buffer; fields: Record<string, unknown> } {
  const places = [0, ...cuts.map((cut) => cut % (body.length + 1)).sort((a, b) => a - b), body.length];
  const pieces = places.slice(1).flatMap((place, index) => envelope.push(body.subarray(places[index], place)));
  envelope.end();
  return { document: Buffer.concat(pieces), fields: envelope.fields() };
}

const reasonOf = (work: () => unknown): unknown => {
  try {
    work();
    return null;
  } catch (error) {
    return (error as { reason?: string }).reason;
  }
};

const cutsOf = fc.array(fc.nat(5_000), { maxLength: 12 });
const anyBytes = fc.uint8Array({ maxLength: 300 }).map((bytes) => Buffer.from(bytes));

describe("a form", () => {
  const part = (headers: string, content: Buffer | string) =>
    Buffer.concat([Buffer.from(`--b0undary\r\n${headers}\r\n\r\n`), Buffer.from(content), Buffer.from("\r\n")]);
  const named = (name: string) => `Content-Disposition: form-data; name="${name}"`;
  const end = Buffer.from("--b0undary--\r\n");

  it("gives the document byte for byte, as a text or a file, wherever the chunks end", () => {
    fc.assert(
      fc.property(anyBytes, cutsOf, fc.boolean(), (document, cuts, isFile) => {
        fc.pre(!document.includes("\r\n--b0undary"));
        const bom = part(isFile ? `${named("bom")}; filename="bom.json"\r\nContent-Type: application/json` : named("bom"), document);
        const body = Buffer.concat([part(named("projectName"), "Zahlungen ü"), bom, part(named("autoCreate"), "true"), end]);
        expect(open(new FormEnvelope("b0undary"), body, cuts)).toEqual({ document, fields: { projectName: "Zahlungen ü", autoCreate: "true" } });
      }),
    );
  });

  it("is not fooled by beginnings of a boundary in the document", () => {
    const document = Buffer.from("\r\n--b0undar\r\n--b0und\r\n\r\n-");
    const body = Buffer.concat([part(named("bom"), document), end]);
    for (let cut = 0; cut < body.length; cut += 1) expect(open(new FormEnvelope("b0undary"), body, [cut]).document).toEqual(document);
  });

  it("reads what clients write differently: a preamble, padding, names without quotes, parts in any order, an epilogue", () => {
    const body = Buffer.from(
      'preamble\r\n--b0undary  \r\ncontent-length: 3\r\nCONTENT-DISPOSITION: form-data; filename="x.xml"; name=bom\r\nContent-Transfer-Encoding: binary\r\n\r\nSBO\r\n--b0undary\r\nContent-Disposition: form-data; name="project\\"Name"\r\n\r\n\r\n--b0undary--epilogue',
    );
    expect(open(new FormEnvelope("b0undary"), body)).toEqual({ document: Buffer.from("SBO"), fields: { 'project"Name': "" } });
  });

  it.each<[string, Buffer, string]>([
    ["that is cut off", Buffer.concat([part(named("bom"), "x")]), "form_truncated"],
    ["that is empty", Buffer.alloc(0), "form_truncated"],
    ["without a BOM", Buffer.concat([part(named("projectName"), "x"), end]), "bom_missing"],
    ["with two", Buffer.concat([part(named("bom"), "x"), part(named("bom"), "x"), end]), "bom_twice"],
    ["with a huge field", Buffer.concat([part(named("projectTags"), Buffer.alloc(300_000, 0x61)), end]), "fields_too_large"],
    ["with endless headers", Buffer.concat([Buffer.from("--b0undary\r\n"), Buffer.alloc(20_000, 0x61)]), "form_broken"],
    ["with a part that has no name", Buffer.concat([part("Content-Disposition: form-data", "x"), end]), "form_broken"],
    ["with a boundary that goes on", Buffer.from("--b0undaryZZ\r\n\r\n"), "form_broken"],
    ["with too many parts", Buffer.concat([...Array<Buffer>(101).fill(part(named("a"), "x")), end]), "form_broken"],
    ["with another transfer encoding", Buffer.concat([part(`${named("bom")}\r\nContent-Transfer-Encoding: base64`, "eA=="), end]), "transfer_encoding"],
  ])("%s is refused", (_, body, reason) => {
    expect(reasonOf(() => open(new FormEnvelope("b0undary"), body))).toBe(reason);
  });

  it("has the boundary of its content type", () => {
    expect(boundaryOf("multipart/form-data; boundary=abc")).toBe("abc");
    expect(boundaryOf('Multipart/Form-Data; charset=utf-8; Boundary="a b;c"')).toBe("a b;c");
    expect(boundaryOf("application/json")).toBeNull();
    expect(reasonOf(() => boundaryOf("multipart/form-data"))).toBe("form_broken");
  });
});

describe("JSON with a BOM in base64", () => {
  const json = (bom: string, rest = '"projectName":"a"') => Buffer.from(`{${rest},"bom":"${bom}","x":{"bom":"not this","y":["bom"]}}`);

  it("gives the document byte for byte, wherever the chunks end", () => {
    fc.assert(
      fc.property(anyBytes, cutsOf, (document, cuts) => {
        const { document: read, fields } = open(new JsonEnvelope(), json(document.toString("base64")), cuts);
        expect(read).toEqual(document);
        expect(fields).toEqual({ projectName: "a", bom: "", x: { bom: "not this", y: ["bom"] } });
      }),
    );
  });

  const document = Buffer.from([...Array(256).keys()]);
  const plain = document.toString("base64");
  it.each<[string, string]>([
    ["with line breaks, escaped", plain.replaceAll(/(.{76})/g, "$1\\r\\n")],
    ["with line breaks as they are", plain.replaceAll(/(.{76})/g, "$1\n")],
    ["with escaped slashes", plain.replaceAll("/", "\\/")],
    ["with + and = escaped", plain.replaceAll("+", "\\u002B").replaceAll("=", "\\u003d")],
    ["without padding", plain.replaceAll("=", "")],
    ["URL-safe", document.toString("base64url")],
  ])("reads base64 %s", (_, bom) => {
    for (let cut = 0; cut < bom.length; cut += 1) expect(open(new JsonEnvelope(), json(bom), [cut, cut + 30]).document).toEqual(document);
  });

  it("takes a byte order mark and names with escapes before the BOM", () => {
    expect(open(new JsonEnvelope(), Buffer.from('\uFEFF{ "a\\"bom" : "x\\\\" , "bom" : "eA==" }')).document.toString()).toBe("x");
  });

  it.each<[string, string, string]>([
    ["empty", "", "json_invalid"],
    ["no JSON", "bom=eA==", "json_invalid"],
    ["no object", '["bom","eA=="]', "json_invalid"],
    ["cut off in the BOM", '{"bom":"eA', "json_invalid"],
    ["cut off after it", '{"bom":"eA=="', "json_invalid"],
    ["without a BOM", '{"projectName":"a","inner":{"bom":"eA=="}}', "bom_missing"],
    ["a BOM of null", '{"bom":null}', "bom_missing"],
    ["two BOMs", '{"bom":"eA==","bom":"eA=="}', "bom_twice"],
    ["XML instead of base64", '{"bom":"<bom/>"}', "bom_not_base64"],
    ["padding within", '{"bom":"eA==eA=="}', "bom_not_base64"],
    ["half a byte", '{"bom":"eAAAe"}', "bom_not_base64"],
    ["an unknown escape", '{"bom":"e\\A"}', "bom_not_base64"],
    ["a huge field", `{"projectName":"${"a".repeat(300_000)}","bom":"eA=="}`, "fields_too_large"],
  ])("that is %s is refused", (_, body, reason) => {
    expect(reasonOf(() => open(new JsonEnvelope(), Buffer.from(body)))).toBe(reason);
  });
});
