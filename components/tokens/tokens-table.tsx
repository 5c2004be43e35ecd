"use client";
import { useState } from "react";
import type { FormProblem } from "@/components/auth/form-problem";
import { Button, ButtonLink } from "@/components/ui/button";
import { cn } from "@/components/ui/cn";
import { Dialog } from "@/components/ui/dialog";
import { Notice } from "@/components/ui/notice";
import { Table, TableFrame, Td, Th } from "@/components/ui/table";
import { RelativeTime } from "@/components/ui/time";
import { withQuery } from "@/components/urls";
import type { Token } from "@/lib/auth";

type Revoke = (id: string) => Promise<FormProblem | null>;
type TokensTableProps = { tokens: readonly Token[]; nextCursor: string | null; revoke: Revoke };

export function TokensTable({ tokens, nextCursor, revoke }: TokensTableProps) {
  const [asked, setAsked] = useState<Token | null>(null);
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
                    <Button look="danger" className="h-7" aria-label={`Revoke ${token.name}`} onClick={() => setAsked(token)}>
                      Revoke
                    </Button>
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
      {asked ? <ConfirmRevoke token={asked} revoke={revoke} onClose={() => setAsked(null)} /> : null}
    </>
  );
}

function ConfirmRevoke({ token, revoke, onClose }: { token: Token; revoke: Revoke; onClose: () => void }) {
  const [problem, setProblem] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  async function confirm() {
    setBusy(true);
    const refused = await revoke(token.id).catch(() => ({ detail: "The server did not answer. Try again.", fields: {} }));
    if (refused === null) return onClose();
    setProblem(refused.detail);
    setBusy(false);
  }
  return (
    <Dialog
      open
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
      title={`Revoke ${token.name}?`}
      description="Whatever uses it is refused from now on. This cannot be undone."
    >
      {problem ? <Notice tone="error" title={problem} className="mb-3" /> : null}
      <div className="flex justify-end gap-2">
        <Button onClick={onClose}>Keep it</Button>
        <Button look="danger" disabled={busy} onClick={confirm}>
          Revoke token
        </Button>
      </div>
    </Dialog>
  );
}
