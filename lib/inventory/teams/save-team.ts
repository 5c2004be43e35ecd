import { recordAudit } from "@/lib/audit";
import { requireScope, type Verb } from "@/lib/context";
import { inTransaction } from "@/lib/db";
import { WhereinError } from "@/lib/errors";
import { insertOrLockTeam, updateTeam } from "./queries";
import { type SaveTeam, saveTeamSchema, type TeamRef } from "./schemas";

/**
 * Creates the team of this slug or gives it this name and contact; saving what is stored changes nothing. Needs
 * `inventory:write`. Throws `conflict` where the team exists and `ifExists` is `refuse`.
 */
export async function saveTeam({ ctx, input }: Verb<SaveTeam>): Promise<{ team: TeamRef; created: boolean }> {
  requireScope(ctx, "inventory:write");
  const { slug, name, contact, ifExists } = saveTeamSchema.parse(input);
  const team = { slug, name, contact };
  return inTransaction(async (client) => {
    const { created, ...before } = await insertOrLockTeam(client, team);
    if (!created && ifExists === "refuse") throw teamExists(before);
    if (!created && before.name === name && before.contact === contact) return { team, created };
    if (!created) await updateTeam(client, team);
    const detail = created ? { name, contact } : { name, contact, before: { name: before.name, contact: before.contact } };
    await recordAudit(client, ctx, { action: created ? "team.created" : "team.changed", subjectKind: "team", subjectId: slug, detail });
    return { team, created };
  });
}

function teamExists({ slug, name }: TeamRef): WhereinError {
  const detail = `The team ${name} has the slug "${slug}" already.`;
  return new WhereinError("conflict", detail, { reason: "team_exists", errors: [{ pointer: "/slug", detail: "Taken", code: "taken" }] });
}
