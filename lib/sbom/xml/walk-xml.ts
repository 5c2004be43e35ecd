import { SaxesParser } from "saxes";
import { WhereinError } from "@/lib/errors";
import type { WarningSink } from "../warnings";
import { decodeXml, xmlEncodingOf } from "./decode-xml";
import { innerScope, type NamespaceScope, namespaceOf, outermostScope, qualifiedName } from "./namespaces";

/** Elements inside each other. Real documents need a few dozen; nothing here recurses, but readers keep a frame for each. */
export const xmlDepthMax = 256;

/** `namespace` is "" for none. An attribute without a prefix has no namespace; declarations of namespaces are left out. */
export type XmlTag = { local: string; namespace: string; attributes: readonly XmlAttribute[]; place: XmlPlace };
/** Where a tag begins, both from 1; columns count UTF-16 code units. */
export type XmlPlace = { line: number; column: number };
export type XmlAttribute = { local: string; namespace: string; value: string };

/** What is told while a document is read, in document order. `text` may come in several pieces. */
export type XmlHandler = {
  open(tag: XmlTag): void;
  text(text: string): void;
  close(): void;
};

const noAttributes: readonly XmlAttribute[] = [];
/** Faults after which the text still says what was meant; they are read over with a warning. */
const forgiven = /: (disallowed character\.|malformed character entity\.)$/;

/**
 * Reads an XML document and tells the handler. Nothing outside of it is ever fetched and no entity but the five predefined
 * ones is expanded: a DOCTYPE is ignored with a warning, a reference to anything it declares refused. Throws `invalid`
 * (`xml_not_well_formed`, `document_truncated`, `xml_entity`, `xml_too_deep`) with line and column, or as `xmlEncodingOf`.
 */
export function walkXml(bytes: Uint8Array, sink: WarningSink, handler: XmlHandler): void {
  const encoding = xmlEncodingOf(bytes);
  if (encoding.isDamaged) sink.add("invalid_utf8", () => "");
  const parser = toParser(handler);
  parser.on("doctype", () => sink.add("xml_doctype_ignored", () => ""));
  parser.on("error", (error) => {
    if (!forgiven.test(error.message)) throw problemOf(parser, error);
    sink.add("xml_character", () => "");
  });
  for (const text of decodeXml(bytes, encoding)) parser.write(text);
  parser.close();
}

/** The root element of what may be an XML document, within its first 64 KiB; null when there is none. Never throws. */
export function peekXmlRoot(bytes: Uint8Array): XmlTag | null {
  let root: XmlTag | null = null;
  const parser = toParser({
    open: (tag) => {
      root = tag;
      throw new Error("found");
    },
    text: () => {},
    close: () => {},
  });
  const start = bytes.subarray(0, 65_536);
  try {
    for (const text of decodeXml(start, xmlEncodingOf(start))) parser.write(text);
  } catch {
    // Either the root was found, or this is no XML.
  }
  return root;
}

type Parser = SaxesParser<{ xmlns: false }>;

/** Namespaces are resolved here: the parser's own way costs a look through all open elements for each element. */
function toParser(handler: XmlHandler): Parser {
  const parser: Parser = new SaxesParser({ xmlns: false, position: true });
  const scopes: NamespaceScope[] = [];
  let place: XmlPlace = { line: 1, column: 1 };
  parser.on("opentagstart", ({ name }) => {
    // The parser stands behind the character after the name. Where that ends the line, the column is lost.
    const column = parser.columnIndex - name.length - 1;
    place = column > 0 ? { line: parser.line, column } : { line: parser.line - 1, column: 1 };
  });
  parser.on("opentag", ({ name, attributes }) => {
    if (scopes.length === xmlDepthMax) throw tooDeep(parser);
    const scope = innerScope(attributes, scopes.at(-1) ?? outermostScope);
    scopes.push(scope);
    const { prefix, local } = qualifiedName(name);
    handler.open({ local, namespace: namespaceOf(prefix, scope), attributes: attributesOf(attributes, scope), place });
  });
  parser.on("closetag", () => {
    scopes.pop();
    handler.close();
  });
  parser.on("text", (text) => {
    // What stands outside of the root is white space, or the parser has refused it.
    if (scopes.length > 0) handler.text(text);
  });
  parser.on("cdata", (text) => handler.text(text));
  return parser;
}

function attributesOf(attributes: Readonly<Record<string, string>>, scope: NamespaceScope): readonly XmlAttribute[] {
  let list: XmlAttribute[] | null = null;
  for (const name in attributes) {
    const { prefix, local } = qualifiedName(name);
    if (prefix === "xmlns" || name === "xmlns") continue;
    list ??= [];
    list.push({ local, namespace: prefix === "" ? "" : namespaceOf(prefix, scope), value: attributes[name] as string });
  }
  return list ?? noAttributes;
}

const placeOf = ({ line, column }: Parser) => `line ${line}, column ${column}`;

function problemOf(parser: Parser, cause: Error): WhereinError {
  const what = cause.message.replace(/^\d+:\d+: /, "").replace(/\.$/, "");
  const errors = [{ pointer: "", detail: `${placeOf(parser)}: ${what.slice(0, 200)}.` }];
  if (/^(unclosed tag|unexpected end|document must contain a root)/.test(what)) {
    const detail = `The document ends too early, at ${placeOf(parser)}. Was the upload cut off? Send it again whole.`;
    return new WhereinError("invalid", detail, { reason: "document_truncated", errors, cause });
  }
  if (what === "undefined entity") {
    const detail = `The document uses an entity of its own at ${placeOf(parser)}. Entities are never expanded here, for safety; write the text itself.`;
    return new WhereinError("invalid", detail, { reason: "xml_entity", errors, cause });
  }
  const detail = `The document is not well-formed XML at ${placeOf(parser)}: ${what.slice(0, 200)}. Let your tool write it again.`;
  return new WhereinError("invalid", detail, { reason: "xml_not_well_formed", errors, cause });
}

function tooDeep(parser: Parser): WhereinError {
  const detail = `More than ${xmlDepthMax} XML elements stand inside each other at ${placeOf(parser)}, which no real SBOM does. Let your tool write it as JSON.`;
  return new WhereinError("invalid", detail, { reason: "xml_too_deep", errors: [{ pointer: "", detail: `${placeOf(parser)}: nested too deep.` }] });
}
