import { type Context, type Scope, scopesOf } from "@/lib/context";
import type { TeamSelf } from "./schemas";

/** Our scopes in Dependency-Track's words. Findings and their analysis are not served in its form, so none of those is here. */
const permissions: Partial<Record<Scope, TeamSelf["permissions"]>> = {
  "sbom:write": [
    { name: "BOM_UPLOAD", description: "Upload SBOMs (sbom:write)" },
    { name: "PROJECT_CREATION_UPLOAD", description: "Create projects by uploading (sbom:write)" },
  ],
  "inventory:read": [{ name: "VIEW_PORTFOLIO", description: "Read projects (inventory:read)" }],
};

/** The caller as the team that an API key of Dependency-Track belongs to, with what it may do. */
export function describeSelf({ ctx: { actor } }: { ctx: Context }): TeamSelf {
  return {
    uuid: actor.kind === "system" ? "00000000-0000-0000-0000-000000000000" : actor.id,
    name: actor.name,
    permissions: scopesOf(actor).flatMap((scope) => permissions[scope] ?? []),
  };
}
