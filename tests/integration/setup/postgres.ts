import { startTemporaryCluster } from "@/scripts/postgres/temporary-cluster.mjs";

/** Before all integration tests: the server of TEST_DATABASE_URL, or else a temporary PostgreSQL that ends with them. */
export default async function providePostgres(): Promise<(() => Promise<void>) | undefined> {
  if (process.env.TEST_DATABASE_URL) return undefined;
  const cluster = await startTemporaryCluster();
  process.env.TEST_DATABASE_URL = cluster.url;
  return cluster.stop;
}
