import type { FormProblem } from "@/components/auth/form-problem";
import { ButtonLink } from "@/components/ui/button";
import { cn } from "@/components/ui/cn";
import { ConfirmButton } from "@/components/ui/confirm-button";
import { Table, TableFrame, Td, Th } from "@/components/ui/table";
import { RelativeTime } from "@/components/ui/time";
import { withQuery } from "@/components/urls";
import type { Token } from "@/lib/auth";

type Revoke = (id: string) => Promise<FormProblem | null>;
type TokensTableProps = { tokens: readonly Token[]; nextCursor: string | null; revoke: Revoke };

export function TokensTable({ tokens, nextCursor, revoke }: TokensTableProps) {
  return (
    <>
      <TableFrame label="API tokens">
        <Table>
          <thead>
            <tr>
              <Th>Name</Th>
              <Th>Begins with</Th>
              <Th>Scopes</Th>
              <Th>Expires</Th>
              <Th>Last used</Th>
              <Th>Created</Th>
              <Th>
                <span className="sr-only">Actions</span>
              </Th>
            </tr>
          </thead>
          <tbody>
            {tokens.map((token) => (
              <tr key={token.id} className={cn("hover:bg-hover", token.state !== "active" && "text-muted")}>
                <Td className="truncate font-medium max-lg:max-w-52 lg:w-[22%] lg:max-w-0" title={token.name}>
                  {token.name}
                </Td>
                <Td className="font-mono text-[12.5px]">{token.prefix}</Td>
                <Td className="text-muted whitespace-normal">{token.scopes.join(", ")}</Td>
                <Td>
                  {token.state === "revoked" ? (
                    "revoked"
                  ) : token.state === "owner_disabled" ? (
                    "refused: its owner is disabled"
                  ) : token.expiresAt === null ? (
                    "never"
                  ) : token.state === "expired" ? (
                    "expired"
                  ) : (
                    <RelativeTime at={token.expiresAt} />
                  )}
                </Td>
                <Td className="text-muted">{token.lastUsedAt ? <RelativeTime at={token.lastUsedAt} /> : "never"}</Td>
                <Td className="text-muted">
                  <RelativeTime at={token.createdAt} /> by {token.createdBy}
                </Td>
                <Td className="text-right">
                  {token.state === "active" || token.state === "owner_disabled" ? (
                    <ConfirmButton
                      act={revoke.bind(null, token.id)}
                      label={`Revoke ${token.name}`}
                      title={`Revoke ${token.name}?`}
                      description="Whatever uses it is refused from now on. This cannot be undone."
                      confirm="Revoke token"
                    >
                      Revoke
                    </ConfirmButton>
                  ) : null}
                </Td>
              </tr>
            ))}
          </tbody>
        </Table>
      </TableFrame>
      {nextCursor ? (
        <p className="mt-2 text-right">
          <ButtonLink href={withQuery("/settings/tokens", { cursor: nextCursor })}>Next page</ButtonLink>
        </p>
      ) : null}
    </>
  );
}
