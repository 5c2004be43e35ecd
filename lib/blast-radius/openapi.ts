import type { RouteDoc } from "@/lib/http";
import { explainPresenceSchema, presencePathsSchema } from "./explain-schemas";
import { findAffectedByListSchema } from "./find-affected-services";
import { teamGridSchema } from "./pictures/grid";
import { pathGraphSchema } from "./pictures/path-graph";
import { timelineSchema } from "./pictures/timeline";
import { upgradePlanSchema } from "./plan/upgrade-plan";
import {
  blastRadiusSchema,
  exportAffectedSchema,
  findAffectedServicesSchema,
  listPackageServicesSchema,
  packageServicesSchema,
  questionFields,
} from "./schemas";

const csv = {
  schema: {
    type: "string" as const,
    description:
      "One line per presence, then one per unknown service, then one per build of the window that lists it; RFC 4180 with a header, times in UTC. `running_in` names the environments where a build with it runs, separated by spaces; `detail` says of an unknown service what to do.",
  },
};

/** An answer without pages: all of its lists are whole. */
const exportedSchema = blastRadiusSchema.extend({ meta: blastRadiusSchema.shape.meta.omit({ limit: true, nextCursor: true }) });

/** The routes of the question. */
export const blastRadiusRoutes = [
  {
    method: "get",
    path: "/api/v1/blast-radius",
    tag: "Blast radius",
    summary: "Which services contain it",
    description:
      "Affected, clean and unknown services, now or at the moment `asof`, and one page of the presences that say so. The verdict counts services; clean means a fresh SBOM that does not hold it. An advisory id is answered by what the mirror knows today, also for a moment of the past; one that it does not know makes every service unknown. With `Accept: text/csv` all rows as CSV.",
    scopes: ["inventory:read"],
    query: findAffectedServicesSchema,
    response: blastRadiusSchema,
    responseContent: { "text/csv": csv },
  },
  {
    method: "post",
    path: "/api/v1/blast-radius",
    tag: "Blast radius",
    summary: "Which services contain any of a list",
    description:
      "The body is a list of indicators as it is: lines, CSV, JSON, OSV records, Markdown, HTML, a lock file, an SBOM; 50,000 lines at most. It is not kept: `POST /api/v1/indicator-lists` keeps one, for a question with a link.",
    scopes: ["inventory:read"],
    isRead: true,
    query: findAffectedByListSchema,
    bodyContent: {
      "text/plain": { schema: { type: "string" }, example: "npm:axios@1.14.1\nplain-crypto-js@4.2.1" },
      "application/octet-stream": { schema: {} },
    },
    response: blastRadiusSchema,
    problems: [413],
  },
  {
    method: "get",
    path: "/api/v1/blast-radius/export",
    tag: "Blast radius",
    summary: "The whole answer as a file",
    description:
      "Every row that the pages of the question would show, every unknown service, every service of `withoutDevScope`, and with a window every build of it that lists what is asked for, as CSV or JSON.",
    scopes: ["inventory:read"],
    query: exportAffectedSchema,
    response: exportedSchema,
    responseContent: { "text/csv": csv },
    problems: [413],
  },
  {
    method: "get",
    path: "/api/v1/blast-radius/paths",
    tag: "Blast radius",
    summary: "Why it is there",
    description: "The shortest paths from the direct dependencies of a build to a package version, as lists and as a text tree.",
    scopes: ["inventory:read"],
    query: explainPresenceSchema,
    response: presencePathsSchema,
    problems: [404],
  },
  {
    method: "get",
    path: "/api/v1/blast-radius/graph",
    tag: "Blast radius",
    summary: "Why it is there, as a graph",
    description: "Everything on the ways from the direct dependencies of a build to a package version, 300 nodes at most.",
    scopes: ["inventory:read"],
    query: explainPresenceSchema,
    response: pathGraphSchema,
    problems: [404],
  },
  {
    method: "get",
    path: "/api/v1/blast-radius/grid",
    tag: "Blast radius",
    summary: "Team by service",
    description: "How each team stands: affected and unknown services by name, clean ones counted.",
    scopes: ["inventory:read"],
    query: questionFields,
    response: teamGridSchema,
    problems: [404],
  },
  {
    method: "get",
    path: "/api/v1/blast-radius/timeline",
    tag: "Blast radius",
    summary: "When each version was there",
    description:
      "When each version was first and last seen in what is asked about, until `asof`, beside when its advisories were published and withdrawn. What was seen first most recently comes first, 100 at most; `meta.versions` counts all.",
    scopes: ["inventory:read"],
    query: questionFields,
    response: timelineSchema,
    problems: [404],
  },
  {
    method: "get",
    path: "/api/v1/blast-radius/plan",
    tag: "Blast radius",
    summary: "The few upgrades that clear most",
    description:
      "Which direct dependencies explain what is affected, to which version to bump each, and how many services that clears. A version to bump to is judged in the whole fleet, whatever the facets, and is never one that is asked for or malware. Of what brings a row 8 direct dependencies are known at most: no upgrade is said to clear the service of a row with so many, and `meta.partlyExplainedRows` counts them.",
    scopes: ["inventory:read"],
    query: questionFields,
    response: upgradePlanSchema,
    problems: [404, 413],
  },
  {
    method: "get",
    path: "/api/v1/packages/services",
    tag: "Packages",
    summary: "Who holds a package now",
    scopes: ["inventory:read"],
    query: listPackageServicesSchema,
    response: packageServicesSchema,
  },
] satisfies RouteDoc[];
