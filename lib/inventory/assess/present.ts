import { freshnessDays } from "@/lib/inventory/freshness";
import { outcomeOf } from "@/lib/sbom/quality/judge-quality";
import { judgeAge } from "@/lib/sbom/quality/readiness";
import { assessmentRevision } from "./assess-document";
import type { AssessedDocument, AssessmentRow } from "./queries";
import type { Assessment, Quality } from "./schemas";

/** An assessment as it is shown: with the age of the document now. */
export function toAssessment({ sha256, documentedAt }: AssessedDocument, { validity, quality, assessedAt }: AssessmentRow): Assessment {
  return {
    documentSha256: sha256.toString("hex"),
    revision: assessmentRevision,
    assessedAt: assessedAt.toISOString(),
    validity,
    quality: withAge(quality, documentedAt),
  };
}

function withAge(quality: Quality, documentedAt: Date | null): Quality {
  if (quality.kind === "notJudged") return quality;
  const profiles = quality.profiles.map((profile) => {
    if (profile.id !== "readiness") return profile;
    const rules = [...profile.rules, judgeAge(documentedAt, new Date(), freshnessDays)];
    return { ...profile, rules, outcome: outcomeOf(rules) };
  });
  return { kind: "judged", profiles };
}
