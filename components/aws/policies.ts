const version = "2012-10-17";

export type TrustParty = { wherein: string; externalId: string };

/** Whoever may become the role: Wherein, and only for who knows the external id. */
export function trustPolicy({ wherein, externalId }: TrustParty): string {
  return written([
    {
      Effect: "Allow",
      Principal: { AWS: wherein },
      Action: "sts:AssumeRole",
      Condition: { StringEquals: { "sts:ExternalId": externalId } },
    },
  ]);
}

export type Permissions = {
  /** What the kinds that are wanted have to be allowed. */
  actions: readonly string[];
  /** Addresses of queues and of reports that are read in this role. */
  addresses: readonly string[];
};

/** The least that a role has to be allowed: nothing but reading, except that a queue's messages go away when they were taken. */
export function permissionPolicy({ actions, addresses }: Permissions): string {
  const queues = addresses.flatMap((address) => queueArn(address) ?? []);
  const buckets = addresses.flatMap((address) => placeOf(address) ?? []);
  return written([
    ...(actions.length > 0 ? [{ Sid: "Read", Effect: "Allow", Action: [...new Set(actions)].sort(), Resource: "*" }] : []),
    ...(queues.length > 0 ? [{ Sid: "Queues", Effect: "Allow", Action: ["sqs:DeleteMessage", "sqs:ReceiveMessage"], Resource: queues }] : []),
    ...(buckets.length > 0
      ? [
          { Sid: "FindReports", Effect: "Allow", Action: "s3:ListBucket", Resource: [...new Set(buckets.map(({ bucket }) => `arn:aws:s3:::${bucket}`))] },
          { Sid: "ReadReports", Effect: "Allow", Action: "s3:GetObject", Resource: buckets.map(({ bucket, prefix }) => `arn:aws:s3:::${bucket}/${prefix}*`) },
        ]
      : []),
  ]);
}

/** What Wherein itself has to be allowed, where it runs. */
export function assumePolicy(roleArn: string): string {
  return written([{ Effect: "Allow", Action: "sts:AssumeRole", Resource: roleArn }]);
}

function queueArn(address: string): string | null {
  const [, region, account, name] = /^https:\/\/sqs\.([^.]+)\.[^/]+\/(\d{12})\/([^/]+)$/.exec(address) ?? [];
  return region ? `arn:aws:sqs:${region}:${account}:${name}` : null;
}

function placeOf(address: string): { bucket: string; prefix: string } | null {
  const [, bucket, prefix = ""] = /^s3:\/\/([^/]+)\/?(.*)$/.exec(address) ?? [];
  return bucket ? { bucket, prefix } : null;
}

const written = (statements: readonly object[]) => JSON.stringify({ Version: version, Statement: statements }, null, 2);
