import { z } from "zod";
import { feedKinds, polledKinds } from "@/lib/aws/sync/kinds";
import { environmentNameSchema } from "@/lib/inventory/deployments/environment";
import { addressSchema, regionSchema } from "./addresses";

const accountId = z
  .string()
  .trim()
  .regex(/^\d{12}$/, "An account id is twelve digits");

// Shown in tables and logs: no control characters.
const line = (max: number) =>
  z
    .string()
    .trim()
    .min(1)
    .max(max)
    .regex(/^[^\p{Cc}\p{Cs}]*$/u, "Must not have control characters");

const roleArn = z
  .string()
  .trim()
  .max(600)
  .regex(/^arn:aws[a-z-]*:iam::\d{12}:role\/[\w+=,.@/-]{1,512}$/, "A role is arn:aws:iam::, the account, and :role/ with its name")
  .nullable()
  .describe("The role to assume; null: what the process is itself.");

const externalId = z
  .string()
  .trim()
  .min(2)
  .max(1_224)
  .regex(/^[\w+=,.@:/-]+$/, "An external id is letters, digits and + = , . @ : / -")
  .describe("What the role's trust policy asks for. Made when a role is given without one.");

const clusterRule = z.strictObject({
  pattern: line(200).describe("Glob of the cluster's name: `prod-*`."),
  environment: environmentNameSchema,
});

const kinds = z
  .array(z.enum(polledKinds))
  .max(polledKinds.length)
  .transform((list) => polledKinds.filter((kind) => list.includes(kind)))
  .describe("What is asked of the account in each of its regions.");

const regions = z
  .array(regionSchema)
  .min(1)
  .max(40)
  .transform((list) => [...new Set(list)].sort());

const clusters = z.array(clusterRule).max(100).describe("Environments of some clusters; the first rule that fits counts.");
const environment = environmentNameSchema.describe("The environment of what runs there, where no rule of clusters says another.");

export const accountPathSchema = z.object({ accountId });
export type AccountPath = z.input<typeof accountPathSchema>;

export const createAccountSchema = z
  .strictObject({
    accountId,
    name: line(100),
    regions,
    roleArn: roleArn.default(null),
    externalId: externalId.optional(),
    environment: environment.default("production"),
    clusters: clusters.default([]),
    enabled: z.boolean().default(true),
    kinds: kinds.default([...polledKinds]),
  })
  .meta({ example: { accountId: "111122223333", name: "Shop", regions: ["eu-central-1"], roleArn: "arn:aws:iam::111122223333:role/WhereinReader" } });
export type CreateAccount = z.input<typeof createAccountSchema>;

export const accountChangesSchema = z.strictObject({
  name: line(100).optional(),
  regions: regions.optional(),
  roleArn: roleArn.optional(),
  externalId: externalId.optional(),
  environment: environment.optional(),
  clusters: clusters.optional(),
  enabled: z.boolean().optional(),
  kinds: kinds.optional(),
});
export const updateAccountSchema = accountPathSchema.extend(accountChangesSchema.shape);
export type UpdateAccount = z.input<typeof updateAccountSchema>;

export const accountSchema = z
  .object({
    accountId: z.string(),
    name: z.string(),
    regions: z.array(z.string()),
    roleArn: z.string().nullable(),
    externalId: z.string().nullable().describe("What the trust policy of the role asks for. Null without the scope `aws:write`, and where there is no role."),
    environment: z.string(),
    clusters: z.array(z.object({ pattern: z.string(), environment: z.string() })),
    enabled: z.boolean(),
    kinds: z.array(z.enum(polledKinds)),
    createdAt: z.iso.datetime(),
    feeds: z.object({
      total: z.number().int().describe("Feeds that are kept."),
      failing: z.number().int().describe("Whose last sync failed."),
      waiting: z.number().int().describe("That were never synced."),
    }),
  })
  .meta({ id: "AwsAccount" });
export type Account = z.infer<typeof accountSchema>;
export const accountListSchema = z.object({ data: z.array(accountSchema) });
export type AccountList = z.infer<typeof accountListSchema>;

const problemSchema = z.object({
  code: z.string().describe("Stable, e.g. `aws_denied`."),
  detail: z.string(),
  action: z.string().describe("What to do about it."),
});

export const feedPathSchema = z.object({
  id: z
    .string()
    .regex(/^[1-9]\d{0,8}$/)
    .transform(Number),
});
export type FeedPath = z.input<typeof feedPathSchema>;

export const createFeedSchema = z
  .strictObject({
    accountId,
    address: addressSchema,
    region: regionSchema.optional().describe("Of a bucket: where it is. Queues and topics say it themselves."),
  })
  .meta({ example: { accountId: "111122223333", address: "https://sqs.eu-central-1.amazonaws.com/111122223333/wherein-findings" } });
export type CreateFeed = z.input<typeof createFeedSchema>;

export const feedSchema = z
  .object({
    id: z.number().int(),
    accountId: z.string(),
    region: z.string(),
    kind: z.enum(feedKinds),
    address: z.string().describe("Of a queue, a bucket or a topic; else empty."),
    enabled: z.boolean().describe("False: it was kept once, or its account is switched off."),
    status: z.enum(["idle", "queued", "running"]),
    phase: z.string().nullable().describe("What the running sync does, in words."),
    syncedTo: z.iso.datetime().nullable().describe("Changes up to here are taken in."),
    fullAt: z.iso.datetime().nullable().describe("When everything was compared last."),
    startedAt: z.iso.datetime().nullable(),
    succeededAt: z.iso.datetime().nullable(),
    failedAt: z.iso.datetime().nullable(),
    nextAt: z.iso.datetime().nullable().describe("When it is due again; null: not at all, or now."),
    problem: problemSchema.extend({ attempts: z.number().int().describe("How often in a row.") }).nullable(),
    counts: z.record(z.string(), z.number()).nullable().describe("What the running or last sync did."),
    notes: z.array(z.string()).describe("What the last sync left aside, and why."),
  })
  .meta({ id: "AwsFeed" });
export type Feed = z.infer<typeof feedSchema>;
export const feedListSchema = z.object({ data: z.array(feedSchema) });
export type FeedList = z.infer<typeof feedListSchema>;

export const syncAwsFeedRequestedSchema = z.object({ queued: z.array(z.number().int()).describe("Empty when it waited or ran already.") });
export type FeedSyncRequested = z.infer<typeof syncAwsFeedRequestedSchema>;

export const accountCheckSchema = z.object({
  identity: z.object({ account: z.string(), arn: z.string() }).nullable().describe("Who AWS says that Wherein is there; null: it could not be asked."),
  ok: z.boolean(),
  checks: z.array(
    z.object({
      region: z.string(),
      kind: z.enum([...feedKinds, "identity"]),
      action: z.string().describe("What a policy has to allow."),
      problem: problemSchema.nullable(),
    }),
  ),
});
export type AccountCheck = z.infer<typeof accountCheckSchema>;
