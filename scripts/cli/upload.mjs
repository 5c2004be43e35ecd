import { promisify } from "node:util";
import { gzip } from "node:zlib";
import { ciFacts } from "./ci-facts.mjs";
import { exitCodes, Failure } from "./failure.mjs";
import { parseOptions, wholeNumber } from "./options.mjs";
import { readFileOrStream } from "./read-stream.mjs";

export const help = `wherein upload FILE|-  [options]

Uploads an SBOM (CycloneDX or SPDX, "-" reads it from standard input). What options do not say is taken from the
variables of GitHub Actions, GitLab CI, Jenkins, AWS CodeBuild, Azure Pipelines and Bitbucket.

  --service NAME     the service; in CI the name of the repository
  --artifact NAME    what the service ships; the service's own name when absent
  --kind KIND        application, image, function, package, firmware or other
  --ref REF          branch; in CI the branch, pull/N for a pull request, the default branch for a tag
  --version VERSION  in CI the tag, if one is built
  --commit SHA       --run-url URL      --built-at TIME (ISO 8601)
  --digest DIGEST    sha256:... of the artifact; repeat for several
  --no-ci            look at no variables of a CI
  --wait             until the document is read; --timeout SECONDS (300) at most

Ends with 0 when it was accepted (with --wait: when it was read), 3 when it was not.`;

const fields = {
  service: "service",
  artifact: "artifact",
  kind: "kind",
  ref: "ref",
  version: "version",
  commit: "commit",
  "run-url": "runUrl",
  "built-at": "builtAt",
};
export const options = {
  ...Object.fromEntries(Object.keys(fields).map((name) => [name, { type: "string" }])),
  digest: { type: "string", multiple: true },
  "no-ci": { type: "boolean", default: false },
  wait: { type: "boolean", default: false },
  timeout: { type: "string", default: "300" },
};

const serverWaitSecondsMax = 60;
const pollMs = 1_000;

/** `wherein upload`. */
export async function run({ args, environment, input, connect, print, say }) {
  const given = parseOptions(args, options);
  if (given.operands.length !== 1) throw new Failure("Name one SBOM to upload, or - for standard input. See wherein upload --help.");
  const timeout = wholeNumber("timeout", given.timeout, { min: 1, max: 86_400 });
  const query = queryOf(given, environment, say);
  const client = connect(given);
  const document = await readFileOrStream(given.operands[0], input);
  const body = isCompressed(document) ? document : await promisify(gzip)(document);
  const waitSeconds = given.wait ? Math.min(timeout, serverWaitSecondsMax) : undefined;
  const deadline = Date.now() + timeout * 1_000;
  const { data } = await client.ask("/api/v1/sboms", {
    method: "POST",
    query: { ...query, wait: waitSeconds },
    body,
    headers: { "content-type": "application/octet-stream" },
  });
  const upload = given.wait ? await settle(client, data, deadline) : data;
  print(upload, () => lines(upload));
  if (upload.status === "failed") throw new Failure(`The SBOM could not be read: ${upload.problem?.detail ?? "no reason is given"}`);
  if (given.wait && upload.status !== "done") throw new Failure(`The upload is still ${upload.status} after ${timeout} s. Follow it at /uploads/${upload.id}.`);
  return exitCodes.none;
}

/** The facts of the build: from the options, else from the CI. Throws a Failure when nobody names the service. */
function queryOf(given, environment, say) {
  const { system, facts } = given["no-ci"] ? { system: null, facts: {} } : ciFacts(environment);
  if (system) say(`Reading the variables of ${system}.`);
  const own = Object.fromEntries(Object.entries(fields).flatMap(([option, name]) => (given[option] === undefined ? [] : [[name, given[option]]])));
  const query = { ...facts, ...own, digest: given.digest };
  if (!query.service) throw new Failure("Which service is it? Give --service, or run it in a CI that names the repository.");
  return query;
}

/** gzip and zstd are sent as they are. */
function isCompressed(document) {
  return (document[0] === 0x1f && document[1] === 0x8b) || document.subarray(0, 4).equals(Buffer.from([0x28, 0xb5, 0x2f, 0xfd]));
}

async function settle(client, upload, deadline) {
  let latest = upload;
  while (latest.status !== "done" && latest.status !== "failed" && Date.now() < deadline) {
    await new Promise((resolve) => setTimeout(resolve, pollMs));
    latest = (await client.ask(`/api/v1/uploads/${upload.id}`)).data;
  }
  return latest;
}

function lines({ id, status, service, artifact, build, accounting, warnings, outcome }) {
  const what = [`${service.slug} / ${artifact.name} / ${artifact.ref}`, build && `build ${build.seq}`, build?.version].filter(Boolean).join(", ");
  const counts =
    accounting &&
    `${accounting.total} components: ${accounting.taken} taken, ${accounting.merged} merged, ${accounting.skipped.reduce((sum, { count }) => sum + count, 0)} skipped`;
  const changes = outcome && `${outcome.opened} new, ${outcome.closed} gone`;
  return [
    `${status}: ${what}`,
    counts,
    changes,
    ...warnings.map(({ code, count, message }) => `warning ${code} (${count}): ${message}`),
    `upload ${id}`,
  ].filter(Boolean);
}
