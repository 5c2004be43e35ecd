import type { MapActs } from "@/components/aws/map-resource";
import { ResourceRow } from "@/components/aws/resource-row";
import { Table, TableFrame, Th } from "@/components/ui/table";
import type { AwsResourceAnswer } from "@/lib/aws/resources/schemas";

type ResourcesTableProps = { resources: readonly AwsResourceAnswer[]; accounts: ReadonlyMap<string, string>; acts: MapActs | null };

/** Resources, what each is and how that was found. */
export function ResourcesTable({ resources, accounts, acts }: ResourcesTableProps) {
  return (
    <TableFrame label="AWS resources">
      <Table stack>
        <thead>
          <tr>
            <Th>Resource</Th>
            <Th>Type</Th>
            <Th>Account</Th>
            <Th>Is</Th>
            <Th className="text-right">Open findings</Th>
            <Th>Scanned</Th>
            {acts ? (
              <Th>
                <span className="sr-only">Actions</span>
              </Th>
            ) : null}
          </tr>
        </thead>
        <tbody>
          {resources.map((resource) => (
            <ResourceRow key={resource.id} resource={resource} account={accounts.get(resource.account) ?? null} acts={acts} />
          ))}
        </tbody>
      </Table>
    </TableFrame>
  );
}
