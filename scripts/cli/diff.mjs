import { stat } from "node:fs/promises";
import { exitCodes, Failure } from "./failure.mjs";
import { loadBundled } from "./load-bundled.mjs";
import { parseOptions, wholeNumber } from "./options.mjs";
import { tableOf } from "./table.mjs";

export const help = `wherein diff FILE FILE             two SBOM files, on this machine
wherein diff --service SLUG [FROM [TO]]  two builds of a service; the newest one against the one before it when none is named

FROM and TO: artifactId:seq, or the version or commit of a build. TO is the newest build of FROM's artifact when absent.

  --limit N          rows of each list (200), 5000 at most

Ends with 0 when nothing is different, 1 when something is, 2 when a version has other bytes than before, 3 when it
cannot be told.`;

export const options = { service: { type: "string" }, limit: { type: "string", default: "200" } };

const lists = [
  ["otherHash", "SAME VERSION, OTHER BYTES"],
  ["newDirect", "NEW DIRECT DEPENDENCIES"],
  ["added", "ADDED"],
  ["removed", "REMOVED"],
  ["upgraded", "UPGRADED"],
  ["downgraded", "DOWNGRADED"],
  ["changed", "OTHER VERSION, ORDER NOT KNOWN"],
  ["licenceChanged", "LICENCE CHANGED"],
];

/** `wherein diff`. */
export async function run({ args, connect, print }) {
  const given = parseOptions(args, options);
  const limit = wholeNumber("limit", given.limit, { min: 1, max: 5_000 });
  const comparison = given.service === undefined ? await compareFiles(given.operands, limit) : await compareBuilds(given, limit, connect(given));
  print(comparison, () => lines(comparison));
  if (comparison.otherHash.total > 0) return exitCodes.alarm;
  return lists.some(([name]) => comparison[name].total > 0) ? exitCodes.found : exitCodes.none;
}

async function compareFiles(paths, limit) {
  if (paths.length !== 2) throw new Failure("Name two SBOM files, or --service and builds of it. See wherein diff --help.");
  for (const path of paths) {
    if (!(await stat(path).catch(() => null))?.isFile()) throw new Failure(`${path} is no file. For builds of a service write --service.`);
  }
  const { compareSbomFiles } = await loadBundled("scripts/compare-sbom-files.ts");
  try {
    return await compareSbomFiles(paths, limit);
  } catch (error) {
    throw error.name === "WhereinError" ? new Failure(error.message, { cause: error }) : error;
  }
}

async function compareBuilds({ service, operands }, limit, client) {
  if (operands.length > 2) throw new Failure("Name two builds at most. See wherein diff --help.");
  const path = `/api/v1/services/${encodeURIComponent(service)}`;
  const [from, to] = await namesOfBuilds(client, path, operands);
  return (await client.ask(`${path}/compare`, { query: { from, to, limit } })).data;
}

async function namesOfBuilds(client, path, operands) {
  if (operands.length === 2 && operands.every(isName)) return operands;
  const builds = [];
  let cursor;
  do {
    const { data } = await client.ask(`${path}/builds`, { query: { limit: 500, cursor } });
    builds.push(...data.data);
    cursor = data.meta.nextCursor;
  } while (cursor !== null);
  const [first, second] = operands.map((operand) => findBuild(builds, operand));
  const to = second ?? (first ? builds.find(({ artifact }) => artifact.id === first.artifact.id) : builds[0]);
  const from = first ?? builds.find((build) => build.artifact.id === to?.artifact.id && build !== to);
  if (!from || !to) throw new Failure("The service has no two builds of one artifact to compare.");
  return [from, to].map(({ artifact, seq }) => `${artifact.id}:${seq}`);
}

const isName = (text) => /^[1-9]\d{0,8}:[1-9]\d{0,8}$/.test(text);

/** The newest build with this name, version or commit. Throws a Failure when there is none. */
function findBuild(builds, text) {
  const found = builds.find(
    ({ artifact, seq, version, commit }) => `${artifact.id}:${seq}` === text || version === text || (text.length >= 7 && commit?.startsWith(text)),
  );
  if (!found) throw new Failure(`The service has no build "${text}": write artifactId:seq, a version or a commit.`);
  return found;
}

function lines(comparison) {
  const out = [`${comparison.unchanged} package versions are in both.`];
  if (!comparison.directKnown) out.push("One of the documents has no dependencies: nothing can be said of direct ones.");
  for (const [name, title] of lists) {
    const { total, data } = comparison[name];
    if (total === 0) continue;
    out.push("", `${title} (${total})`, ...tableOf(["PACKAGE", "FROM", "TO", ""], data.map(rowOf)));
    if (total > data.length) out.push(`... and ${total - data.length} more: --limit`);
  }
  return out;
}

function rowOf({ package: { ecosystem, name }, from, to, hashes, licences }) {
  const detail = hashes
    ? hashes.map(({ algorithm, from: before, to: after }) => `${algorithm} ${before[0]} -> ${after[0]}`).join("; ")
    : licences
      ? `${licences.from.join(", ")} -> ${licences.to.join(", ")}`
      : (to ?? from).direct
        ? "direct"
        : (to ?? from).via.length > 0
          ? `through ${(to ?? from).via.join(", ")}`
          : "";
  return [`${ecosystem}:${name}`, from?.version ?? "-", to?.version ?? "-", detail];
}
