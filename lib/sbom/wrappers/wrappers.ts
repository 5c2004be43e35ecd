import { isObject, type JsonObject } from "../json";

/**
 * What a wrapper holds: `value` is JSON (or a text with a document in it, when a string), `base64` a text to be decoded.
 * `at` is where that stands, as a JSON pointer inside of the wrapper.
 */
export type Content = { at: string; value: unknown } | { at: string; base64: string };

/** How a wrapper is opened; null for what is not such a wrapper. */
type Wrapper = (object: JsonObject) => Content | null;

const isJson = (value: unknown) => isObject(value) || Array.isArray(value);
const isContent = (value: unknown) => isJson(value) || (typeof value === "string" && value !== "");

/** `{"sbom": ...}`: GitHub's dependency graph, Amazon Inspector's `ScanSbom` and sbomgen. */
const named: Wrapper = ({ sbom }) => (isContent(sbom) ? { at: "/sbom", value: sbom } : null);

/** A Sigstore bundle with an envelope in it. */
const bundle: Wrapper = ({ dsseEnvelope }) => (isObject(dsseEnvelope) ? { at: "/dsseEnvelope", value: dsseEnvelope } : null);

/** A DSSE envelope. Its signatures are not verified: what is inside is read as what was uploaded, no more. */
const envelope: Wrapper = ({ payload, payloadType, signatures }) =>
  typeof payload === "string" && payload !== "" && (payloadType !== undefined || signatures !== undefined) ? { at: "/payload", base64: payload } : null;

/** An in-toto statement. Older versions of cosign put the document into `Data` of the predicate, often as text. */
const statement: Wrapper = ({ _type, predicateType, predicate }) => {
  if (_type === undefined && predicateType === undefined) return null;
  if (isObject(predicate) && isContent(predicate.Data)) return { at: "/predicate/Data", value: predicate.Data };
  return isContent(predicate) ? { at: "/predicate", value: predicate } : null;
};

/** The body of Dependency-Track's `PUT /api/v1/bom`. */
const upload: Wrapper = ({ bom }) => {
  if (typeof bom === "string" && bom !== "") return { at: "/bom", base64: bom };
  return isJson(bom) ? { at: "/bom", value: bom } : null;
};

/** Not `document`: that is a CSAF advisory. */
const names: ReadonlySet<string> = new Set([
  "SBOM",
  "BOM",
  "Document",
  "SPDXDocument",
  "SpdxDocument",
  "spdxDocument",
  "SPDX",
  "spdx",
  "CycloneDX",
  "cyclonedx",
]);

/** `{"Document": ...}`, `{"SPDXDocument": ...}` and the like, as converters from XML and YAML write them: the only member, by its name. */
const onlyMember: Wrapper = (object) => {
  const [[name, value] = [], ...others] = Object.entries(object);
  return name !== undefined && others.length === 0 && names.has(name) && isContent(value) ? { at: `/${name}`, value } : null;
};

const wrappers: readonly Wrapper[] = [named, bundle, envelope, statement, upload, onlyMember];

/** What is inside of a wrapper of any known kind, or of a list of one document, or null. Signatures are not verified here. */
export function openWrapper(wrapper: JsonObject | readonly unknown[]): Content | null {
  if (!isObject(wrapper)) return wrapper.length === 1 && isObject(wrapper[0]) ? { at: "/0", value: wrapper[0] } : null;
  for (const open of wrappers) {
    const content = open(wrapper);
    if (content !== null) return content;
  }
  return null;
}
