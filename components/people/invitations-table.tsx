import type { FormProblem } from "@/components/auth/form-problem";
import { roleWords } from "@/components/people/people-words";
import { ConfirmButton } from "@/components/ui/confirm-button";
import { Table, TableFrame, Td, Th } from "@/components/ui/table";
import { RelativeTime } from "@/components/ui/time";
import { VisibleText } from "@/components/ui/visible-text";
import type { Invitation } from "@/lib/auth";

type InvitationsTableProps = { invitations: readonly Invitation[]; cancel: (id: string) => Promise<FormProblem | null> };

/** The links that have been given out and not been used. */
export function InvitationsTable({ invitations, cancel }: InvitationsTableProps) {
  return (
    <TableFrame label="Open links">
      <Table stack>
        <thead>
          <tr>
            <Th>Name</Th>
            <Th>E-mail</Th>
            <Th>For</Th>
            <Th>Made</Th>
            <Th>Ends</Th>
            <Th>
              <span className="sr-only">Actions</span>
            </Th>
          </tr>
        </thead>
        <tbody>
          {invitations.map(({ id, name, email, role, purpose, createdAt, createdBy, expiresAt }) => (
            <tr key={id} className="hover:bg-hover">
              <Td className="max-w-60 truncate font-medium" title={name}>
                <VisibleText text={name} />
              </Td>
              <Td label="E-mail" className="max-w-72 truncate" title={email}>
                {email}
              </Td>
              <Td label="For">{purpose === "join" ? `joining as ${roleWords[role].toLowerCase()}` : "a new password"}</Td>
              <Td label="Made" className="text-muted">
                <RelativeTime at={createdAt} /> by <VisibleText text={createdBy} />
              </Td>
              <Td label="Ends" className="text-muted">
                <RelativeTime at={expiresAt} />
              </Td>
              <Td className="text-right">
                <ConfirmButton
                  act={cancel.bind(null, id)}
                  label={`Take back the link for ${name}`}
                  title={`Take back the link for ${name}?`}
                  description="It stops working at once."
                  confirm="Take it back"
                >
                  Take back
                </ConfirmButton>
              </Td>
            </tr>
          ))}
        </tbody>
      </Table>
    </TableFrame>
  );
}
