import { type ErrorDetail, ParseOption, XmlBufferInputProvider, XmlDocument, XmlLibError, XsdValidator, xmlRegisterInputProvider } from "libxml2-wasm";
import { decodeXml, xmlEncodingOf } from "../xml/decode-xml";
import { readSchemaFile } from "./schema-files";
import type { NotCheckedReason, SchemaFault } from "./validity";

/** What the XSD says of a document: faults, or why it could not be asked. */
export type XmlJudgement = { kind: "judged"; schema: string; faults: SchemaFault[] } | { kind: "notChecked"; reason: NotCheckedReason };

const versions = ["1.0", "1.1", "1.2", "1.3", "1.4", "1.5", "1.6", "1.7"];
const licenceSchema = "spdx.SNAPSHOT.xsd";
const validators = new Map<string, XsdValidator>();

// Nothing is fetched, no entity is replaced by what it stands for, and what a document refers to is not looked for.
const documentOptions = ParseOption.XML_PARSE_NONET | ParseOption.XML_PARSE_NO_XXE | ParseOption.XML_PARSE_BIG_LINES | ParseOption.XML_PARSE_NO_SYS_CATALOG;
/** libxml2's own limits on nesting and lengths; a document past them is not ill-formed. */
const limits = /excessive depth|too deep|too long|huge text|maximum entity|amplification|memory/i;

/** Judges CycloneDX XML of this version by its XSD. */
export function judgeXml(bytes: Uint8Array, version: string): XmlJudgement {
  if (!versions.includes(version)) return { kind: "notChecked", reason: "no_schema_for_version" };
  const schema = `CycloneDX ${version} XML schema`;
  let document: XmlDocument | null = null;
  try {
    const text = [...decodeXml(bytes, xmlEncodingOf(bytes))].join("");
    document = XmlDocument.fromString(text, { encoding: "utf-8", option: documentOptions });
    validatorOf(version).validate(document);
    return { kind: "judged", schema, faults: [] };
  } catch (error) {
    if (!(error instanceof XmlLibError) || error.details.length === 0) throw error;
    if (document === null && error.details.some(({ message }) => limits.test(message))) return { kind: "notChecked", reason: "nested_too_deeply" };
    return { kind: "judged", schema, faults: error.details.map(toFault) };
  } finally {
    document?.dispose();
  }
}

function validatorOf(version: string): XsdValidator {
  const known = validators.get(version);
  if (known) return known;
  // The only file that libxml2 can open, by this name, is the list of licences that each of the schemas imports.
  if (validators.size === 0) xmlRegisterInputProvider(new XmlBufferInputProvider({ [licenceSchema]: readSchemaFile(licenceSchema) }));
  const source = XmlDocument.fromBuffer(readSchemaFile(`bom-${version}.SNAPSHOT.xsd`), { url: `bom-${version}.SNAPSHOT.xsd` });
  const made = XsdValidator.fromDoc(source);
  source.dispose();
  validators.set(version, made);
  return made;
}

/** libxml2 writes names as `{namespace}name`; the namespace says nothing here. */
function toFault({ line, message }: ErrorDetail): SchemaFault {
  return { pointer: `line ${line}`, message: message.replace(/\{https?:\/\/[^}]*\}/g, "").trim() };
}
