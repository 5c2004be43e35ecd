/** An account with its feeds. */
export function awsAccountHref(accountId: string): string {
  return `/settings/aws/accounts/${accountId}`;
}
