import { ZodObject, type ZodType } from "zod";
import { createDocument, type ZodOpenApiOperationObject, type ZodOpenApiPathsObject, type ZodOpenApiResponsesObject } from "zod-openapi";
import { sourceRoutes } from "@/lib/advisories/sources/openapi";
import { vulnerabilityRoutes } from "@/lib/advisories/vulnerabilities/openapi";
import { alertRoutes } from "@/lib/alerts/openapi";
import { peopleRoutes, tokenRoutes } from "@/lib/auth/openapi";
import { awsAccountRoutes } from "@/lib/aws/accounts/openapi";
import { awsEventRoutes } from "@/lib/aws/events/openapi";
import { observationRoutes } from "@/lib/aws/observations/openapi";
import { awsResourceRoutes } from "@/lib/aws/resources/openapi";
import { scanRoutes } from "@/lib/aws/scan/openapi";
import { blastRadiusRoutes } from "@/lib/blast-radius/openapi";
import { decisionRoutes } from "@/lib/decisions/openapi";
import { vexRoutes } from "@/lib/decisions/vex/openapi";
import { dependencyTrackRoutes } from "@/lib/dependency-track/openapi";
import { noteRoutes } from "@/lib/findings/notes/openapi";
import { findingRoutes } from "@/lib/findings/openapi";
import { viewRoutes } from "@/lib/findings/views/openapi";
import { incidentRoutes } from "@/lib/incidents/openapi";
import { indicatorListRoutes } from "@/lib/indicator-lists/openapi";
import { deploymentRoutes } from "@/lib/inventory/deployments/openapi";
import { exportRoutes } from "@/lib/inventory/export/openapi";
import { inventoryRoutes } from "@/lib/inventory/openapi";
import { ownerRoutes } from "@/lib/inventory/owners/openapi";
import { inventoryReadRoutes } from "@/lib/inventory/read/openapi";
import { renameRoutes } from "@/lib/inventory/rename/openapi";
import { retireRoutes } from "@/lib/inventory/retire/openapi";
import { searchRoutes } from "@/lib/inventory/search/openapi";
import { teamRoutes } from "@/lib/inventory/teams/openapi";
import { remediationRoutes } from "@/lib/remediation/openapi";
import { planRoutes } from "@/lib/remediation/plan/openapi";
import { slaRoutes } from "@/lib/sla/openapi";
import { problemKinds, problemSchema } from "./problem";
import type { RouteDoc } from "./route-contract";

/** Every route of the API. A domain adds its own array here; a test holds this list against the route files. */
export const routeDocs: readonly RouteDoc[] = [
  ...blastRadiusRoutes,
  ...indicatorListRoutes,
  ...incidentRoutes,
  ...vulnerabilityRoutes,
  ...findingRoutes,
  ...noteRoutes,
  ...viewRoutes,
  ...decisionRoutes,
  ...vexRoutes,
  ...observationRoutes,
  ...remediationRoutes,
  ...planRoutes,
  ...slaRoutes,
  ...searchRoutes,
  ...inventoryReadRoutes,
  ...exportRoutes,
  ...scanRoutes,
  ...teamRoutes,
  ...ownerRoutes,
  ...renameRoutes,
  ...retireRoutes,
  ...deploymentRoutes,
  ...inventoryRoutes,
  ...alertRoutes,
  ...sourceRoutes,
  ...awsResourceRoutes,
  ...awsEventRoutes,
  ...awsAccountRoutes,
  ...tokenRoutes,
  ...peopleRoutes,
  ...dependencyTrackRoutes,
];

let document: ReturnType<typeof createDocument> | null = null;

