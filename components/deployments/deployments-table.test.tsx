import { renderToStaticMarkup } from "react-dom/server";
import { expect, it } from "vitest";
import type { Deployment } from "@/lib/inventory/deployments/schemas";
import { DeploymentsTable } from "./deployments-table";

const at = "2026-11-30T10:00:00.000Z";
const deployment = (more: Partial<Deployment>): Deployment => ({
  id: "019a9f0e-6d3c-7b2a-8f51-2b8e0c9d4a10",
  service: { slug: "shop", name: "shop" },
  team: null,
  artifact: { id: 1, kind: "image", name: "web", ref: "main", retiredAt: null },
  build: { seq: 1, version: "1.0.0", commit: null, builtAt: at },
  environment: { name: "production", tier: "production" },
  digest: null,
  from: at,
  to: null,
  replaces: true,
  source: "api",
  sourceText: "reported by a deploy job",
  seenIn: [],
  recordedAt: at,
  ...more,
});
const observed = deployment({ source: "ecs", sourceText: "observed in ECS, cluster prod-eu", seenIn: ["prod-eu"] });
const render = (deployments: Deployment[]) =>
  renderToStaticMarkup(<DeploymentsTable label="What runs" deployments={deployments} end={async () => null} />).replace(/<(?!button)[^>]*>/g, " ");

it("says in words who says that something runs", () => {
  expect(render([observed])).toContain("observed in ECS, cluster prod-eu");
  expect(render([deployment({})])).toContain("reported by a deploy job");
});

it("offers to end what a deploy job reported, and not what is observed", () => {
  expect(render([deployment({})])).toContain("<button");
  expect(render([observed])).not.toContain("<button");
});
