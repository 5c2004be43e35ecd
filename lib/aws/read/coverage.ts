import type { ResourceCoverage } from "../model";
import { AwsRefusal, type Problem, type Read, reading, valueWithin } from "./problem";
import { type Around, resourceFrom, typeOfId } from "./resource";
import { readAwsTime } from "./time";
import { checkDepth, cleanText, isAccount, isObject, type JsonObject, listOf, memberOf, neededText, objectOf, textOf, textsOf } from "./values";

const problemsMax = 1_000;

/** What was read of a listing, and the first 1,000 problems. `others`: rows on scans of code or of the network, which say nothing of packages. */
export type CoverageList = { coverage: ResourceCoverage[]; problems: Problem[]; others: number };

/**
 * A body of `ListCoverage`, a list of covered resources, or one, as the API or the SDK gives it. `at` is when it was asked: the rows do not say
 * when they were true; `region` that of whom was asked, which not every row says. Findings of packages hang on the package scan, so only its rows count, but for code repositories.
 */
export function readCoverage(value: unknown, asked: { at: string; region?: string }): Read<CoverageList> {
  const listed = isObject(value) ? memberOf(value, "coveredResources") : value;
  const isList = Array.isArray(listed);
  const rows: readonly unknown[] | null = isList
    ? listed
    : isObject(value) && listed === undefined && memberOf(value, "resourceId") !== undefined
      ? [value]
      : null;
  if (rows === null) return { ok: false, problem: { code: "not_coverage", pointer: "", detail: "This is no coverage of Inspector." } };
  const front = !isList ? "" : listed === value ? "/" : "/coveredResources/";
  const list: CoverageList = { coverage: [], problems: [], others: 0 };
  rows.forEach((row, i) => {
    const read = reading(() => coverageOf(row, asked));
    if (!read.ok && list.problems.length < problemsMax) list.problems.push({ ...read.problem, pointer: (isList ? `${front}${i}` : "") + read.problem.pointer });
    else if (read.ok && read.value === null) list.others += 1;
    else if (read.ok && read.value !== null) list.coverage.push(read.value);
  });
  return { ok: true, value: list };
}

function coverageOf(row: unknown, { at, region = "" }: { at: string; region?: string }): ResourceCoverage | null {
  if (!isObject(row)) throw new AwsRefusal("not_an_object", "", "A covered resource is an object.");
  checkDepth(row);
  const account = memberOf(row, "accountId");
  if (!isAccount(account)) throw new AwsRefusal("account_unusable", "/accountId", "An account has twelve digits.");
  const typeName = neededText(row, "resourceType", 200);
  if (textOf(row, "scanType", 50) !== "PACKAGE" && typeName !== "CODE_REPOSITORY") return null;
  const metadata = objectOf(row, "resourceMetadata");
  const resource = resourceFrom({
    id: neededText(row, "resourceId", 1_024),
    typeName,
    region: textOf(row, "providerRegion", 64),
    labels: memberOf(objectOf(metadata, "ec2"), "tags") ?? memberOf(objectOf(metadata, "lambdaFunction"), "functionTags"),
    said: { name: nameIn(metadata), tags: textsOf(objectOf(metadata, "ecrImage"), "tags", 200, 200) },
    around: { account, region },
  });
  return { resource, ...statusOf(row), scannedAt: readAwsTime(memberOf(row, "lastScannedAt")), at };
}

function nameIn(metadata: JsonObject): string | undefined {
  const names = [
    textOf(objectOf(metadata, "ecrRepository"), "name", 500),
    textOf(objectOf(metadata, "lambdaFunction"), "functionName", 500),
    textOf(objectOf(metadata, "codeRepository"), "projectName", 500),
    textOf(objectOf(metadata, "serverlessFunction"), "serverlessFunctionName", 500),
  ];
  return names.find((name) => name !== null) ?? undefined;
}

/** `ListCoverage` calls the code `statusCode`, events `statusCodeValue`. A row without a status is of a resource that is not scanned yet. */
function statusOf(row: JsonObject): Pick<ResourceCoverage, "status" | "reason"> {
  const said = objectOf(row, "scanStatus");
  const code = textOf(said, "statusCode", 50) ?? textOf(said, "statusCodeValue", 50);
  if (code === null) throw new AwsRefusal("missing", "/scanStatus", "The status of the scan is missing.");
  if (code !== "ACTIVE" && code !== "INACTIVE") throw new AwsRefusal("value_unknown", "/scanStatus", "The status of the scan is neither ACTIVE nor INACTIVE.");
  return { status: code, reason: textOf(said, "reason", 200) ?? "" };
}

/** What an event `Inspector2 Coverage` says, a row for each resource that it names; null: it is not about the package scan. */
export function coverageOfEvent(detail: JsonObject, resources: readonly unknown[], time: string, around: Around): ResourceCoverage[] | null {
  if (textOf(detail, "scanType", 50) !== "PACKAGE") return null;
  const status = valueWithin(
    "/detail",
    reading(() => statusOf(detail)),
  );
  const at = readAwsTime(memberOf(detail, "eventTimestamp")) ?? time;
  const ids = resources.flatMap((item) => cleanText(item, 1_024) ?? []);
  if (ids.length === 0) throw new AwsRefusal("missing", "/resources", "The event names no resource.");
  return ids.map((id) => ({
    resource: resourceFrom({ id, typeName: typeOfId(id), region: null, labels: null, said: {}, around }),
    ...status,
    scannedAt: null,
    at,
  }));
}

/** The resources that an event names. */
export function resourcesOfEvent(event: JsonObject): readonly unknown[] {
  return listOf(event, "resources", 100);
}
