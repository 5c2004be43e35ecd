import { WhereinError } from "@/lib/errors";
import { isObject, type JsonObject } from "./json";

const wanted = "Send an SBOM as CycloneDX JSON 1.2 to 1.7 or SPDX JSON 2.2 or 2.3.";

/** Something that people upload in place of an SBOM. `isSbom` ones are SBOMs in a form that is not read. */
type Lookalike<Input> = { test: (input: Input) => boolean; isSbom: boolean; sentence: string };

/** By the first 4,000 characters, in this order. */
const texts: readonly Lookalike<string>[] = [
  {
    test: (t) => /^\s*<(!doctype\s+html|html)/i.test(t),
    isSbom: false,
    sentence: "This is an HTML page, perhaps the login or error page of the server it was fetched from.",
  },
  {
    test: (t) => /^\s*</.test(t) && /cyclonedx\.org\/schema\/bom|<(\w+:)?bom[\s>]/i.test(t),
    isSbom: true,
    sentence: "This is CycloneDX XML, which is not read yet.",
  },
  { test: (t) => /^\s*</.test(t) && /spdx\.org\/rdf|<rdf:|<document/i.test(t), isSbom: true, sentence: "This is SPDX in XML or RDF, which is not read." },
  { test: (t) => /^\s*</.test(t), isSbom: false, sentence: "This is XML, not an SBOM in JSON." },
  { test: (t) => /^\s*SPDXVersion:/m.test(t), isSbom: true, sentence: "This is an SPDX tag-value document, which is not read yet." },
  { test: (t) => /^"?spdxVersion"?\s*:/m.test(t) && !/^\s*\{/.test(t), isSbom: true, sentence: "This is SPDX YAML, which is not read." },
  { test: (t) => /^"?bomFormat"?\s*:/m.test(t) && !/^\s*\{/.test(t), isSbom: true, sentence: "This is CycloneDX YAML, which is not read." },
  { test: (t) => /^@prefix|^\s*<http[^>]*spdx/m.test(t), isSbom: true, sentence: "This is SPDX in Turtle, which is not read." },
  { test: (t) => t.startsWith("PK\u0003\u0004"), isSbom: false, sentence: "This is a ZIP archive (or a spreadsheet); unpack it and send the SBOM in it." },
  { test: (t) => /^# yarn lockfile|^__metadata:/m.test(t), isSbom: false, sentence: "This is a Yarn lock file, not an SBOM." },
  { test: (t) => /^lockfileVersion:/m.test(t), isSbom: false, sentence: "This is a pnpm lock file, not an SBOM." },
  { test: (t) => /^\[\[package\]\]/m.test(t), isSbom: false, sentence: "This is a Cargo, Poetry or uv lock file, not an SBOM." },
];

const has = (object: JsonObject, ...names: string[]) => names.every((name) => Object.hasOwn(object, name));
/** True when the text, or one of a list of texts, holds the word. Other values are never turned into text. */
const saysAnywhere = (value: unknown, word: string) =>
  (Array.isArray(value) ? value : [value]).some((text: unknown) => typeof text === "string" && text.includes(word));

/** By the members of the top-level object, in this order. */
const objects: readonly Lookalike<JsonObject>[] = [
  { test: (o) => o.specFormat === "CycloneDX", isSbom: true, sentence: "This is a draft of CycloneDX 2.0, which is not read yet." },
  {
    test: (o) => has(o, "payload", "payloadType") || has(o, "dsseEnvelope"),
    isSbom: true,
    sentence: "This is a signed attestation (DSSE); send the SBOM inside it, its predicate, by itself.",
  },
  { test: (o) => has(o, "_type", "predicate"), isSbom: true, sentence: "This is an in-toto statement; send its predicate, the SBOM, by itself." },
  {
    test: (o) => typeof o.bom === "string",
    isSbom: true,
    sentence: 'This is an upload request of another system with the SBOM encoded in "bom"; send the SBOM by itself.',
  },
  {
    test: (o) => has(o, "lockfileVersion"),
    isSbom: false,
    sentence: "This is an npm lock file, not an SBOM; `npm sbom --sbom-format cyclonedx` makes one from it.",
  },
  {
    test: (o) => has(o, "artifacts") && (has(o, "descriptor") || has(o, "artifactRelationships") || has(o, "source", "schema")),
    isSbom: true,
    sentence: "This is Syft's own JSON; let Syft write `-o cyclonedx-json` or `-o spdx-json`.",
  },
  {
    test: (o) => has(o, "SchemaVersion") && (has(o, "Results") || has(o, "ArtifactName")),
    isSbom: false,
    sentence: "This is a Trivy report; let Trivy write `--format cyclonedx` or `--format spdx-json`.",
  },
  { test: (o) => has(o, "matches", "descriptor"), isSbom: false, sentence: "This is a Grype report, not an SBOM." },
  { test: (o) => has(o, "content-hash", "packages"), isSbom: false, sentence: "This is a Composer lock file, not an SBOM." },
  { test: (o) => has(o, "_meta", "default"), isSbom: false, sentence: "This is a Pipenv lock file, not an SBOM." },
  { test: (o) => has(o, "runs") && saysAnywhere(o.$schema, "sarif"), isSbom: false, sentence: "This is a SARIF report, not an SBOM." },
  { test: (o) => has(o, "statements") && saysAnywhere(o["@context"], "openvex"), isSbom: false, sentence: "This is an OpenVEX document, not an SBOM." },
  {
    test: (o) => has(o, "name") && (has(o, "dependencies") || has(o, "devDependencies") || has(o, "scripts")),
    isSbom: false,
    sentence: "This is a package.json, not an SBOM.",
  },
];

/** Throws when the text is recognisably something other than one JSON document. */
export function refuseText(text: string): void {
  const head = text.slice(0, 4_000);
  for (const { test, isSbom, sentence } of texts) if (test(head)) throw refusal(sentence, isSbom);
  const lines = text.split("\n", 2);
  if (lines.length > 1 && /^\s*\{.*\}\s*$/.test(lines[0] ?? "") && parses(lines[0] ?? "")) {
    throw refusal("These are several JSON documents, one on each line; send each by itself.", false);
  }
}

/** Throws a sentence that says what a JSON value is when it is not an SBOM. */
export function refuseValue(value: unknown): never {
  if (isObject(value)) {
    for (const { test, isSbom, sentence } of objects) if (test(value)) throw refusal(sentence, isSbom);
    throw refusal("This is JSON, but not an SBOM: it has neither bomFormat nor spdxVersion.", false);
  }
  if (Array.isArray(value)) throw refusal(`This is a list of ${value.length}, not one SBOM; send each document by itself.`, false);
  throw refusal(`This is the JSON value ${value === null ? "null" : `of a ${typeof value}`}, not an SBOM.`, false);
}

function refusal(sentence: string, isSbom: boolean): WhereinError {
  return isSbom
    ? new WhereinError("unsupported", `${sentence} ${wanted}`, { reason: "format_unsupported" })
    : new WhereinError("invalid", `${sentence} ${wanted}`, { reason: "not_an_sbom" });
}

function parses(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
