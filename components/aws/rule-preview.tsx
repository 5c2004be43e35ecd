"use client";
import { useEffect, useState } from "react";
import type { FormProblem } from "@/components/auth/form-problem";
import { plural } from "@/components/ui/number-format";
import { VisibleText } from "@/components/ui/visible-text";
import type { AwsResourceType } from "@/lib/aws/model";
import type { MappingChanges } from "@/lib/aws/resources/schemas";

/** The types that a rule may be for: a scanned SBOM is what its scan says. */
export type RuleType = Exclude<AwsResourceType, "SBOM">;
export type RuleDraft = { type: RuleType; name: string; account: string | null; label: string | null; artifactId: number; first: boolean };
export type TryRule = (draft: RuleDraft) => Promise<{ answer: MappingChanges } | { problem: FormProblem }>;

const pauseMs = 600;
const shownMax = 8;

/** What a rule would change, tried for real and taken back, whenever typing pauses. */
export function RulePreview({ draft, dryRun }: { draft: RuleDraft | null; dryRun: TryRule }) {
  const key = draft === null ? null : JSON.stringify(draft);
  const [tried, setTried] = useState<{ key: string; result: Awaited<ReturnType<TryRule>> } | null>(null);
  useEffect(() => {
    if (key === null) return;
    let isLate = false;
    const timer = setTimeout(async () => {
      const result = await dryRun(JSON.parse(key)).catch(() => ({ problem: { detail: "The server did not answer.", fields: {} } }));
      if (!isLate) setTried({ key, result });
    }, pauseMs);
    return () => {
      isLate = true;
      clearTimeout(timer);
    };
  }, [key, dryRun]);
  return (
    <div aria-live="polite" className="rounded-lg bg-sunken px-3 py-2.5" data-preview>
      {key === null ? (
        <p className="text-muted">Name resources and an artifact to see what would change.</p>
      ) : tried?.key !== key ? (
        <p className="text-muted">Looking what would change ...</p>
      ) : "problem" in tried.result ? (
        <p className="text-affected">{tried.result.problem.detail}</p>
      ) : (
        <Changes changes={tried.result.answer} />
      )}
    </div>
  );
}

function Changes({ changes: { changed, resources } }: { changes: MappingChanges }) {
  if (changed === 0) return <p className="text-muted">It would change nothing now: nothing is called so, or its digest or an earlier rule tells what it is.</p>;
  return (
    <>
      <p className="font-medium">It would map {plural(changed, "resource")}</p>
      <ul className="mt-1 text-xs">
        {resources.slice(0, shownMax).map(({ resource, before }) => (
          <li key={resource.id} className="wrap-anywhere">
            <span className="font-mono">
              <VisibleText text={resource.name || resource.key} />
            </span>{" "}
            <span className="text-muted">
              {before.length === 0 ? (
                "not mapped before"
              ) : (
                <VisibleText text={`was ${before.map(({ service, artifact }) => `${service.slug}/${artifact.name}`).join(", ")}`} />
              )}
            </span>
          </li>
        ))}
      </ul>
      {changed > shownMax ? <p className="text-muted text-xs">and {plural(changed - Math.min(shownMax, resources.length), "other")}</p> : null}
    </>
  );
}
