import { randomUUID } from "node:crypto";
import type { Metadata } from "next";
import { AccountEditor } from "@/components/aws/account-editor";
import { Breadcrumb } from "@/components/aws/breadcrumb";
import { ForAdministrators } from "@/components/aws/for-administrators";
import { requirePageContext } from "@/lib/auth";
import { polledKinds } from "@/lib/aws";
import { scopesOf } from "@/lib/context";
import { addAccount } from "../../actions";

export const metadata: Metadata = { title: "Connect an AWS account" };

export default async function NewAccountPage() {
  const ctx = await requirePageContext();
  const empty = { accountId: "", name: "", regions: [], roleArn: null, environment: "production", clusters: [], enabled: true, kinds: [...polledKinds] };
  return (
    <>
      <Breadcrumb />
      <h1 className="mb-4 font-semibold text-xl">Connect an AWS account</h1>
      {scopesOf(ctx.actor).includes("aws:write") ? (
        <AccountEditor isNew account={{ ...empty, externalId: randomUUID() }} save={addAccount} addresses={[]} />
      ) : (
        <ForAdministrators what="Accounts are connected by administrators" />
      )}
    </>
  );
}
