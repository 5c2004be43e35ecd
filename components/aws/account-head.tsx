import type { FormProblem } from "@/components/auth/form-problem";
import { accountNumber } from "@/components/aws/words";
import { ConfirmButton } from "@/components/ui/confirm-button";
import { plural } from "@/components/ui/number-format";
import { VisibleText } from "@/components/ui/visible-text";
import type { Account } from "@/lib/aws/accounts/schemas";
import { visible } from "@/lib/text/visible.mjs";

type AccountHeadProps = { account: Account; remove: (() => Promise<FormProblem | null>) | null };

/** What an account is, in two lines, and the way to let it go. */
export function AccountHead({ account, remove }: AccountHeadProps) {
  const { accountId, name, regions, roleArn, environment, enabled, feeds } = account;
  return (
    <div className="mb-5 flex flex-wrap items-start justify-between gap-x-6 gap-y-2">
      <div className="min-w-0">
        <h1 className="font-semibold text-xl wrap-anywhere">
          <VisibleText text={name} />
        </h1>
        <p className="mt-0.5 text-muted wrap-anywhere">
          <span className="font-mono text-[12.5px] text-fg">{accountNumber(accountId)}</span> · {environment} · {regions.join(", ")} ·{" "}
          {roleArn ? <code className="text-fg">{roleArn}</code> : "as the process itself"}
          {enabled ? null : " · switched off"}
        </p>
      </div>
      {remove ? (
        <ConfirmButton
          act={remove}
          className="h-8"
          label={visible(`Delete ${name}`)}
          title={visible(`Delete ${name}?`)}
          description={`Account ${accountNumber(accountId)}.`}
          means={[
            `It is not asked any more, and may not send: ${plural(feeds.total, "feed")} of it end.`,
            "What it said stays, as it was last: findings, resources, deployments.",
            "In AWS nothing changes: delete the role there.",
          ]}
          confirm="Delete account"
          next="/settings/aws"
        >
          Delete
        </ConfirmButton>
      ) : null}
    </div>
  );
}
