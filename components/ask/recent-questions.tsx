"use client";
import { History } from "lucide-react";
import Link from "next/link";
import { forgetQuestions, useRecentQuestions } from "@/components/ask/recent-questions-store";
import { Button } from "@/components/ui/button";
import { VisibleText } from "@/components/ui/visible-text";
import { blastRadiusHref } from "@/components/urls";

/** What was asked before in this browser; nothing at all when nothing was. */
export function RecentQuestions() {
  const recent = useRecentQuestions();
  if (recent.length === 0) return null;
  return (
    <section aria-labelledby="recent">
      <div className="mb-1 flex h-8 items-center justify-between">
        <h2 id="recent" className="font-semibold">
          Recent
        </h2>
        <Button look="ghost" onClick={forgetQuestions}>
          Clear
        </Button>
      </div>
      <ul className="panel divide-y divide-line overflow-hidden">
        {recent.map((question) => (
          <li key={question}>
            <Link href={blastRadiusHref(question)} className="flex min-h-9 items-center gap-2.5 px-3 py-1.5 -outline-offset-2 hover:bg-hover">
              <History aria-hidden className="size-3.5 shrink-0 text-muted" />
              <code className="min-w-0 truncate">
                <VisibleText text={question} />
              </code>
            </Link>
          </li>
        ))}
      </ul>
    </section>
  );
}