/** The OpenAPI 3.1 description, made once from the schemas that check requests and answers. */
export function openApiDocument(): ReturnType<typeof createDocument> {
  document ??= createDocument({
    openapi: "3.1.0",
    info: {
      title: "Wherein",
      version: "1",
      description: "Which services contain a package, at which version, now or in the past.",
      license: { name: "Apache-2.0", identifier: "Apache-2.0" },
    },
    servers: [{ url: "/", description: "This installation" }],
    security: [{ token: [] }, { session: [] }],
    tags: [...new Set(routeDocs.map(({ tag }) => tag))].map((name) => ({ name })),
    paths: pathsOf(routeDocs),
    components: {
      securitySchemes: {
        token: { type: "http", scheme: "bearer", bearerFormat: "whr_...", description: "An API token, made under Settings or with `npm run token`." },
        apiKey: { type: "apiKey", in: "header", name: "X-Api-Key", description: "The same API token, where the plug-ins of Dependency-Track upload." },
        eventCredential: {
          type: "http",
          scheme: "bearer",
          bearerFormat: "whe_...",
          description: "What senders of AWS events have. As `X-Api-Key` or the password of Basic it counts too.",
        },
        session: {
          type: "apiKey",
          in: "cookie",
          name: "wherein.session",
          description: "The session of a signed-in person (`__Host-wherein.session` over https).",
        },
      },
    },
  });
  return document;
}

function pathsOf(docs: readonly RouteDoc[]): ZodOpenApiPathsObject {
  const paths: ZodOpenApiPathsObject = {};
  for (const doc of docs) paths[doc.path] = { ...paths[doc.path], [doc.method]: operationOf(doc) };
  return paths;
}

function operationOf(doc: RouteDoc): ZodOpenApiOperationObject {
  const anyone = doc.eventCredential ? "Event credentials only." : "Any authenticated caller.";
  const scopes = doc.scopes.length === 0 ? anyone : `Needs ${doc.scopes.map((scope) => `\`${scope}\``).join(" and ")}.`;
  const content = doc.bodyContent ?? (doc.body && { "application/json": { schema: doc.body } });
  return {
    operationId: operationId(doc),
    tags: [doc.tag],
    summary: doc.summary,
    description: [doc.description, scopes].filter(Boolean).join("\n\n"),
    ...(doc.eventCredential && { security: [{ eventCredential: [] }] }),
    ...(doc.apiKey && { security: [{ apiKey: [] }, { token: [] }, { session: [] }] }),
    ...((doc.query || doc.params) && {
      requestParams: { ...(doc.query && { query: objectOf(doc.query) }), ...(doc.params && { path: objectOf(doc.params) }) },
    }),
    ...(content && { requestBody: { required: true, content } }),
    responses: responsesOf(doc),
  };
}

function responsesOf(doc: RouteDoc): ZodOpenApiResponsesObject {
  const success = doc.successStatus ?? 200;
  const json =
    doc.rawResponse || success === 204 ? {} : { "application/json": { schema: doc.response, ...(doc.example !== undefined && { example: doc.example }) } };
  const responses: ZodOpenApiResponsesObject = {
    [`${success}`]: {
      description: doc.successDescription ?? "Done",
      ...(success !== 204 && { content: { ...json, ...doc.responseContent } }),
      ...(doc.responseHeaders && { headers: headersOf(doc.responseHeaders) }),
    },
  };
  for (const [status, { description, schema }] of Object.entries(doc.otherResponses ?? {})) {
    responses[status as "202"] = { description, ...(schema && { content: { "application/json": { schema } } }) };
  }
  for (const status of [400, 401, 403, 429, 500, ...(doc.problems ?? [])]) {
    responses[`${status}` as "400"] = { description: titleOf(status), content: { "application/problem+json": { schema: problemSchema } } };
  }
  return responses;
}

function headersOf(headers: Record<string, string>) {
  return Object.fromEntries(Object.entries(headers).map(([name, description]) => [name, { description, schema: { type: "string" as const } }]));
}

function titleOf(status: number): string {
  return Object.values(problemKinds).find((kind) => kind.status === status)?.title ?? "The request cannot be processed";
}

function operationId({ method, path }: RouteDoc): string {
  const words = path
    .replace("/api/v1/", "")
    .split(/[^A-Za-z0-9]+/)
    .filter(Boolean);
  return [method, ...words.map((word) => word.charAt(0).toUpperCase() + word.slice(1))].join("");
}

function objectOf(schema: ZodType): ZodObject {
  if (schema instanceof ZodObject) return schema;
  throw new Error("The query and the path parameters of a route are object schemas.");
}
