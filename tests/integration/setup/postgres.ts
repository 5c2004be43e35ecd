import type { TestProject } from "vitest/node";
import { startTemporaryCluster } from "@/scripts/postgres/temporary-cluster.mjs";
import { makeTemplateDatabase, onServer } from "./template-database";

declare module "vitest" {
  export interface ProvidedContext {
    templateDatabase: string;
  }
}

/** Before all integration tests: the server of TEST_DATABASE_URL, or else a temporary PostgreSQL that ends with them, and on it the database that test files copy. */
export default async function providePostgres({ provide }: TestProject): Promise<() => Promise<void>> {
  const given = process.env.TEST_DATABASE_URL;
  const { url, stop } = given ? { url: given, stop: async () => {} } : await startTemporaryCluster();
  process.env.TEST_DATABASE_URL = url;
  const template = await makeTemplateDatabase(url);
  provide("templateDatabase", template);
  return async () => {
    await onServer(url, `drop database if exists ${template} with (force)`);
    await stop();
  };
}
