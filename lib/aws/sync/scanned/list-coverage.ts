import type { CoveredResource } from "@aws-sdk/client-inspector2";
import type { AwsClients } from "@/lib/aws/clients";
import { filterValuesMax, pageSize } from "../limits";
import { pagesOf } from "../pages";

/** What is scanned, by page: everything, or these resources, ten at a time. */
export async function* listCoverage(clients: AwsClients, resourceKeys: readonly string[] | null): AsyncGenerator<CoveredResource[]> {
  if (resourceKeys === null) return yield* listOne(clients, null);
  for (let i = 0; i < resourceKeys.length; i += filterValuesMax) yield* listOne(clients, resourceKeys.slice(i, i + filterValuesMax));
}

async function* listOne(clients: AwsClients, keys: readonly string[] | null): AsyncGenerator<CoveredResource[]> {
  const { ListCoverageCommand } = await import("@aws-sdk/client-inspector2");
  const client = await clients.inspector();
  const resourceId = keys?.map((value) => ({ comparison: "EQUALS" as const, value }));
  const ask = (nextToken: string | undefined) =>
    client.send(
      new ListCoverageCommand({
        maxResults: pageSize,
        ...(resourceId === undefined ? {} : { filterCriteria: { resourceId } }),
        ...(nextToken === undefined ? {} : { nextToken }),
      }),
    );
  for await (const { coveredResources = [] } of pagesOf(ask, ({ nextToken }) => nextToken)) if (coveredResources.length > 0) yield coveredResources;
}
