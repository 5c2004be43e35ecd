import { z } from "zod";
import {
  artifactRefSchema,
  listOf,
  pageMetaSchema,
  pageParameters,
  retiredAtSchema,
  serviceRefSchema,
  teamRefSchema,
} from "@/lib/inventory/read/schemas/common";
import { label, uploadRequestSchema } from "@/lib/inventory/upload/schemas";
import { environmentNameSchema, environmentSchema } from "./environment";
import { deploymentSources } from "./source";

const { service, artifact, kind, ref } = uploadRequestSchema.shape;
const moment = z.iso.datetime({ offset: true });
const id32 = z.number().int().positive().max(2_147_483_647);

const imageDigestSchema = z
  .string()
  .trim()
  .toLowerCase()
  .regex(/^sha256:[0-9a-f]{64}$/, "A digest is sha256: and 64 hex digits");

/** The fields of a report, without what ties them together: what the API description shows. */
export const deploymentBodySchema = z
  .strictObject({
    environment: environmentNameSchema,
    digest: imageDigestSchema
      .optional()
      .describe("The image digest of the build, as its upload gave it: what ran of every artifact that has a build with it. Instead of an artifact."),
    artifactId: id32
      .optional()
      .describe("The number of the artifact. Or `service` with `artifact`, `kind` and `ref`, which have the defaults that uploads have."),
    service: service.optional().describe("The service, as its uploads name it."),
    artifact,
    kind: kind.removeDefault().optional(),
    ref: ref.removeDefault().optional().describe("Branch or tag that the artifact was built from; `main` when absent."),
    build: id32.optional().describe("The sequence number of the build. Or `version`, or `commit`; without any the newest build at `from`."),
    version: label("version").optional(),
    commit: label("commit").optional(),
    from: moment
      .optional()
      .describe("Since when it runs; now when absent. It may lie before what was reported already: then it ends where the next one begins."),
    to: moment.optional().describe("Until when it ran, that moment not included; absent: it still runs."),
    replaces: z.boolean().default(true).describe("What ran of the same artifact in the same environment ends when this begins. False for a canary beside it."),
  })
  .meta({ example: { environment: "production", service: "payments", artifact: "api-image", kind: "image", ref: "main", version: "2.31.0" } });

type Fields = z.output<typeof deploymentBodySchema>;
const selectors = ["build", "version", "commit"] as const;
const names = ["service", "artifact", "kind", "ref"] as const;

/** Where the fields contradict each other: the one that is too much, and why. */
function contradictionOf(fields: Fields): [keyof Fields, string] | null {
  const given = (name: keyof Fields) => fields[name] !== undefined;
  if (given("digest")) {
    const more = [...names, "artifactId" as const, ...selectors].find(given);
    return more ? [more, "The digest names the build already"] : null;
  }
  if (given("artifactId")) {
    const more = names.find(given);
    if (more) return [more, "artifactId names the artifact already"];
  } else if (!given("service")) return ["service", "Say what runs: digest, artifactId or service"];
  const [, second] = selectors.filter(given);
  return second ? [second, "Only one of build, version and commit"] : null;
}

export const recordDeploymentSchema = deploymentBodySchema.superRefine((fields, context) => {
  const contradiction = contradictionOf(fields);
  if (contradiction) context.addIssue({ code: "custom", path: [contradiction[0]], message: contradiction[1] });
});
export type RecordDeployment = z.input<typeof recordDeploymentSchema>;
export type DeploymentReport = z.output<typeof recordDeploymentSchema>;

export const deploymentPathSchema = z.object({ id: z.uuid() });
export const endBodySchema = z.object({ to: moment.optional().describe("When it ended; now when absent.") });
export const endDeploymentSchema = deploymentPathSchema.extend(endBodySchema.shape);
export type EndDeployment = z.input<typeof endDeploymentSchema>;

export const deploymentSchema = z.object({
  id: z.uuid(),
  service: serviceRefSchema,
  team: teamRefSchema.nullable(),
  artifact: artifactRefSchema.extend({ retiredAt: retiredAtSchema.describe("Since when the artifact is retired. What runs of it goes on running.") }),
  build: z.object({ seq: z.number().int(), version: z.string().nullable(), commit: z.string().nullable(), builtAt: z.iso.datetime().nullable() }),
  environment: environmentSchema,
  digest: z.string().nullable(),
  from: z.iso.datetime(),
  to: z.iso.datetime().nullable().describe("That moment not included; null: it still runs."),
  replaces: z.boolean(),
  source: z
    .enum(deploymentSources)
    .describe("`api`: a deploy job reported it. `ecs`, `eks` and `lambda`: it was observed there, and ends when nothing of it runs there any more."),
  sourceText: z.string().describe("The same for people: `observed in ECS, cluster prod-eu`, `reported by a deploy job`."),
  seenIn: z.array(z.string()).describe("The clusters or functions in which it was observed."),
  recordedAt: z.iso.datetime(),
});
export type Deployment = z.infer<typeof deploymentSchema>;

/** What a report or an end came to. */
export const deploymentAnswerSchema = z.object({
  data: z.array(deploymentSchema),
  changed: z.boolean().describe("False: all of it was known, and nothing changed."),
});
export type DeploymentAnswer = z.infer<typeof deploymentAnswerSchema>;

export const listDeploymentsSchema = z.object({
  service: z.string().max(200).optional().describe("The slug of a service."),
  artifactId: z.coerce.number().int().positive().max(2_147_483_647).optional(),
  environment: listOf(environmentNameSchema).optional().describe("Repeat for several."),
  source: listOf(z.enum(deploymentSources)).optional().describe("Only what deploy jobs reported (`api`), or what was observed there. Repeat for several."),
  running: z.enum(["true", "false"]).optional().describe("Only what still runs, or only what does not."),
  since: moment.optional().describe("Only what ran at or after this moment."),
  until: moment.optional().describe("Only what ran before this moment."),
  ...pageParameters,
});
export type ListDeployments = z.input<typeof listDeploymentsSchema>;
export type DeploymentFilters = z.output<typeof listDeploymentsSchema>;

export const deploymentListSchema = z.object({ data: z.array(deploymentSchema), meta: pageMetaSchema });
export type DeploymentList = z.infer<typeof deploymentListSchema>;
