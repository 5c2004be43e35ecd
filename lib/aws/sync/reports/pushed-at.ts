import { inflateRawSync } from "node:zlib";
import type { Pool } from "pg";
import { type ExportSubject, readAwsTime } from "@/lib/aws/read";
import { type KnownSubject, selectLastFinding } from "../queries/exports";

/**
 * When an exported image or function was built: when it was pushed, as its findings say. Where none does, the earliest time at which it is known to have
 * been there: the export's own time would make an old image the newest build.
 */
export async function builtAtOf(pool: Pool, { resourceIds, firstSeenAt }: KnownSubject, { at }: ExportSubject, now: Date): Promise<Date> {
  const raw = await selectLastFinding(pool, resourceIds);
  const pushed = raw === null ? null : pushedAtIn(JSON.parse(inflateRawSync(raw).toString("utf8")) as RawFinding | null);
  const times = pushed === null ? [now, ...(firstSeenAt ? [firstSeenAt] : []), ...(at === null ? [] : [new Date(at)])] : [now, new Date(pushed)];
  return new Date(Math.min(...times.map((time) => time.getTime())));
}

type Details = { awsEcrContainerImage?: { pushedAt?: unknown }; awsLambdaFunction?: { lastModifiedAt?: unknown } };
type RawFinding = { resources?: ({ details?: Details | null } | null)[] };

function pushedAtIn(finding: RawFinding | null): string | null {
  const details = finding?.resources?.[0]?.details;
  return readAwsTime(details?.awsEcrContainerImage?.pushedAt ?? details?.awsLambdaFunction?.lastModifiedAt);
}
