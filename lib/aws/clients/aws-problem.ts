import { WhereinError } from "@/lib/errors";
import type { AwsAccess } from "./access";

/** Why AWS could not be asked. Stored with the feed and shown; the list is closed. */
export const awsProblems = [
  "aws_denied",
  "aws_role_refused",
  "aws_no_credentials",
  "aws_credentials_expired",
  "aws_throttled",
  "aws_unreachable",
  "aws_failing",
  "aws_not_found",
  "aws_refused",
  "aws_unreadable",
] as const;
export type AwsProblem = (typeof awsProblems)[number];

/** What was asked, of whom and where. `action` is what a policy has to allow. */
export type Asked = { action: string; access: AwsAccess; region: string };

/** A failure of AWS, in words for people: `unavailable`, with an `AwsProblem` as its reason. */
export function awsProblem(reason: AwsProblem, detail: string): WhereinError {
  return new WhereinError("unavailable", detail, { reason });
}

type Failure = { name: string; message: string; status: number | null; code: string | null };

/**
 * What the SDK threw as a problem: its kind, who asked for what and where, and what AWS said. What is none of the SDK's is given back as it is.
 * The error itself is not kept: it carries the request with its session token, which no log may have.
 */
export function problemOf(error: unknown, { action, access, region }: Asked): unknown {
  if (error instanceof WhereinError || !(error instanceof Error)) return error;
  const failure = failureOf(error);
  const reason = reasonOf(failure);
  if (reason === null) return error;
  const who = access.roleArn ?? `the identity of the process for account ${access.accountId}`;
  return awsProblem(reason, `${sentences[reason](action, who)} (${region}). ${saidBy(failure)}`);
}

const sentences: Readonly<Record<AwsProblem, (action: string, who: string) => string>> = {
  aws_denied: (action, who) => `AWS does not let ${who} call ${action}`,
  aws_role_refused: (_action, who) => `AWS does not let Wherein assume ${who}`,
  aws_no_credentials: (action) => `Wherein has no credentials to call ${action} with`,
  aws_credentials_expired: (action, who) => `The credentials of ${who} for ${action} have expired`,
  aws_throttled: (action) => `AWS answers ${action} too seldom: there were too many requests`,
  aws_unreachable: (action) => `AWS could not be reached for ${action}`,
  aws_failing: (action) => `AWS failed to answer ${action}`,
  aws_not_found: (action) => `What ${action} asks for is not there`,
  aws_refused: (action) => `AWS refused ${action}`,
  aws_unreadable: (action) => `The answer to ${action} cannot be read`,
};

function saidBy({ name, message, status }: Failure): string {
  const said = message.trim().replace(/\s+/g, " ").slice(0, 600);
  return status === null ? `${name}: ${said}` : `AWS says: ${name}: ${said}`;
}

function failureOf(error: Error): Failure {
  const { $metadata, code } = error as Error & { $metadata?: { httpStatusCode?: number }; code?: unknown };
  return { name: error.name, message: error.message, status: $metadata?.httpStatusCode ?? null, code: typeof code === "string" ? code : null };
}

/** Rules by what AWS calls its errors, the first that fits. */
const rules: readonly [RegExp, AwsProblem][] = [
  [
    /^(Throttling|ThrottlingException|ThrottledException|TooManyRequestsException|RequestThrottled|RequestLimitExceeded|SlowDown|LimitExceededException)$/,
    "aws_throttled",
  ],
  [/^(ExpiredToken|ExpiredTokenException|RequestExpired)$/, "aws_credentials_expired"],
  [/^(CredentialsProviderError|TokenProviderError)$/, "aws_no_credentials"],
  [
    /^(UnrecognizedClientException|InvalidClientTokenId|InvalidAccessKeyId|SignatureDoesNotMatch|MissingAuthenticationTokenException|MissingAuthenticationToken|InvalidSignatureException|IncompleteSignature(Exception)?|AuthFailure)$/,
    "aws_no_credentials",
  ],
  [/AccessDenied|NotAuthorized|^Forbidden$/, "aws_denied"],
  [/NotFound|NoSuch|DoesNotExist|NonExistentQueue/, "aws_not_found"],
  [/^(TimeoutError|RequestTimeout)$/, "aws_unreachable"],
];

function reasonOf({ name, message, status, code }: Failure): AwsProblem | null {
  if (/not authorized to perform: sts:AssumeRole/.test(message)) return "aws_role_refused";
  const rule = rules.find(([pattern]) => pattern.test(name));
  if (rule) return rule[1];
  if (status === null) return code !== null && /^(E[A-Z_]+|CERT_|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO)/.test(code) ? "aws_unreachable" : null;
  if (status === 429) return "aws_throttled";
  if (status === 403 || status === 401) return "aws_denied";
  if (status >= 500) return "aws_failing";
  return status >= 400 ? "aws_refused" : "aws_unreadable";
}
