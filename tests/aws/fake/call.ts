/** Who signed a request: an access key, the account that it is of, and the identity as AWS writes it. */
export type Caller = { accessKey: string; account: string; arn: string };

/** A request that reached the fake and was signed by somebody that it knows. */
export type Call = {
  /** The service that the request is signed for: `inspector2`. */
  service: string;
  /** The operation as the service calls it: `ListFindings`. */
  operation: string;
  /** What a policy has to allow for it: `inspector2:ListFindings`, `s3:ListBucket`. Null where nothing has to. */
  action: string | null;
  region: string;
  account: string;
  caller: Caller;
  input: Record<string, unknown>;
  /** HTTP status of the answer, once there is one. */
  status: number;
};

/** Operations whose action has another name, and those that need none. */
const actionsOf: Readonly<Record<string, string | null>> = {
  "s3:ListObjectsV2": "s3:ListBucket",
  "sqs:DeleteMessageBatch": "sqs:DeleteMessage",
  "sts:GetCallerIdentity": null,
};

export function actionOf(service: string, operation: string): string | null {
  const name = `${service}:${operation}`;
  return name in actionsOf ? (actionsOf[name] ?? null) : name;
}
