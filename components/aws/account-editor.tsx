"use client";
import { useRouter } from "next/navigation";
import { useState } from "react";
import type { FormProblem } from "@/components/auth/form-problem";
import type { AccountFields } from "@/components/aws/account-fields";
import { AccountForm } from "@/components/aws/account-form";
import { RolePolicies } from "@/components/aws/role-policies";
import { awsAccountHref } from "@/components/aws/urls";
import { Panel } from "@/components/ui/panel";

type AccountEditorProps = {
  account: AccountFields;
  isNew: boolean;
  save: (fields: AccountFields) => Promise<FormProblem | null>;
  /** Queues and reports that are read in this account's role. */
  addresses: readonly string[];
  children?: React.ReactNode;
};

/** The form of an account, and beside it the policies that follow from what it says. `children` stand above the policies. */
export function AccountEditor({ account, isNew, save, addresses, children }: AccountEditorProps) {
  const [draft, setDraft] = useState(account);
  const router = useRouter();
  return (
    <div className="grid grid-cols-1 items-start gap-6 xl:grid-cols-2">
      <Panel title={isNew ? "The account" : "Settings"}>
        <AccountForm
          draft={draft}
          onChange={(changes) => setDraft((now) => ({ ...now, ...changes }))}
          isNew={isNew}
          save={save}
          onSaved={(fields) => isNew && router.push(awsAccountHref(fields.accountId))}
        />
      </Panel>
      <div className="flex min-w-0 flex-col gap-6">
        {children}
        <Panel title="The role in AWS">
          <RolePolicies draft={draft} addresses={addresses} isNew={isNew} />
        </Panel>
      </div>
    </div>
  );
}
