import { cn } from "@/components/ui/cn";
import type { AdvisoryKind, SeverityWord } from "@/lib/advisories/model";

export type Mark = SeverityWord | "malware";

/** One shape each, so that no two are told apart by colour alone: they read in greys and at 12 px. */
const shapes: Record<Mark, React.ReactNode> = {
  malware: <path d="M6 0.6 11.4 6 6 11.4 0.6 6Z M6 4.2 4.2 6 6 7.8 7.8 6Z" fillRule="evenodd" />,
  critical: <path d="M3.6 0.6h4.8l3 3v4.8l-3 3H3.6l-3-3V3.6Z" />,
  high: <path d="M6 1 11.6 11H0.4Z" />,
  medium: <path d="M1.2 1.2h9.6v9.6H1.2Z M6 2.7h3.3v6.6H6Z" fillRule="evenodd" />,
  low: <path d="M0.8 7.2h10.4v3.2H0.8Z" />,
  none: <path d="M6 0.8a5.2 5.2 0 1 0 0 10.4A5.2 5.2 0 1 0 6 0.8Z M6 2.3a3.7 3.7 0 1 1 0 7.4A3.7 3.7 0 1 1 6 2.3Z" fillRule="evenodd" />,
  unscored: <path d="M1 4.6h2.6v2.8H1Z M4.7 4.6h2.6v2.8H4.7Z M8.4 4.6H11v2.8H8.4Z" />,
};

const tones: Record<Mark, string> = {
  malware: "rounded-full bg-malware-soft px-2 text-malware",
  critical: "rounded-[4px] bg-critical-soft px-1.5 text-critical",
  high: "rounded-[4px] bg-high-soft px-1.5 text-high",
  medium: "rounded-[4px] bg-medium-soft px-1.5 text-medium",
  low: "rounded-[4px] bg-low-soft px-1.5 text-low",
  none: "rounded-[4px] bg-sunken px-1.5 text-muted",
  unscored: "rounded-[4px] bg-sunken px-1.5 text-muted",
};

/** `text`: the source's own word, where it is another. */
type SeverityChipProps = { word: SeverityWord; text?: string; score?: number | null; className?: string };

/** How bad, in a word, a shape and a colour. Status marks have neither ground nor these shapes. */
export function SeverityChip({ word, text = word, score = null, className }: SeverityChipProps) {
  return <Chip mark={word} text={text} after={score === null ? null : score.toFixed(1)} className={className} />;
}

/** Malware is never just "critical": it has its own mark, and no severity. */
export function MalwareMark({ className }: { className?: string }) {
  return <Chip mark="malware" text="malware" after={null} className={className} />;
}

/** The mark of a vulnerability of any kind: malware, or its severity, after the kind where that says more. */
export function VulnerabilityMark({ kind, severity, score = null }: { kind: AdvisoryKind; severity: SeverityWord; score?: number | null }) {
  if (kind === "malware") return <MalwareMark />;
  if (kind === "vulnerability") return <SeverityChip word={severity} score={score} />;
  return (
    <span className="inline-flex items-center gap-1.5">
      <span>{kind}</span>
      {severity === "unscored" ? null : <SeverityChip word={severity} score={score} />}
    </span>
  );
}

/** The shape of a mark by itself, for legends: its word stands beside it. */
export function MarkShape({ mark, className }: { mark: Mark; className?: string }) {
  return (
    <svg aria-hidden="true" viewBox="0 0 12 12" className={cn("size-2.5 shrink-0 fill-current", inks[mark], className)}>
      {shapes[mark]}
    </svg>
  );
}

/** The colour of a mark's shape and word on a plain ground. */
const inks: Record<Mark, string> = {
  malware: "text-malware",
  critical: "text-critical",
  high: "text-high",
  medium: "text-medium",
  low: "text-low",
  none: "text-muted",
  unscored: "text-muted",
};

type ChipProps = { mark: Mark; text: string; after: string | null; className?: string | undefined };

function Chip({ mark, text, after, className }: ChipProps) {
  return (
    <span className={cn("inline-flex h-5 items-center gap-1.5 whitespace-nowrap font-medium text-xs leading-none", tones[mark], className)}>
      <svg aria-hidden="true" viewBox="0 0 12 12" className="size-2.5 shrink-0 fill-current">
        {shapes[mark]}
      </svg>
      {text}
      {after === null ? null : (
        <span className="font-normal" title={`CVSS ${after}`}>
          {after}
        </span>
      )}
    </span>
  );
}
