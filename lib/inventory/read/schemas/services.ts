import { z } from "zod";
import { completenessSchema } from "@/lib/inventory/upload/schemas";
import { componentScopes } from "@/lib/sbom/model";
import {
  artifactRefSchema,
  byStatusSchema,
  componentFields,
  listOf,
  pageMetaSchema,
  pageParameters,
  retiredAtSchema,
  serviceStatusSchema,
  serviceTierSchema,
  teamRefSchema,
} from "./common";

export const listServicesSchema = z.object({
  q: z.string().max(200).optional().describe("Part of the service's slug or name."),
  team: listOf(z.string().max(200)).optional().describe("Team slug; repeat for several. `none` is services without a team."),
  status: listOf(serviceStatusSchema).optional(),
  sort: z.enum(["service", "-service", "team", "-team", "lastBuild", "-lastBuild", "components", "-components"]).default("service"),
  ...pageParameters,
});
export type ListServices = z.infer<typeof listServicesSchema>;

export const serviceRowSchema = z.object({
  slug: z.string(),
  name: z.string(),
  team: teamRefSchema.nullable(),
  tier: serviceTierSchema,
  status: serviceStatusSchema,
  retiredAt: retiredAtSchema,
  /** Those that are retired are not among them. */
  artifacts: z.number().int(),
  /** Components of the head builds, added over its artifacts. */
  components: z.number().int(),
  lastBuiltAt: z.iso.datetime().nullable(),
});
export type ServiceRow = z.infer<typeof serviceRowSchema>;

export const serviceListSchema = z.object({
  data: z.array(serviceRowSchema),
  meta: pageMetaSchema.extend({
    /** Services by status under the filters `q` and `team`, whatever `status` says. */
    byStatus: byStatusSchema,
    /** Services by team under the filters `q` and `status`, whatever `team` says; `team` is null for services without one. */
    byTeam: z.array(z.object({ team: teamRefSchema.nullable(), services: z.number().int() })),
    freshnessDays: z.number().int(),
  }),
});
export type ServiceList = z.infer<typeof serviceListSchema>;

export const getServiceSchema = z.object({ slug: z.string().max(200) });
export type GetService = z.infer<typeof getServiceSchema>;

/** One artifact of the service; `head` is its last build, null when it has none or is retired. */
export const serviceArtifactSchema = artifactRefSchema.extend({
  status: serviceStatusSchema,
  retiredAt: retiredAtSchema,
  builds: z.number().int(),
  head: z
    .object({
      seq: z.number().int(),
      version: z.string().nullable(),
      commit: z.string().nullable(),
      runUrl: z.string().nullable(),
      digests: z.array(z.string()),
      builtAt: z.iso.datetime(),
      receivedAt: z.iso.datetime(),
      components: z.number().int(),
      edges: z.number().int(),
      documentSha256: z.string(),
      format: z.string().nullable(),
      specVersion: z.string().nullable(),
      generator: z.string().nullable(),
      completeness: completenessSchema,
      /** Kinds of warnings that reading the document gave. */
      warnings: z.number().int(),
    })
    .nullable(),
});
export type ServiceArtifact = z.infer<typeof serviceArtifactSchema>;

export const serviceSchema = z.object({
  slug: z.string(),
  name: z.string(),
  team: teamRefSchema.nullable(),
  tier: serviceTierSchema,
  status: serviceStatusSchema,
  retiredAt: retiredAtSchema,
  createdAt: z.iso.datetime(),
  lastBuiltAt: z.iso.datetime().nullable(),
  freshnessDays: z.number().int(),
  artifacts: z.array(serviceArtifactSchema),
});
export type ServiceDetail = z.infer<typeof serviceSchema>;

export const listServiceComponentsSchema = z.object({
  slug: z.string().max(200),
  artifactId: z.coerce.number().int().positive().optional().describe("Only this artifact; without it all artifacts of the service."),
  q: z.string().max(200).optional().describe("Part of the package name."),
  ecosystem: listOf(z.string().max(50)).optional(),
  scope: listOf(z.enum(componentScopes)).optional(),
  direct: z.enum(["true", "false"]).optional(),
  sort: z.enum(["name", "-name", "since", "-since", "depth", "-depth"]).default("name"),
  ...pageParameters,
});
export type ListServiceComponents = z.infer<typeof listServiceComponentsSchema>;

export const componentRowSchema = z.object(componentFields);
export type ComponentRow = z.infer<typeof componentRowSchema>;

export const componentListSchema = z.object({
  data: z.array(componentRowSchema),
  meta: pageMetaSchema.extend({ direct: z.number().int(), ecosystems: z.array(z.object({ ecosystem: z.string(), rows: z.number().int() })) }),
});
export type ComponentList = z.infer<typeof componentListSchema>;
