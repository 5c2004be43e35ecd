import { ciFacts } from "./ci-facts.mjs";
import { exitCodes, Failure } from "./failure.mjs";
import { parseOptions, wholeNumber } from "./options.mjs";
import { tableOf } from "./table.mjs";

export const help = `wherein deploy --environment NAME  [options]

Says that a build runs in an environment from now on. What ran of the same artifact there ends. What options do not say
is taken from the variables of GitHub Actions, GitLab CI, Jenkins, AWS CodeBuild, Azure Pipelines and Bitbucket.

  --environment NAME production, staging, prod-eu, ...: a slug
  --digest DIGEST    sha256:... of the image: every artifact that has a build with it; nothing of the CI is read then

  --service NAME     the service; in CI the name of the repository
  --artifact NAME    what the service ships; the service's own name when absent
  --kind KIND        application, image, function, package, firmware or other
  --ref REF          the branch that its SBOM was uploaded for; in CI the branch
  --build N          --version VERSION  --commit SHA: which build, in CI that of the commit; else the newest

  --from TIME        since when (ISO 8601); now when absent
  --to TIME          until when; without it, it still runs
  --beside           leave what runs there running, as for a canary
  --no-ci            look at no variables of a CI

Ends with 0 when it was recorded or known already, 3 when it was not.`;

const names = ["service", "artifact", "kind", "ref"];
const selectors = ["build", "version", "commit"];
const texts = ["environment", "digest", ...names, ...selectors, "from", "to"];
export const options = {
  ...Object.fromEntries(texts.map((name) => [name, { type: "string" }])),
  beside: { type: "boolean", default: false },
  "no-ci": { type: "boolean", default: false },
};

/** `wherein deploy`. */
export async function run({ args, environment, connect, print, say }) {
  const given = parseOptions(args, options);
  if (given.operands.length > 0) throw new Failure(`deploy takes options only, not "${given.operands[0]}". See wherein deploy --help.`);
  if (!given.environment) throw new Failure("Where does it run? Give --environment, e.g. --environment production.");
  const body = bodyOf(given, environment, say);
  const { data: answer } = await connect(given).ask("/api/v1/deployments", {
    method: "POST",
    body: JSON.stringify(body),
    headers: { "content-type": "application/json" },
  });
  print(answer, () => lines(answer));
  return exitCodes.none;
}

/** The report: from the options, else from the CI. Throws a Failure when nobody says what runs. */
function bodyOf(given, environment, say) {
  const own = Object.fromEntries(texts.flatMap((name) => (given[name] === undefined ? [] : [[name, given[name]]])));
  if (own.build !== undefined) own.build = wholeNumber("build", own.build, { min: 1, max: 999_999_999 });
  const body = { ...own, ...(given.beside && { replaces: false }) };
  if (own.digest !== undefined) return body;
  const { system, facts } = given["no-ci"] ? { system: null, facts: {} } : ciFacts(environment);
  if (system) say(`Reading the variables of ${system}.`);
  // The commit of the CI is that of its own repository.
  const isOwn = own.service === undefined || own.service === facts.service;
  const isNamed = selectors.some((name) => own[name] !== undefined);
  const read = { service: facts.service, ...(isOwn && { ref: facts.ref, ...(!isNamed && { commit: facts.commit }) }) };
  const merged = { ...read, ...body };
  if (!merged.service) throw new Failure("What runs? Give --digest or --service, or run it in a CI that names the repository.");
  return merged;
}

function lines({ data, changed }) {
  const rows = data.map(({ service, artifact, build, environment, from, to }) => [
    service.slug,
    artifact.name,
    artifact.ref,
    [build.seq, build.version].filter(Boolean).join(" "),
    environment.name,
    from,
    to ?? "-",
  ]);
  return [changed ? "recorded:" : "known already:", ...tableOf(["SERVICE", "ARTIFACT", "REF", "BUILD", "ENVIRONMENT", "FROM", "TO"], rows)];
}
