import type { CoveredResource } from "@aws-sdk/client-inspector2";
import type { AwsClients } from "@/lib/aws/clients";
import { filterValuesMax, pageSize } from "../limits";
import { pagesOf } from "../pages";

/** What is scanned, by page: everything, or the resources of these ids, ten at a time. */
export async function* listCoverage(clients: AwsClients, resourceIds: readonly string[] | null): AsyncGenerator<CoveredResource[]> {
  if (resourceIds === null) return yield* listOne(clients, null);
  for (let i = 0; i < resourceIds.length; i += filterValuesMax) yield* listOne(clients, resourceIds.slice(i, i + filterValuesMax));
}

async function* listOne(clients: AwsClients, ids: readonly string[] | null): AsyncGenerator<CoveredResource[]> {
  const { ListCoverageCommand } = await import("@aws-sdk/client-inspector2");
  const client = await clients.inspector();
  const resourceId = ids?.map((value) => ({ comparison: "EQUALS" as const, value }));
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
