import type { Metadata } from "next";
import { InvitationsTable } from "@/components/people/invitations-table";
import { InviteForm } from "@/components/people/invite-form";
import { PeopleTable } from "@/components/people/people-table";
import { ListAndForm } from "@/components/ui/list-and-form";
import { Notice } from "@/components/ui/notice";
import { listInvitations, listPeople, requirePageContext } from "@/lib/auth";
import { scopesOf } from "@/lib/context";
import { readFor } from "../../read";
import { cancelFromPage, changeFromPage, inviteFromPage, linkFromPage, readFromPage } from "./actions";

export const metadata: Metadata = { title: "People" };

export default async function PeoplePage() {
  const ctx = await requirePageContext();
  if (!scopesOf(ctx.actor).includes("settings:write"))
    return (
      <div className="max-w-[820px]">
        <h1 className="mb-4 font-semibold text-xl">People</h1>
        <Notice tone="info" title="People belong to administrators">
          Ask an administrator to invite somebody, or for a link to choose a new password.
        </Notice>
      </div>
    );
  const [people, invitations] = await readFor(ctx, Promise.all([listPeople({ ctx, input: {} }), listInvitations({ ctx, input: {} })]));
  return (
    <>
      <h1 className="font-semibold text-xl">People</h1>
      <p className="mt-0.5 mb-5 text-muted">
        Who may sign in. Nobody is deleted: what they decided stays theirs. A decision about something critical needs a second person.
      </p>
      <ListAndForm does="Invite a person" form={<InviteForm invite={inviteFromPage} />}>
        <PeopleTable people={people.data} ownId={ctx.actor.id} writes={{ change: changeFromPage, link: linkFromPage, detail: readFromPage }} />
        {invitations.data.length > 0 ? (
          <div className="mt-6">
            <h2 className="mb-2 font-semibold">Open links</h2>
            <InvitationsTable invitations={invitations.data} cancel={cancelFromPage} />
          </div>
        ) : null}
      </ListAndForm>
    </>
  );
}
