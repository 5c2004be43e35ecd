import { type AwsResource, findingStatuses, type InspectorFinding, type InspectorSeverity, inspectorSeverities } from "../model";
import { isRegion, readArn } from "./arn";
import { packagesOf } from "./packages";
import { AwsRefusal, type Read, reading, valueWithin } from "./problem";
import { type Around, resourceOf } from "./resource";
import { readAwsTime } from "./time";
import { checkDepth, isAccount, isObject, type JsonObject, listOf, memberOf, neededText, numberOf, objectOf, textOf } from "./values";
import { vulnerabilityOf } from "./vulnerability";

/** As many as AWS gives. */
const resourcesMax = 10;

const kinds: ReadonlyMap<string, InspectorFinding["kind"]> = new Map([
  ["PACKAGE_VULNERABILITY", "package"],
  ["CODE_VULNERABILITY", "code"],
  ["NETWORK_REACHABILITY", "network"],
]);

/**
 * One finding of Inspector: as `ListFindings` gives it on the wire or through the SDK, as a findings report has it, or the `detail` of an
 * event. Never throws; refused are findings without identity, resource, status or times. Work is bounded by 1,000 packages.
 */
export function readFinding(value: unknown): Read<InspectorFinding> {
  return reading(() => {
    if (!isObject(value)) throw new AwsRefusal("not_an_object", "", "A finding is an object.");
    checkDepth(value);
    return toFinding(value);
  });
}

function toFinding(value: JsonObject): InspectorFinding {
  const { arn, account, region } = originOf(value);
  const kind = kinds.get(neededText(value, "type", 100));
  if (kind === undefined) throw new AwsRefusal("value_unknown", "/type", "This type of finding is not known.");
  const [resource, ...further] = resourcesOf(value, { account, region });
  const description = textOf(value, "description", 10_000);
  const details = objectOf(value, "packageVulnerabilityDetails");
  const vulnerability =
    kind === "package"
      ? valueWithin(
          "/packageVulnerabilityDetails",
          reading(() => vulnerabilityOf(details, description)),
        )
      : null;
  return {
    arn,
    account,
    region: region || resource.region,
    kind,
    status: statusOf(value),
    severity: severityOf(value),
    score: numberOf(value, "inspectorScore", 0, 10),
    title: textOf(value, "title", 1_024) ?? vulnerability?.id ?? arn,
    description,
    vulnerability,
    fixAvailable: fixes.get(textOf(value, "fixAvailable", 20) ?? "") ?? null,
    exploitAvailable: exploits.get(textOf(value, "exploitAvailable", 20) ?? "") ?? null,
    epss: numberOf(memberOf(value, "epss"), "score", 0, 1),
    ...timesOf(value),
    resource,
    further,
    packages: kind === "package" ? packagesOf(memberOf(details, "vulnerablePackages"), resource.platform) : [],
    raw: value,
  };
}

/** Once each, by key: their order says nothing, and what is read of a finding must not depend on it. */
function resourcesOf(value: JsonObject, around: Around): [AwsResource, ...AwsResource[]] {
  const readAt = (n: number, each: unknown) =>
    valueWithin(
      `/resources/${n}`,
      reading(() => resourceOf(each, around)),
    );
  const [first, ...others] = listOf(value, "resources", resourcesMax);
  const resource = readAt(0, first);
  if (others.length === 0) return [resource];
  const byKey = new Map([resource, ...others.map((each, i) => readAt(i + 1, each))].map((each) => [each.key, each]));
  const [least = resource, ...more] = [...byKey.values()].sort((a, b) => (a.key < b.key ? -1 : 1));
  return [least, ...more];
}

const fixes: ReadonlyMap<string, "yes" | "no" | "partial"> = new Map([
  ["YES", "yes"],
  ["NO", "no"],
  ["PARTIAL", "partial"],
]);
const exploits: ReadonlyMap<string, boolean> = new Map([
  ["YES", true],
  ["NO", false],
]);

/** The account is the one that owns what was scanned; the ARN may be of another, such as a delegated administrator's. */
function originOf(value: JsonObject): { arn: string; account: string; region: string } {
  const arn = neededText(value, "findingArn", 500);
  const parts = readArn(arn);
  if (parts === null || parts.service !== "inspector2") throw new AwsRefusal("arn_unusable", "/findingArn", "This is no ARN of a finding of Inspector.");
  const account = memberOf(value, "awsAccountId");
  if (!isAccount(account)) throw new AwsRefusal("account_unusable", "/awsAccountId", "An account has twelve digits.");
  const region = textOf(listOf(value, "resources", 1)[0], "region", 64) ?? "";
  return { arn, account, region: parts.region ?? (isRegion(region) ? region : "") };
}

function statusOf(value: JsonObject): InspectorFinding["status"] {
  const text = neededText(value, "status", 100);
  const status = findingStatuses.find((each) => each === text);
  if (status === undefined) throw new AwsRefusal("value_unknown", "/status", "The status is none of ACTIVE, SUPPRESSED and CLOSED.");
  return status;
}

/** A word that we do not know is no judgement either. */
function severityOf(value: JsonObject): InspectorSeverity {
  const text = textOf(value, "severity", 100)?.toLowerCase();
  return inspectorSeverities.find((each) => each === text) ?? "untriaged";
}

/** Without `updatedAt`, which the API leaves open, the last observation is the version of the finding. */
function timesOf(value: JsonObject): Pick<InspectorFinding, "firstObservedAt" | "lastObservedAt" | "updatedAt"> {
  const lastObservedAt = neededTime(value, "lastObservedAt");
  const firstObservedAt = neededTime(value, "firstObservedAt");
  const isUpdated = memberOf(value, "updatedAt") !== undefined && memberOf(value, "updatedAt") !== null;
  return { firstObservedAt, lastObservedAt, updatedAt: isUpdated ? neededTime(value, "updatedAt") : lastObservedAt };
}

function neededTime(value: JsonObject, name: string): string {
  const member = memberOf(value, name);
  if (member === undefined || member === null) throw new AwsRefusal("missing", `/${name}`, `${name} is missing.`);
  const time = readAwsTime(member);
  if (time === null) throw new AwsRefusal("time_unreadable", `/${name}`, `${name} is no time that can be read.`);
  return time;
}
