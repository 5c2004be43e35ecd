import type { RouteDoc } from "@/lib/http/route-contract";
import { artifactPathSchema, retireByNameSchema, retiredArtifactSchema } from "./schemas";

const retire = { method: "post", scopes: ["inventory:write"], tag: "Services", response: retiredArtifactSchema, problems: [404] } as const;

/** The routes that retire an artifact. */
export const retireRoutes = [
  {
    ...retire,
    path: "/api/v1/artifacts/retire",
    summary: "Retire an artifact by its names",
    description:
      "For what is not shipped any more: a branch, an image or a package that is gone. What it held ends now, its open findings close as `retired`, and questions about now leave it out; questions about an earlier moment still see it. The names are those of its uploads. Its next upload brings it back. Retiring it again changes nothing (`changed` is false).",
    query: retireByNameSchema,
  },
  {
    ...retire,
    path: "/api/v1/artifacts/{id}/retire",
    summary: "Retire an artifact by its number",
    description: "The same for the number that the service's artifacts have.",
    params: artifactPathSchema,
  },
] as const satisfies readonly RouteDoc[];
