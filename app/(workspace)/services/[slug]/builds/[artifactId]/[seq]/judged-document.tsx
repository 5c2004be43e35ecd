import { AssessmentPanels, AssessmentProblem } from "@/components/builds/assessment-panels";
import type { Context } from "@/lib/context";
import { WhereinError } from "@/lib/errors";
import { getBuildAssessment } from "@/lib/inventory/read";
import { logger } from "@/lib/observability";

/** Validity and quality of a build's document, judged now if need be. The page stands without them: a failure is a sentence. */
export async function JudgedDocument({ ctx, build }: { ctx: Context; build: { slug: string; artifactId: number; seq: number } }) {
  try {
    return <AssessmentPanels assessment={await getBuildAssessment({ ctx, input: build })} />;
  } catch (error) {
    if (error instanceof WhereinError && error.code === "unavailable") return <AssessmentProblem>{error.message}</AssessmentProblem>;
    logger().error({ err: error, requestId: ctx.requestId }, "a document could not be judged");
    return <AssessmentProblem>The document could not be judged. The log has the reason under the request id {ctx.requestId}.</AssessmentProblem>;
  }
}
