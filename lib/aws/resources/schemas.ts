import { z } from "zod";
import { resourceTypes } from "@/lib/aws/model";
import { artifactRefSchema, listOf, pageParameters, serviceRefSchema } from "@/lib/inventory/read/schemas/common";
import { mappingWays } from "./mapping";

const id32 = z.number().int().positive().max(2_147_483_647);
const text = (max: number) =>
  z
    .string()
    .trim()
    .min(1)
    .max(max)
    .regex(/^[^\p{Cc}\p{Cs}]*$/u, "Must not have control characters");
const accountSchema = z.string().regex(/^[0-9]{12}$/, "An AWS account has twelve digits");
/** An SBOM that was scanned is what its scan says: no rule is needed. */
const mappedTypes = resourceTypes.filter((type) => type !== "SBOM");

export const resourcePathSchema = z.object({ id: z.coerce.number().int().positive().max(2_147_483_647) });

/** What `mapped` takes beside the ways. */
const mappedStates = [...mappingWays, "weak", "none"] as const;

export const listResourcesSchema = z.object({
  mapped: listOf(z.enum(mappedStates))
    .optional()
    .describe("How it was found which artifact a resource is; `weak`: by a tag or a name, which may be wrong; `none`: it was not found. Repeat for several."),
  type: listOf(z.enum(resourceTypes)).optional().describe("Repeat for several."),
  account: accountSchema.optional(),
  q: z.string().trim().max(200).optional().describe("A part of the name or the ARN, a tag or a digest."),
  ...pageParameters,
});
export type ListResources = z.input<typeof listResourcesSchema>;
export type ResourceFilters = z.output<typeof listResourcesSchema>;

const buildRefSchema = z.object({ seq: z.number().int(), version: z.string().nullable(), commit: z.string().nullable() });
const artifactFields = { service: serviceRefSchema, artifact: artifactRefSchema };

const mappedArtifactSchema = z.object({
  ...artifactFields,
  build: buildRefSchema.nullable().describe("The newest build that it may hold; null: not known."),
  by: z
    .enum(mappingWays)
    .describe(
      "How it was found: `digest` of a build, `index`: the build has the digest of an index that lists the image, `rule`, `tag` and `name`, which may be wrong, or `scan`.",
    ),
  since: z.iso.datetime().describe("Since when it is found so."),
});

const hintSchema = z.object({
  ...artifactFields,
  build: buildRefSchema.nullable(),
  by: z.enum(["tag", "name"]),
  text: z.string().describe("Why it may be this artifact, in words."),
});

export const awsResourceSchema = z.object({
  id: z.number().int(),
  key: z.string().describe("The ARN, or the id as AWS gives it."),
  type: z.enum(resourceTypes),
  typeName: z.string().describe("As AWS writes it."),
  account: z.string(),
  region: z.string(),
  name: z.string(),
  tags: z.array(z.string()),
  labels: z.record(z.string(), z.string()).describe("Tags of AWS."),
  platform: z.string().nullable(),
  digest: z.string().nullable(),
  scan: z
    .object({ status: z.string(), reason: z.string().nullable(), scannedAt: z.iso.datetime().nullable() })
    .nullable()
    .describe("What coverage says; null: not known."),
  firstSeenAt: z.iso.datetime(),
  saidAt: z.iso.datetime(),
  openFindings: z.number().int().describe("Inspector's open findings of it."),
  artifacts: z.array(mappedArtifactSchema).describe("What it is; none: not found."),
  hints: z.array(hintSchema).describe("What it may be, where it was not found: at most five."),
});
export type AwsResourceAnswer = z.infer<typeof awsResourceSchema>;

const countsSchema = z.object({
  digest: z.number().int(),
  index: z.number().int(),
  rule: z.number().int(),
  tag: z.number().int(),
  name: z.number().int(),
  scan: z.number().int(),
  weak: z.number().int().describe("By tag and by name together."),
  none: z.number().int(),
});

export const resourceListSchema = z.object({
  data: z.array(awsResourceSchema),
  meta: z.object({
    limit: z.number().int(),
    nextCursor: z.string().nullable(),
    rows: z.number().int(),
    counts: countsSchema.describe("Resources by how they were found, under every filter but `mapped`."),
  }),
});
export type ResourceList = z.infer<typeof resourceListSchema>;

export const mappingRuleSchema = z.object({
  id: z.number().int(),
  position: z.number().int().describe("From 1: the first rule that fits counts."),
  type: z.enum(resourceTypes),
  account: z.string().nullable(),
  name: z.string(),
  label: z.string().nullable(),
  ...artifactFields,
  createdBy: z.string(),
  createdAt: z.iso.datetime(),
});
export type MappingRuleAnswer = z.infer<typeof mappingRuleSchema>;

export const ruleListSchema = z.object({
  data: z.array(mappingRuleSchema.extend({ resources: z.number().int().describe("Resources that are mapped by it now.") })),
});
export type RuleList = z.infer<typeof ruleListSchema>;

export const createRuleSchema = z
  .strictObject({
    type: z.enum(mappedTypes),
    account: accountSchema.nullish().describe("Only resources of this account."),
    name: text(1_000).describe("The name of the resource; `*` stands for any run of characters, `?` for any one."),
    label: text(400)
      .nullish()
      .describe("`key=value`: only resources with this tag of AWS. Both may have `*` and `?`; without a sign of equality any value will do."),
    artifactId: id32.describe("What such resources are. /api/v1/services/{slug} lists the artifacts of a service."),
    position: z.number().int().min(1).optional().describe("Where it stands among the rules; the last when absent."),
  })
  .meta({ example: { type: "AWS_LAMBDA_FUNCTION", name: "payments-charge-*", artifactId: 12 } });
export type CreateRule = z.input<typeof createRuleSchema>;
export type RuleSaid = z.output<typeof createRuleSchema>;

export const dryRunSchema = z.object({ dryRun: z.enum(["true", "false"]).default("false").describe("True: says what would change, and changes nothing.") });

export const mapByHandBodySchema = z.strictObject({
  artifactId: id32,
  everyAccount: z.boolean().default(true).describe("Whether the same name in other accounts is the same artifact."),
});
export const mapByHandSchema = resourcePathSchema.extend(mapByHandBodySchema.shape);
export type MapByHand = z.input<typeof mapByHandSchema>;

export const orderRulesSchema = z.strictObject({ order: z.array(id32).max(10_000).describe("The ids of all rules, the first one first.") });
export type OrderRules = z.input<typeof orderRulesSchema>;

const changeSchema = z.object({
  resource: z.object({ id: z.number().int(), key: z.string(), type: z.enum(resourceTypes), account: z.string(), name: z.string() }),
  before: z.array(z.object(artifactFields)),
  after: z.array(z.object(artifactFields)),
});

export const mappingChangesSchema = z.object({
  dryRun: z.boolean(),
  rule: mappingRuleSchema.nullable().describe("The rule that was made, or would be."),
  changed: z.number().int().describe("Resources that are another artifact than before."),
  resources: z.array(changeSchema).describe("The first hundred of them, by name."),
});
export type MappingChanges = z.infer<typeof mappingChangesSchema>;
