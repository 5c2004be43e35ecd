import type { FormProblem } from "@/components/auth/form-problem";
import { cn } from "@/components/ui/cn";
import { ConfirmButton } from "@/components/ui/confirm-button";
import { count } from "@/components/ui/number-format";
import { Table, TableFrame, Td, Th } from "@/components/ui/table";
import { RelativeTime } from "@/components/ui/time";
import { VisibleText } from "@/components/ui/visible-text";
import type { EventCredential } from "@/lib/aws/events/credentials/schemas";
import { visible } from "@/lib/text/visible.mjs";

type CredentialsTableProps = {
  credentials: readonly EventCredential[];
  accounts: ReadonlyMap<string, string>;
  revoke: (id: string) => Promise<FormProblem | null>;
};
const accountsShown = 2;

/** The credentials that senders of events have. */
export function CredentialsTable({ credentials, accounts, revoke }: CredentialsTableProps) {
  return (
    <TableFrame label="Event credentials">
      <Table stack>
        <thead>
          <tr>
            <Th>Name</Th>
            <Th>Begins with</Th>
            <Th>Accounts</Th>
            <Th>Last used</Th>
            <Th>Created</Th>
            <Th>
              <span className="sr-only">Actions</span>
            </Th>
          </tr>
        </thead>
        <tbody>
          {credentials.map((credential) => (
            <tr key={credential.id} className={cn("hover:bg-hover", credential.state === "revoked" && "text-muted")}>
              <Td className="truncate font-medium max-md:basis-full lg:w-[30%] lg:max-w-0" title={visible(credential.name)}>
                <VisibleText text={credential.name} />
              </Td>
              <Td label="Begins with" className="font-mono text-[12.5px]">
                {credential.prefix}
              </Td>
              <Td label="Accounts" className="max-w-64 truncate" title={credential.accounts.join("\n")}>
                <Accounts ids={credential.accounts} names={accounts} />
              </Td>
              <Td label="Last used" className="text-muted">
                {credential.lastUsedAt ? <RelativeTime at={credential.lastUsedAt} className="text-fg" /> : "never"}
              </Td>
              <Td label="Created" className="max-w-56 truncate text-muted">
                <RelativeTime at={credential.createdAt} /> by <VisibleText text={credential.createdBy} />
              </Td>
              <Td className="text-right">
                {credential.state === "revoked" ? (
                  "revoked"
                ) : (
                  <ConfirmButton
                    act={revoke.bind(null, credential.id)}
                    label={visible(`Revoke ${credential.name}`)}
                    title={visible(`Revoke ${credential.name}?`)}
                    description="What sends with it is refused from now on. This cannot be undone."
                    confirm="Revoke credential"
                  >
                    Revoke
                  </ConfirmButton>
                )}
              </Td>
            </tr>
          ))}
        </tbody>
      </Table>
    </TableFrame>
  );
}

function Accounts({ ids, names }: { ids: readonly string[]; names: ReadonlyMap<string, string> }) {
  const more = ids.length - accountsShown;
  return (
    <>
      <VisibleText
        text={ids
          .slice(0, accountsShown)
          .map((id) => names.get(id) ?? id)
          .join(", ")}
      />
      {more > 0 ? <span className="text-muted"> and {count(more)} more</span> : null}
    </>
  );
}
