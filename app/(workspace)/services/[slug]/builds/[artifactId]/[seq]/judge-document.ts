import type { Judgement } from "@/components/builds/assessment-panels";
import type { Context } from "@/lib/context";
import { WhereinError } from "@/lib/errors";
import { type BuildDetail, getBuildAssessment } from "@/lib/inventory/read";
import { logger } from "@/lib/observability";

/** Validity and quality of a build's document, judged now if need be. The page stands without them: a failure is a sentence. */
export async function judgeDocument(ctx: Context, { service, artifact, seq, assessment }: BuildDetail): Promise<Judgement> {
  if (assessment !== null) return { kind: "judged", assessment };
  try {
    return { kind: "judged", assessment: await getBuildAssessment({ ctx, input: { slug: service.slug, artifactId: artifact.id, seq } }) };
  } catch (error) {
    if (error instanceof WhereinError && error.code === "unavailable") return { kind: "failed", detail: error.message };
    logger().error({ err: error, requestId: ctx.requestId }, "a document could not be judged");
    return { kind: "failed", detail: `The document could not be judged. The log has the reason under the request id ${ctx.requestId}.` };
  }
}
