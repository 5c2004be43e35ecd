"use client";
import { useState } from "react";
import type { AccountFields } from "@/components/aws/account-fields";
import { assumePolicy, permissionPolicy, trustPolicy } from "@/components/aws/policies";
import { CodeBlock } from "@/components/ui/code-block";
import { Field, Input } from "@/components/ui/field";

type RolePoliciesProps = { draft: Pick<AccountFields, "accountId" | "roleArn" | "externalId">; actions: readonly string[]; addresses: readonly string[] };

/** What to write into AWS for the account to be read, ready to copy: nothing more is needed, and nothing more is asked. */
export function RolePolicies({ draft: { accountId, roleArn, externalId }, actions, addresses }: RolePoliciesProps) {
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
      <Policy title="Trust policy of the role" code={trustPolicy({ wherein, externalId })} />
      <Policy title="Permission policy of the role" code={permissionPolicy({ actions, addresses })} />
      <Policy title="Permission policy of Wherein itself" code={assumePolicy(role)} />
      <p className="text-muted text-xs">
        Where Wherein runs in the account itself, it may do without a role: give its own the permission policy. To have builds scanned by Inspector, allow{" "}
        <code>inspector-scan:ScanSbom</code> as well.
      </p>
    </div>
  );
}

function Policy({ title, code }: { title: string; code: string }) {
  return (
    <div className="min-w-0">
      <h3 className="mb-1 font-medium text-[12.5px]">{title}</h3>
      <CodeBlock code={code} label={title} />
    </div>
  );
}
