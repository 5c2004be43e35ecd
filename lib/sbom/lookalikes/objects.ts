import { isObject, type JsonObject } from "../json";
import { commands, type Lookalike, notAnSbom } from "./lookalike";

const has = (object: JsonObject, ...names: string[]) => names.every((name) => Object.hasOwn(object, name));
const holds =
  (...names: string[]) =>
  (object: JsonObject) =>
    has(object, ...names);
/** True when the text, or one of a list of texts, holds the word. Other values are never turned into text. */
const saysAnywhere = (value: unknown, word: string) =>
  (Array.isArray(value) ? value : [value]).some((text: unknown) => typeof text === "string" && text.includes(word));

/** By the members of the top-level object, in this order. */
export const objects: ReadonlyArray<Lookalike<JsonObject>> = [
  {
    test: (o) => saysAnywhere(o["@context"], "openvex") || has(o, "statements", "@id"),
    sentence: "This is an OpenVEX document: decisions on vulnerabilities, not an SBOM.",
  },
  { test: (o) => isObject(o.document) && has(o.document, "csaf_version"), sentence: "This is a CSAF advisory, not an SBOM." },
  {
    test: (o) => has(o, "runs") && (saysAnywhere(o.$schema, "sarif") || has(o, "version")),
    sentence: `This is a SARIF report, not an SBOM; ${commands.image} makes one.`,
  },

  {
    test: (o) => has(o, "artifacts") && (has(o, "descriptor") || has(o, "artifactRelationships") || has(o, "source", "schema")),
    isSbom: true,
    sentence: `This is Syft's own JSON; ${commands.syft} makes CycloneDX of it, or let Syft write \`-o cyclonedx-json\`.`,
  },
  {
    test: (o) => has(o, "SchemaVersion") && (has(o, "Results") || has(o, "ArtifactName")),
    sentence: `This is a Trivy report, not an SBOM; ${commands.trivy} makes one.`,
  },
  { test: (o) => has(o, "matches") && (has(o, "descriptor") || has(o, "source")), sentence: notAnSbom("a Grype report", "image") },
  { test: (o) => has(o, "results") && (has(o, "experimental_config") || hasOsvResults(o.results)), sentence: notAnSbom("a report of OSV-Scanner", "osv") },
  {
    test: holds("vulnerability_count", "vulnerabilities"),
    sentence:
      "This is Amazon Inspector's scan of an SBOM in its own format, not an SBOM; ask ScanSbom for `--output-format CYCLONE_DX_1_5` and send its answer, which holds the SBOM and the scan.",
  },
  { test: (o) => has(o, "vulnerabilities") && (has(o, "dependencyCount") || has(o, "packageManager", "ok")), sentence: notAnSbom("a Snyk report", "snyk") },
  { test: holds("auditReportVersion"), sentence: notAnSbom("a report of npm audit", "npm") },
  { test: holds("advisories", "metadata"), sentence: notAnSbom("a report of npm, pnpm or Yarn audit", "any") },
  { test: holds("reportSchema", "dependencies"), sentence: notAnSbom("a report of OWASP Dependency-Check", "any") },
  { test: holds("findings", "project"), sentence: "This is a file of findings (Dependency-Track's FPF), not an SBOM; export the project's BOM instead." },
  { test: holds("manifests", "detector"), sentence: notAnSbom("a dependency snapshot for GitHub", "any") },
  { test: holds("generated_at", "dependencies"), sentence: notAnSbom("a list of dependencies", "any") },

  {
    test: (o) => has(o, "buildDefinition") || has(o, "builder"),
    sentence: `This is SLSA provenance: how something was built, not what is in it. ${commands.image} makes an SBOM.`,
  },
  { test: holds("scanner"), sentence: `This is an attestation of a scan for vulnerabilities, not an SBOM; ${commands.image} makes one.` },
  {
    test: (o) => has(o, "_type", "predicateType") || has(o, "payload") || has(o, "dsseEnvelope"),
    isSbom: true,
    sentence:
      "This is an attestation without an SBOM in it; `cosign download attestation --predicate-type https://cyclonedx.org/bom IMAGE` fetches the one with it.",
  },
  { test: (o) => o.schemaVersion === 2 && (has(o, "manifests") || has(o, "layers")), sentence: notAnSbom("the manifest of a container image", "image") },

  { test: (o) => has(o, "lockfileVersion", "workspaces"), sentence: notAnSbom("a Bun lock file", "bun") },
  { test: holds("lockfileVersion"), sentence: notAnSbom("an npm lock file", "npm") },
  { test: holds("content-hash", "packages"), sentence: notAnSbom("a Composer lock file", "composer") },
  { test: (o) => has(o, "_meta", "default"), sentence: notAnSbom("a Pipenv lock file", "pipenv") },
  { test: (o) => has(o, "pins") || (isObject(o.object) && has(o.object, "pins")), sentence: notAnSbom("a Package.resolved of Swift", "swift") },
  { test: (o) => has(o, "targets", "libraries"), sentence: notAnSbom("a project.assets.json of NuGet", "dotnet") },
  { test: (o) => has(o, "version", "dependencies") && typeof o.version === "number", sentence: notAnSbom("a packages.lock.json of NuGet", "dotnet") },
  { test: (o) => has(o, "specifiers") || has(o, "remote", "version"), sentence: notAnSbom("a deno.lock", "directory") },
  { test: (o) => has(o, "graph_lock") || (has(o, "requires", "build_requires") && has(o, "version")), sentence: notAnSbom("a conan.lock", "directory") },
  { test: (o) => has(o, "nodes", "root", "version"), sentence: notAnSbom("a flake.lock of Nix", "directory") },
  { test: (o) => has(o, "require") && (has(o, "name") || has(o, "autoload")), sentence: notAnSbom("a composer.json", "composer") },
  {
    test: (o) => has(o, "name") && (has(o, "dependencies") || has(o, "devDependencies") || has(o, "scripts")),
    sentence: notAnSbom("a package.json or the output of npm ls", "npm"),
  },
  {
    test: (o) => (has(o, "message") && (has(o, "documentation_url") || has(o, "status"))) || has(o, "error") || has(o, "errors"),
    sentence: "This is an error message of the server that the SBOM was fetched from. Fetch it again, with the token that the server asks for.",
  },
];

function hasOsvResults(results: unknown): boolean {
  return Array.isArray(results) && results.some((result) => isObject(result) && has(result, "source", "packages"));
}
