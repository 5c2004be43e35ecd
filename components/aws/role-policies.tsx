"use client";
import { useState } from "react";
import type { AccountFields } from "@/components/aws/account-fields";
import { assumePolicy, permissionPolicy, trustPolicy } from "@/components/aws/policies";
import { CodeBlock } from "@/components/ui/code-block";
import { Field, Input } from "@/components/ui/field";

type RolePoliciesProps = {
  draft: Pick<AccountFields, "accountId" | "roleArn" | "externalId" | "kinds">;
  addresses: readonly string[];
  isNew: boolean;
};

/** What to write into AWS for the account to be read, ready to copy: nothing more is needed, and nothing more is asked. */
export function RolePolicies({ draft: { accountId, roleArn, externalId, kinds }, addresses, isNew }: RolePoliciesProps) {
  const [wherein, setWherein] = useState("arn:aws:iam::999999999999:role/wherein");
  const role = roleArn ?? `arn:aws:iam::${/^\d{12}$/.test(accountId) ? accountId : "111122223333"}:role/WhereinReader`;
  return (
    <div className="flex flex-col gap-4">
      <Field
        id="wherein"
        label="Who Wherein is in AWS"
        hint={
          <>
            Its own role or user, which <code>aws sts get-caller-identity</code> names where it runs. It is only put into the policies.
          </>
        }
      >
        <Input
          id="wherein"
          value={wherein}
          onChange={(event) => setWherein(event.target.value.trim())}
          maxLength={600}
          spellCheck={false}
          autoCapitalize="none"
          aria-describedby="wherein-hint"
          className="font-mono text-[12.5px]"
        />
      </Field>
      <Policy title="Trust policy of the role" open={isNew} code={trustPolicy({ wherein, externalId })} />
      <Policy title="Permission policy of the role" open={isNew} code={permissionPolicy({ kinds, addresses })} />
      <Policy title="Permission policy of Wherein itself" open={false} code={assumePolicy(role)} />
      <p className="text-muted text-xs">
        Where Wherein runs in the account itself, it may do without a role: give its own the permission policy. Leave out <code>Scans</code> if Inspector is not
        to be asked to scan builds.
      </p>
    </div>
  );
}

function Policy({ title, code, open }: { title: string; code: string; open: boolean }) {
  return (
    <details open={open} className="min-w-0">
      <summary className="mb-1 w-fit font-medium text-[12.5px]">{title}</summary>
      <CodeBlock code={code} label={title} />
    </details>
  );
}
