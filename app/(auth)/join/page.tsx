import type { Metadata } from "next";
import Link from "next/link";
import { JoinForm } from "@/components/auth/join-form";
import { one, type SearchParams } from "@/components/search-params";
import { Notice } from "@/components/ui/notice";
import { VisibleText } from "@/components/ui/visible-text";
import { type Invitation, requireInvitation } from "@/lib/auth";
import { WhereinError } from "@/lib/errors";
import { acceptFromPage } from "./accept";

export const metadata: Metadata = { title: "Join", referrer: "no-referrer" };

/** What a link opens that an administrator gave to somebody: they join, or choose a new password. */
export default async function JoinPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const secret = one((await searchParams).token) ?? "";
  const invitation = await invitationOf(secret);
  if (typeof invitation === "string")
    return (
      <>
        <h1 className="font-medium text-2xl tracking-[-0.018em]">This link does not work</h1>
        <Notice tone="warning" title={invitation}>
          If you have an account already, you can{" "}
          <Link href="/sign-in" className="link">
            sign in
          </Link>
          .
        </Notice>
      </>
    );
  const { name, email, purpose } = invitation;
  return (
    <>
      <div>
        <h1 className="font-medium text-2xl tracking-[-0.018em]">{purpose === "join" ? "Join Wherein" : "Choose a new password"}</h1>
        <p className="mt-1 text-muted wrap-anywhere">
          <VisibleText text={purpose === "join" ? `As ${email}.` : `For ${name}, ${email}. Other sessions end.`} />
        </p>
      </div>
      <JoinForm secret={secret} email={email} name={purpose === "join" ? name : null} accept={acceptFromPage} />
    </>
  );
}

async function invitationOf(secret: string): Promise<Invitation | string> {
  try {
    return await requireInvitation(secret);
  } catch (error) {
    if (error instanceof WhereinError) return error.message;
    throw error;
  }
}
