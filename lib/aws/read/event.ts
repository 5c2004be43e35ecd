import type { InspectorFinding, ResourceCoverage, Workload } from "../model";
import { coverageOfEvent, resourcesOfEvent } from "./coverage";
import { readFinding } from "./finding";
import { ignoredReason } from "./ignored-events";
import { type ImageAction, type ImageScan, imageActionOf, imageScanOf } from "./image-events";
import { AwsRefusal, type Read, reading, valueWithin } from "./problem";
import { workloadsOfTask } from "./task";
import { readAwsTime } from "./time";
import { checkDepth, isAccount, isObject, type JsonObject, memberOf, neededText, objectOf, textOf } from "./values";

/** Who says it, for which account and when. `account` sent the event; what it is about may be of another, as with a delegated administrator. */
type Envelope = { id: string; account: string; region: string; time: string; detailType: string; source: string };

/** What an event says, in our words. `ignored`: it was read and says nothing that is kept, with the reason for people. */
export type AwsEvent = Envelope &
  (
    | { kind: "finding"; finding: InspectorFinding }
    | { kind: "coverage"; coverage: ResourceCoverage[] }
    | { kind: "scan"; scan: ImageScan }
    | { kind: "image"; image: ImageAction }
    | { kind: "workloads"; workloads: Workload[] }
    | { kind: "ignored"; reason: string }
  );

/** An event of EventBridge, or a record of CloudTrail. Never throws; refused are those without id, account, region, time or what their type needs. */
export function readAwsEvent(value: unknown): Read<AwsEvent> {
  return reading(() => {
    if (!isObject(value)) throw new AwsRefusal("not_an_object", "", "An event is an object.");
    checkDepth(value);
    if (memberOf(value, "detail-type") === undefined && memberOf(value, "eventVersion") !== undefined) return cloudTrailRecord(value);
    if (memberOf(value, "detail-type") === undefined) throw new AwsRefusal("not_an_event", "", "This is no event of EventBridge: it has no detail-type.");
    const envelope = envelopeOf(value, eventBridge);
    return { ...envelope, ...contentOf(value, envelope) };
  });
}

type Names = Record<keyof Envelope, string>;
const eventBridge: Names = { id: "id", account: "account", region: "region", time: "time", detailType: "detail-type", source: "source" };
const cloudTrail: Names = {
  id: "eventID",
  account: "recipientAccountId",
  region: "awsRegion",
  time: "eventTime",
  detailType: "eventName",
  source: "eventSource",
};

function envelopeOf(value: JsonObject, names: Names): Envelope {
  const account = memberOf(value, names.account);
  if (!isAccount(account)) throw new AwsRefusal("account_unusable", `/${names.account}`, "An account has twelve digits.");
  const time = readAwsTime(neededText(value, names.time, 100));
  if (time === null) throw new AwsRefusal("time_unreadable", `/${names.time}`, "The event has no time that can be read.");
  return {
    id: neededText(value, names.id, 200),
    account,
    region: neededText(value, names.region, 64),
    time,
    detailType: neededText(value, names.detailType, 200),
    source: neededText(value, names.source, 200),
  };
}

function cloudTrailRecord(value: JsonObject): AwsEvent {
  return {
    ...envelopeOf(value, cloudTrail),
    kind: "ignored",
    reason: "cloudtrail: a record of CloudTrail says who called AWS, and nothing of what is deployed.",
  };
}

type Content = AwsEvent extends infer E ? (E extends Envelope ? Omit<E, keyof Envelope> : never) : never;
type Reader = (event: JsonObject, envelope: Envelope) => Content;

/** By source and type: both, since only AWS may send events whose source begins with `aws.`. */
const readers: ReadonlyMap<string, Reader> = new Map<string, Reader>([
  ["aws.inspector2 Inspector2 Finding", (event) => ({ kind: "finding", finding: valueWithin("/detail", readFinding(memberOf(event, "detail"))) })],
  ["aws.inspector2 Inspector2 Coverage", coverageContent],
  ["aws.inspector2 Inspector2 Scan", (event) => ({ kind: "scan", scan: within(() => imageScanOf(detailOf(event))) })],
  ["aws.ecr ECR Image Action", imageContent],
  ["aws.ecs ECS Task State Change", (event, at) => ({ kind: "workloads", workloads: within(() => workloadsOfTask(detailOf(event), { ...at, at: at.time })) })],
]);

function contentOf(event: JsonObject, envelope: Envelope): Content {
  const read = readers.get(`${envelope.source} ${envelope.detailType}`);
  return read === undefined ? { kind: "ignored", reason: ignoredReason(envelope) } : read(event, envelope);
}

function detailOf(event: JsonObject): JsonObject {
  if (!isObject(memberOf(event, "detail"))) throw new AwsRefusal("missing", "", "The event has no detail.");
  return objectOf(event, "detail");
}

function within<T>(read: () => T): T {
  return valueWithin("/detail", reading(read));
}

function coverageContent(event: JsonObject, envelope: Envelope): Content {
  const coverage = coverageOfEvent(
    within(() => detailOf(event)),
    resourcesOfEvent(event),
    envelope.time,
    envelope,
  );
  return coverage === null ? { kind: "ignored", reason: "It is about a scan of code or of the network, not of packages." } : { kind: "coverage", coverage };
}

function imageContent(event: JsonObject): Content {
  const detail = within(() => detailOf(event));
  const isDone = textOf(detail, "result", 50) !== "FAILURE";
  return isDone
    ? { kind: "image", image: within(() => imageActionOf(detail)) }
    : { kind: "ignored", reason: "The push or the deletion failed, so nothing changed." };
}
