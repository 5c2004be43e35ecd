import type { Finding } from "@aws-sdk/client-inspector2";
import type { AwsClients } from "@/lib/aws/clients";
import { pageSize } from "../limits";
import { pagesOf } from "../pages";

/**
 * Findings in any state by page: those that were updated since then, or all. Oldest first by when they were first seen, which never changes, so that
 * what is updated meanwhile does not move from page to page.
 */
export async function* listFindings(clients: AwsClients, since: Date | null): AsyncGenerator<Finding[]> {
  const { ListFindingsCommand } = await import("@aws-sdk/client-inspector2");
  const client = await clients.inspector();
  const ask = (nextToken: string | undefined) =>
    client.send(
      new ListFindingsCommand({
        maxResults: pageSize,
        sortCriteria: { field: "FIRST_OBSERVED_AT", sortOrder: "ASC" },
        ...(since === null ? {} : { filterCriteria: { updatedAt: [{ startInclusive: since }] } }),
        ...(nextToken === undefined ? {} : { nextToken }),
      }),
    );
  for await (const { findings = [] } of pagesOf(ask, ({ nextToken }) => nextToken)) if (findings.length > 0) yield findings;
}
