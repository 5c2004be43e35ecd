import { UsersRound } from "lucide-react";
import type { Sent } from "@/components/findings/triage/send";
import { count, plural } from "@/components/ui/number-format";
import type { DecisionPreview } from "@/lib/decisions/schemas";

/** How many findings the decision means, and how many of them wait for a second person. */
export function DecidePreview({ preview }: { preview: Sent<DecisionPreview> | null }) {
  return (
    <div role="status" className="min-h-[62px] rounded-lg bg-sunken px-3 py-2.5">
      {preview === null ? (
        <p className="text-muted">Counting what it means…</p>
      ) : preview.ok ? (
        <Figures preview={preview.data} />
      ) : (
        <p>{preview.problem.detail}</p>
      )}
    </div>
  );
}

function Figures({ preview: { given, findings, needsApproval } }: { preview: DecisionPreview }) {
  const more = findings - given;
  return (
    <>
      <p>
        Counts for <strong className="font-semibold">{plural(findings, "open finding")}</strong>
        {more > 0 ? `, ${count(more)} more than you chose` : ""}.
      </p>
      {needsApproval > 0 ? (
        <p className="mt-0.5 flex gap-1.5 text-unknown">
          <UsersRound aria-hidden className="mt-0.5 size-4 shrink-0" />
          <span>
            {needsApproval === findings
              ? findings === 1
                ? "It is"
                : "All of them are"
              : `${count(needsApproval)} of them ${needsApproval === 1 ? "is" : "are"}`}{" "}
            critical, known exploited or malware: a second person must approve.
          </span>
        </p>
      ) : (
        <p className="mt-0.5 text-muted">It counts at once.</p>
      )}
    </>
  );
}
