import { randomUUID } from "node:crypto";
import { WhereinError } from "@/lib/errors";

type Role = { roleArn: string | null; externalId: string | null };

/** The role with an external id, which is made when none is given. Throws `invalid` for a role of another account, and an external id without a role. */
export function roleOf(accountId: string, { roleArn, externalId }: Role): Role {
  if (roleArn === null) {
    if (externalId === null) return { roleArn: null, externalId: null };
    throw fault("/externalId", "An external id is of a role: give one");
  }
  if (!roleArn.includes(`:iam::${accountId}:role/`)) throw fault("/roleArn", `The role is not one of account ${accountId}`);
  return { roleArn, externalId: externalId ?? randomUUID() };
}

function fault(pointer: string, detail: string): WhereinError {
  return new WhereinError("invalid", "The account cannot be taken in as it is given.", {
    reason: "aws_account_invalid",
    errors: [{ pointer, detail, code: "custom" }],
  });
}
