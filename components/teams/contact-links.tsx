import { VisibleText } from "@/components/ui/visible-text";
import type { TeamRef } from "@/lib/inventory/read/schemas";

const isWeb = (text: string) => /^https?:\/\//i.test(text);

type Contact = { label: string; text: string; href: string | null };

/** What a team can be reached by, in the order in which one tries during an incident. */
export function contactsOf({ contact, contacts = {} }: Pick<TeamRef, "contact" | "contacts">): Contact[] {
  const { onCall, chat, email, runbook } = contacts;
  const list: (Contact | null)[] = [
    onCall ? { label: "On call", text: isWeb(onCall) ? "on call" : onCall, href: isWeb(onCall) ? onCall : `tel:${onCall.replace(/[^+0-9]/g, "")}` } : null,
    chat ? { label: "Chat", text: isWeb(chat) ? "chat" : chat, href: isWeb(chat) ? chat : null } : null,
    email ? { label: "Email", text: email, href: `mailto:${email}` } : null,
    runbook ? { label: "Runbook", text: "runbook", href: runbook } : null,
    contact ? { label: "Contact", text: contact, href: null } : null,
  ];
  return list.filter((each) => each !== null);
}

/** The contacts of a team as links where they lead somewhere; nothing where there are none. */
export function ContactLinks({ team }: { team: Pick<TeamRef, "name" | "contact" | "contacts"> }) {
  return contactsOf(team).map(({ label, text, href }) =>
    href === null ? (
      <span key={label} title={label}>
        <VisibleText text={text} />
      </span>
    ) : (
      <a key={label} href={href} title={`${label}: ${href}`} className="link" rel="noreferrer">
        <VisibleText text={text} />
      </a>
    ),
  );
}
