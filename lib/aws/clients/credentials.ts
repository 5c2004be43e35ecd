import type { AwsAccess } from "./access";

export type AwsCredentials = { accessKeyId: string; secretAccessKey: string; sessionToken?: string; expiration?: Date };
export type CredentialsProvider = (options?: { forceRefresh?: boolean }) => Promise<AwsCredentials>;

/** Before their end credentials count as ended, so that none ends while a request is on its way. */
const earlyMs = 5 * 60_000;

/**
 * The credentials of an account: what the SDK's default chain finds for the process, or a session of the account's role that is opened with
 * them. Shared by the clients of the account, kept in memory only, and renewed before they end or when AWS says that they have.
 */
export function credentialsOf({ roleArn, externalId }: AwsAccess, region: string): CredentialsProvider {
  let current: Promise<AwsCredentials> | null = null;
  // A provider of the SDK remembers what it found: a new one looks again.
  const renew = async () => (await providerOf({ roleArn, externalId }, region))();
  return async ({ forceRefresh = false } = {}) => {
    const known = forceRefresh ? null : await current?.catch(() => null);
    if (known && (known.expiration === undefined || known.expiration.getTime() - Date.now() > earlyMs)) return known;
    current = renew();
    return current;
  };
}

async function providerOf({ roleArn, externalId }: Pick<AwsAccess, "roleArn" | "externalId">, region: string): Promise<() => Promise<AwsCredentials>> {
  const { fromNodeProviderChain, fromTemporaryCredentials } = await import("@aws-sdk/credential-providers");
  const process = fromNodeProviderChain({ clientConfig: { region } });
  if (roleArn === null) return process;
  const params = { RoleArn: roleArn, RoleSessionName: "wherein", ...(externalId === null ? {} : { ExternalId: externalId }) };
  return fromTemporaryCredentials({ masterCredentials: process, params, clientConfig: { region } });
}
