"use client";
import { RotateCw } from "lucide-react";
import { usePathname, useRouter } from "next/navigation";
import { startTransition } from "react";
import { Button, ButtonLink, buttonStyle } from "@/components/ui/button";
import { CopyButton } from "@/components/ui/copy-button";

type ErrorPageProps = { error: unknown; retry: () => void };

const words: Record<string, { title: string; next: string }> = {
  invalid: {
    title: "This address cannot be read",
    next: "A value in it is not one that this page knows, or its page number has expired. Start from the first page.",
  },
  forbidden: { title: "You may not see this", next: "Ask an administrator for the right to." },
  unavailable: { title: "The database does not answer", next: "Nothing is lost. Try again in a moment; if it stays, look at the log of Wherein." },
  internal: { title: "This page could not be made", next: "Nothing was changed. Try again; if it stays, the log has the cause under the request below." },
};

/** What happened, what to do, and the request id under which the log has the rest. */
export function ErrorPage({ error, retry }: ErrorPageProps) {
  const router = useRouter();
  const path = usePathname();
  const digest = error instanceof Error && "digest" in error ? String(error.digest) : "";
  const [kind = "", requestId] = digest.includes(";") ? digest.split(";") : ["", digest];
  const fallback = { title: "This page could not be made", next: "Nothing was changed. Try again; if it stays, look at the log of Wherein." };
  const { title, next } = words[kind] ?? fallback;
  function again() {
    startTransition(() => {
      router.refresh();
      retry();
    });
  }
  return (
    <div className="mx-auto max-w-[560px] py-[12vh]">
      <h1 className="font-medium text-2xl tracking-[-0.018em]">{title}</h1>
      <p className="mt-2 text-base text-muted">{next}</p>
      {requestId ? (
        <p className="mt-4 flex items-center gap-2 text-muted">
          Request <code className="text-fg wrap-anywhere">{requestId}</code>
          <CopyButton text={requestId} label="Copy the request id" iconOnly look="ghost" />
        </p>
      ) : null}
      <div className="mt-6 flex gap-2">
        {kind === "invalid" ? (
          <a href={path} className={buttonStyle({ look: "primary" })}>
            First page
          </a>
        ) : (
          <Button look="primary" onClick={again}>
            <RotateCw aria-hidden /> Try again
          </Button>
        )}
        <ButtonLink href="/">Ask a question</ButtonLink>
      </div>
    </div>
  );
}
