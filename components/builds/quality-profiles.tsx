import { ChevronRight, CircleCheck, CircleDashed, CircleX } from "lucide-react";
import { QualityRules } from "@/components/builds/quality-rules";
import { cn } from "@/components/ui/cn";
import { count } from "@/components/ui/number-format";
import type { Assessment } from "@/lib/inventory/assess/schemas";

type Quality = Assessment["quality"];
export type QualityProfile = Extract<Quality, { kind: "judged" }>["profiles"][number];
type Outcome = QualityProfile["rules"][number]["outcome"];

const notJudged: Record<Extract<Quality, { kind: "notJudged" }>["reason"], string> = {
  timed_out: "Judging the document took longer than one is given.",
  too_large: "The document needs more memory than judging one is given.",
  unreadable: "The document could not be read again.",
};

/** What the document fulfils of each profile, a row each that opens to its rules. */
export function QualityProfiles({ quality }: { quality: Quality }) {
  if (quality.kind === "notJudged") return <p className="text-muted">{notJudged[quality.reason]}</p>;
  return (
    <ul className="-mx-4 -mb-3.5">
      {quality.profiles.map((profile) => (
        <li key={profile.id} className="border-line border-t">
          <ProfileRow profile={profile} />
        </li>
      ))}
    </ul>
  );
}

function ProfileRow({ profile }: { profile: QualityProfile }) {
  const required = profile.rules.filter(({ level, outcome }) => level === "required" && outcome !== "notJudged");
  const passed = required.filter(({ outcome }) => outcome === "pass").length;
  return (
    <details className="group">
      <summary className="flex min-h-9 list-none items-center gap-2 px-4 py-1.5 -outline-offset-2 hover:bg-hover [&::-webkit-details-marker]:hidden">
        <ChevronRight aria-hidden className="size-4 shrink-0 text-muted group-open:rotate-90" />
        <span className="min-w-0 flex-1">{profile.title}</span>
        <span className="shrink-0 text-muted">
          {count(passed)} of {count(required.length)} <span className="max-sm:sr-only">rules</span>
        </span>
        <OutcomeMark outcome={profile.outcome} className="w-14 shrink-0" />
      </summary>
      <div className="px-4 pb-3 sm:pl-10">
        <p className="mb-2 text-muted text-xs">{profile.source}</p>
        <QualityRules rules={profile.rules} />
      </div>
    </details>
  );
}

const marks = {
  pass: { icon: CircleCheck, word: "pass", tone: "text-clean" },
  fail: { icon: CircleX, word: "fail", tone: "text-unknown" },
  notJudged: { icon: CircleDashed, word: "not judged", tone: "text-muted" },
} as const;

/** An outcome: a shape, a word and a colour. */
export function OutcomeMark({ outcome, className }: { outcome: Outcome; className?: string }) {
  const { icon: Icon, word, tone } = marks[outcome];
  return (
    <span className={cn("inline-flex items-center gap-1.5", tone, className)}>
      <Icon aria-hidden className="size-4 shrink-0" />
      {word}
    </span>
  );
}
