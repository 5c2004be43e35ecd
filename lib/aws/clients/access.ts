/** How an account is reached: as the process itself, or in a role of it. */
export type AwsAccess = { accountId: string; roleArn: string | null; externalId: string | null };

/** How long AWS is waited for. `attempts` of each request, the first one included. */
export type AwsPatience = { attempts: number; connectMs: number; requestMs: number };

export const awsPatience: AwsPatience = { attempts: 6, connectMs: 5_000, requestMs: 30_000 };
