import { matchesGlob } from "@/lib/inventory/owners/glob";

/** What the settings say of an account; of its cluster rules the first whose glob matches the cluster's name counts. */
export type AccountEnvironment = { account: string; environment: string; clusters: readonly { pattern: string; environment: string }[] };

/** The environment of what runs in the account and cluster ("" for functions), or null: nothing is known of the account. */
export function environmentOfWorkload(accounts: readonly AccountEnvironment[], { account, cluster }: { account: string; cluster: string }): string | null {
  const known = accounts.find((each) => each.account === account);
  if (!known) return null;
  const rule = cluster === "" ? undefined : known.clusters.find(({ pattern }) => matchesGlob(pattern, clusterName(cluster)));
  return rule?.environment ?? known.environment;
}

/** A cluster's name, of its ARN or name. */
export const clusterName = (cluster: string): string => cluster.slice(cluster.lastIndexOf("/") + 1);
