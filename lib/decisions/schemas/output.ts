import { z } from "zod";
import { artifactRefSchema, pageMetaSchema } from "@/lib/inventory/read/schemas/common";
import { decidedStates, decisionOrigins, decisionResponses, decisionScopes, decisionStatuses, endCauses, justifications } from "../words";
import { decisionPhases } from "./input";

const time = z.iso.datetime();
const byWhom = z.object({ at: time, by: z.string() });

export const subjectSchema = z.object({
  n: z.number().int(),
  vulnerability: z.string().describe("The id by which it is shown today, or an id that no advisory has yet."),
  ids: z.array(z.string()).describe("Every id that it had when it was decided: it counts for whatever has one of them."),
  package: z.object({ ecosystem: z.string(), name: z.string(), purl: z.string().nullable() }).nullable().describe("Null: any package."),
  versions: z.string().nullable().describe("As it was given; null: any version."),
  scope: z.enum(decisionScopes),
  slug: z.string().nullable().describe("Of the service or team, or of the artifact's service."),
  name: z.string().nullable(),
  artifact: artifactRefSchema.nullable(),
});
export type Subject = z.infer<typeof subjectSchema>;

export const decisionRowSchema = z.object({
  id: z.uuid(),
  madeAt: time,
  requester: z.object({
    kind: z.enum(["user", "token", "system"]),
    id: z.string().nullable(),
    name: z.string(),
    disabled: z.boolean().describe("They, or whose token asked, are disabled: nobody can approve what they asked for."),
  }),
  origin: z.enum(decisionOrigins),
  documentId: z.uuid().nullable(),
  status: z.enum(decisionStatuses),
  state: z.enum(decidedStates).describe("What findings are by it: `accepted` where the risk is accepted, else its status."),
  justification: z.enum(justifications).nullable(),
  responses: z.array(z.enum(decisionResponses)),
  detail: z.string().nullable(),
  evidenceUrl: z.string().nullable(),
  expiresAt: time.nullable(),
  phase: z.enum(decisionPhases),
  needsApproval: z.boolean().describe("It takes critical, known exploited or malicious findings out of the queue."),
  approveBy: time.describe("Until when a second person may approve it, where it needs one."),
  standsFrom: time.nullable().describe("Null: it never counted."),
  approved: byWhom.nullable(),
  ended: byWhom
    .extend({ cause: z.enum([...endCauses, "expired"]), reason: z.string().nullable() })
    .nullable()
    .describe("Who ended it, when and why; `expired` by itself."),
  subjects: z.number().int(),
  first: subjectSchema.nullable().describe("Its first subject."),
  findings: z.number().int().describe("Open findings for which it counts now."),
  mayVote: z.boolean().describe("Whether the caller may approve or reject it."),
  mayEnd: z.boolean().describe("Whether the caller may withdraw or undo it."),
});
export type DecisionRow = z.infer<typeof decisionRowSchema>;

export const decisionListSchema = z.object({
  data: z.array(decisionRowSchema),
  meta: pageMetaSchema.omit({ rows: true }).extend({ waiting: z.number().int(), standing: z.number().int(), ended: z.number().int() }),
});
export type DecisionList = z.infer<typeof decisionListSchema>;

export const voteRowSchema = z.object({ at: time, by: z.string(), vote: z.enum(["approve", "reject"]), reason: z.string().nullable() });

export const decisionSchema = decisionRowSchema.extend({
  digest: z.string().describe("SHA-256 of all that is decided: what votes are on."),
  votes: z.array(voteRowSchema),
  reach: z
    .object({ findings: z.number().int(), grave: z.number().int() })
    .describe("Open findings that it means now, whether it counts for them or not, and how many of them need a second person."),
  overriddenBy: z
    .array(z.object({ id: z.uuid(), state: z.enum(decidedStates), scope: z.enum(decisionScopes), findings: z.number().int() }))
    .describe("Decisions that count instead of it for open findings that it means, most findings first; 20 at most."),
  about: z.object({ data: z.array(subjectSchema), meta: pageMetaSchema }),
});
export type Decision = z.infer<typeof decisionSchema>;

/** One, or two where only a part needs a second person: then that part is a decision of its own. */
export const madeSchema = z.object({ decisions: z.array(decisionRowSchema) });
export type Made = z.infer<typeof madeSchema>;

export const decisionPreviewSchema = z.object({
  given: z.number().int().describe("Findings that were given, or that the filter has."),
  subjects: z.number().int(),
  findings: z.number().int().describe("Open findings that it would mean: with a wider scope or more versions, more than were given."),
  grave: z.number().int().describe("Of these, critical, known exploited or malicious ones."),
  needsApproval: z.number().int().describe("Of these, how many would wait for a second person."),
});
export type DecisionPreview = z.infer<typeof decisionPreviewSchema>;

/** Why a decision does not count for a finding. */
export const notCountingReasons = [
  "waiting",
  "rejected",
  "lapsed",
  "withdrawn",
  "undone",
  "expired",
  "other_version",
  "needs_approval",
  "wider_scope",
  "any_package",
  "earlier",
] as const;
export type NotCountingReason = (typeof notCountingReasons)[number];

export const explanationSchema = z.object({
  state: z.enum(decidedStates),
  grave: z.boolean().describe("Whether what takes it out of the queue needs a second person."),
  decisions: z
    .array(
      z.object({
        decision: decisionRowSchema,
        subject: subjectSchema,
        counts: z.boolean(),
        reason: z.enum(notCountingReasons).nullable().describe("Why it does not count; null: it does."),
      }),
    )
    .describe("Every decision on the vulnerability in this package that is for this artifact, its service, its team or everywhere: the one that counts first."),
});
export type Explanation = z.infer<typeof explanationSchema>;
