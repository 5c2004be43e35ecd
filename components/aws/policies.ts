import { type PolledKind, polledKinds } from "@/lib/aws/sync/kinds";

// As docs/aws.md has them, which is held against every call in the code; a test holds these against it.
const everywhere = "*";
const ofKinds: Readonly<Record<PolledKind, { Sid: string; Action: string | string[]; Resource: string }>> = {
  findings: { Sid: "Findings", Action: ["inspector2:ListFindings", "inspector2:ListCoverage"], Resource: everywhere },
  coverage: { Sid: "Coverage", Action: "inspector2:ListCoverage", Resource: everywhere },
  images: { Sid: "Images", Action: ["ecr:DescribeImages", "ecr:BatchGetImage"], Resource: "arn:aws:ecr:*:*:repository/*" },
  tasks: { Sid: "Tasks", Action: ["ecs:ListClusters", "ecs:ListTasks", "ecs:DescribeTasks"], Resource: everywhere },
  clusters: { Sid: "Clusters", Action: "inspector2:GetClustersForImage", Resource: everywhere },
  functions: { Sid: "Functions", Action: ["lambda:ListFunctions", "lambda:ListAliases", "lambda:GetFunction"], Resource: everywhere },
};
const scans = { Sid: "Scans", Action: "inspector-scan:ScanSbom", Resource: everywhere };

/** Whoever may become the role: Wherein, and only for who knows the external id. */
export function trustPolicy({ wherein, externalId }: { wherein: string; externalId: string }): string {
  const Condition = { StringEquals: { "sts:ExternalId": externalId } };
  return written([{ Principal: { AWS: wherein }, Action: "sts:AssumeRole", Condition }]);
}

type Permissions = { kinds: readonly PolledKind[] /** Of queues and reports that are read in this role. */; addresses: readonly string[] };

/** The least that the role has to be allowed: nothing but reading, except that messages leave a queue when they were taken. */
export function permissionPolicy({ kinds, addresses }: Permissions): string {
  const wanted = polledKinds.filter((kind) => kinds.includes(kind) && !(kind === "coverage" && kinds.includes("findings")));
  const queues = addresses.flatMap((address) => queueArn(address) ?? []);
  const places = addresses.flatMap((address) => placeOf(address) ?? []);
  return written([
    ...wanted.map((kind) => ofKinds[kind]),
    scans,
    ...(queues.length > 0 ? [{ Sid: "Queue", Action: ["sqs:ReceiveMessage", "sqs:DeleteMessage"], Resource: single(queues) }] : []),
    ...places.flatMap((place, index) => ofPlace(place, index === 0 ? "" : String(index + 1))),
  ]);
}

/** What Wherein itself has to be allowed, where it runs. */
export function assumePolicy(roleArn: string): string {
  return written([{ Sid: "AssumeReaders", Action: "sts:AssumeRole", Resource: roleArn }]);
}

type Place = { bucket: string; prefix: string };

function ofPlace({ bucket, prefix }: Place, suffix: string): object[] {
  const Condition = prefix === "" ? undefined : { StringLike: { "s3:prefix": `${prefix}*` } };
  return [
    { Sid: `Reports${suffix}`, Action: "s3:ListBucket", Resource: `arn:aws:s3:::${bucket}`, Condition },
    { Sid: `ReportFiles${suffix}`, Action: "s3:GetObject", Resource: `arn:aws:s3:::${bucket}/${prefix}*` },
  ];
}

function queueArn(address: string): string | null {
  const [, region, account, name] = /^https:\/\/sqs\.([^.]+)\.[^/]+\/(\d{12})\/([^/]+)$/.exec(address) ?? [];
  return region ? `arn:aws:sqs:${region}:${account}:${name}` : null;
}

function placeOf(address: string): Place | null {
  const [, bucket, prefix = ""] = /^s3:\/\/([^/]+)\/?(.*)$/.exec(address) ?? [];
  return bucket ? { bucket, prefix } : null;
}

const single = (list: string[]) => (list.length === 1 ? list[0] : list);

/** A statement a line where it fits, as people write them. */
function written(statements: readonly { Sid?: string }[] | readonly object[]): string {
  const lines = statements.map((statement) => {
    const { Sid, ...rest } = statement as { Sid?: string };
    return { ...(Sid && { Sid }), Effect: "Allow", ...rest };
  });
  return JSON.stringify({ Version: "2012-10-17", Statement: lines }, null, 2).replace(
    /\[\s+("[^[\]{}]*?")\s+\]/g,
    (_, list: string) => `[${list.replace(/\s*\n\s*/g, " ")}]`,
  );
}
