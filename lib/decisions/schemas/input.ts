import { z } from "zod";
import { findingKeySchema as askedFindingSchema } from "@/lib/findings/notes/schemas";
import { exportFindingsSchema } from "@/lib/findings/schemas";
import { listOf, pageParameters } from "@/lib/inventory/read/schemas/common";
import { decisionOrigins, decisionResponses, decisionScopes, decisionStatuses, justifications } from "../words";

// PostgreSQL has no NUL, and UTF-8 no half of a character.
const text = (max: number) =>
  z
    .string()
    .trim()
    .min(1)
    .max(max)
    .regex(/^[^\0\p{Cs}]*$/u, "Must not have NUL or half a character");

/** The longest that a risk may be accepted. */
export const acceptanceDaysMax = 366;
/** Findings that one call may decide. */
export const findingsMax = 20_000;

const int = z.int32().min(1);

const said = {
  status: z.enum(decisionStatuses),
  justification: z.enum(justifications).nullable().default(null).describe("Why it is not affected; needed for that, and only given with it."),
  responses: z.array(z.enum(decisionResponses)).max(decisionResponses.length).default([]),
  detail: text(10_000).nullable().default(null),
  evidenceUrl: z
    .url({ protocol: /^https?$/ })
    .max(2_000)
    .nullable()
    .default(null),
  acceptance: z
    .boolean()
    .default(false)
    .describe("The risk is accepted: `status` is `affected`, nothing is done until `expiresAt`, and the clock of the policy stands still as long."),
  expiresAt: z.iso
    .datetime({ offset: true })
    .nullable()
    .default(null)
    .describe(`When it counts no more; null: never. An acceptance always expires, after ${acceptanceDaysMax} days at most.`),
};

export const subjectInputSchema = z.object({
  vulnerability: z.string().min(1).max(200).describe("Any id of it."),
  package: z.string().min(1).max(2_000).nullable().default(null).describe("A purl; what it says of a version is not looked at. Null: any package."),
  versions: z.string().max(500).default("*").describe("A range in the ecosystem's own syntax, one version, or `*`."),
  scope: z.enum(decisionScopes),
  artifactId: int.optional().describe("With the scope `artifact`."),
  slug: z.string().min(1).max(200).optional().describe("Of the service or team, with these scopes."),
});
export type SubjectInput = z.output<typeof subjectInputSchema>;

export const findingKeySchema = z.object({ artifactId: int, packageVersionId: int, vulnerability: z.string().min(1).max(200).describe("Any id of it.") });
export type FindingKey = z.infer<typeof findingKeySchema>;

const about = {
  subjects: z.array(subjectInputSchema).min(1).max(findingsMax).optional(),
  findings: z.array(findingKeySchema).min(1).max(findingsMax).optional(),
  filter: exportFindingsSchema
    .omit({ sort: true, state: true, source: true, sbomGap: true })
    .optional()
    .describe("All open findings that the list of findings has with these filters."),
  scope: z.enum(decisionScopes).default("service").describe("With `findings` or `filter`: the artifact, the service or the team of each, or everywhere."),
  versions: z
    .string()
    .max(500)
    .default("this")
    .describe("With `findings` or `filter`: `this` version of each, `all` versions of its package, or a range in the ecosystem's own syntax."),
};

type Said = z.output<z.ZodObject<typeof said>>;
type About = { subjects?: unknown; findings?: unknown; filter?: unknown };

/** What does not fit together, with where. */
function faultsOf({ status, justification, acceptance, expiresAt, ...given }: Said & About): [keyof Said | keyof About, string][] {
  const days = expiresAt === null ? null : (Date.parse(expiresAt) - Date.now()) / 86_400_000;
  const ways = [given.subjects, given.findings, given.filter].filter((way) => way !== undefined).length;
  const rules: [boolean, keyof Said | keyof About, string][] = [
    [status === "not_affected" && justification === null, "justification", "Say why it is not affected"],
    [status !== "not_affected" && justification !== null, "justification", "Only what is not affected has a justification"],
    [acceptance && status !== "affected", "acceptance", "Only the risk of what is affected can be accepted"],
    [acceptance && days === null, "expiresAt", "The acceptance of a risk expires: say when"],
    [acceptance && days !== null && days > acceptanceDaysMax, "expiresAt", `A risk can be accepted for ${acceptanceDaysMax} days at most`],
    [days !== null && days <= 0, "expiresAt", "Must be in the future"],
    [ways !== 1, "findings", "Give subjects, findings or a filter"],
  ];
  return rules.flatMap(([isWrong, path, message]) => (isWrong ? [[path, message] as [keyof Said | keyof About, string]] : []));
}

export const makeDecisionSchema = z
  .object({ ...said, ...about })
  .superRefine((given, check) => {
    for (const [path, message] of faultsOf(given)) check.addIssue({ code: "custom", path: [path], message });
  })
  .meta({
    example: {
      status: "not_affected",
      justification: "code_not_reachable",
      detail: "The parser is never given input from outside.",
      findings: [{ artifactId: 7, packageVersionId: 4711, vulnerability: "CVE-2026-1234" }],
      scope: "service",
      versions: "all",
    },
  });
export type MakeDecision = z.input<typeof makeDecisionSchema>;

export const decisionPhases = ["waiting", "standing", "ended"] as const;

export const listDecisionsSchema = z.object({
  phase: z
    .enum([...decisionPhases, "all"])
    .default("standing")
    .describe("`waiting`: for a second person. `ended`: withdrawn, undone, rejected, lapsed or expired."),
  vulnerability: z.string().max(200).optional().describe("Any id of it."),
  package: z.string().max(2_000).optional().describe("A purl without a version."),
  service: z.string().max(200).optional().describe("Slug; decisions for it, its artifacts, its team and everywhere."),
  status: listOf(z.enum(decisionStatuses)).optional(),
  origin: listOf(z.enum(decisionOrigins)).optional(),
  ...pageParameters,
});
export type ListDecisions = z.input<typeof listDecisionsSchema>;

export const decisionPathSchema = z.object({ id: z.uuid() });
export const decisionQuerySchema = z.object({ ...pageParameters, cursor: pageParameters.cursor.describe("Of its subjects.") });
export const getDecisionSchema = decisionPathSchema.extend(decisionQuerySchema.shape);
export type GetDecision = z.input<typeof getDecisionSchema>;

export const voteBodySchema = z.object({ vote: z.enum(["approve", "reject"]), reason: text(2_000).nullable().default(null) });
export const voteSchema = decisionPathSchema.extend(voteBodySchema.shape);
export type Vote = z.input<typeof voteSchema>;

export const endBodySchema = z.object({
  cause: z.enum(["withdrawn", "undone"]).default("withdrawn"),
  reason: text(2_000).nullable().default(null),
});
export const endDecisionSchema = decisionPathSchema.extend(endBodySchema.shape);
export type EndDecision = z.input<typeof endDecisionSchema>;

export const explainDecisionSchema = askedFindingSchema;
export type ExplainDecision = z.input<typeof explainDecisionSchema>;
