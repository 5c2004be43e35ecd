"use client";
import { Check } from "lucide-react";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { useState, useTransition } from "react";
import { send } from "@/components/findings/triage/send";
import { Button } from "@/components/ui/button";
import { count } from "@/components/ui/number-format";
import { RelativeTime } from "@/components/ui/time";
import { withQuery } from "@/components/urls";
import { type FindingNews, newsMax } from "@/lib/findings/views/schemas";

/** `many`: as news are counted, no further than so many. */
const many = (value: number) => (value >= newsMax ? `${count(newsMax)} or more` : count(value));

/** What changed since the person last looked, each with the list of it, and a way to say that all was seen. */
export function NewsStrip({ news, readAt }: { news: FindingNews; readAt: string }) {
  const router = useRouter();
  const [problem, setProblem] = useState<string | null>(null);
  const [busy, start] = useTransition();
  const { lookedAt, opened, grave, decided, waiting, assigned, comments } = news;
  const entries = [
    { n: opened, words: `opened${grave > 0 ? `, ${many(grave)} of them grave` : ""}`, href: withQuery("/findings", { since: lookedAt, sort: "-opened" }) },
    { n: assigned, words: "assigned to you", href: withQuery("/findings", { assignee: "me" }) },
    { n: comments, words: comments === 1 ? "comment for you" : "comments for you", href: withQuery("/findings", { assignee: "me" }) },
    { n: decided, words: decided === 1 ? "decision of others" : "decisions of others", href: "/decisions" },
    { n: waiting, words: waiting === 1 ? "decision waits for a second person" : "decisions wait for a second person", href: "/decisions?phase=waiting" },
  ].filter(({ n }) => n > 0);
  function markSeen() {
    start(async () => {
      const sent = await send("POST", "/api/v1/findings/news/seen", { at: readAt });
      setProblem(sent.ok ? null : sent.problem.detail);
      router.refresh();
    });
  }
  if (lookedAt === null) return null;
  return (
    <section aria-label="Since you last looked" data-noprint className="mb-3 flex flex-wrap items-center gap-x-4">
      <span className="text-muted">
        Since you looked <RelativeTime at={lookedAt} />
      </span>
      {entries.length === 0 ? <span>nothing changed</span> : null}
      {entries.map(({ n, words, href }) => (
        <Link key={words} href={href} prefetch={false} className="link">
          <strong className="font-semibold">{many(n)}</strong> {words}
        </Link>
      ))}
      {problem ? (
        <span role="alert" className="text-affected">
          {problem}
        </span>
      ) : null}
      <Button look="ghost" className="-ml-1 h-7" disabled={busy} onClick={markSeen}>
        <Check aria-hidden />
        All seen
      </Button>
    </section>
  );
}
