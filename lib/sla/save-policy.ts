import { recordAudit } from "@/lib/audit";
import { requireScope, type Verb } from "@/lib/context";
import { inTransaction } from "@/lib/db";
import { WhereinError } from "@/lib/errors";
import { countOwed, oweQueue } from "@/lib/findings/queue";
import { toEdition } from "./get-policy";
import { insertEdition, lockPolicy, selectCurrentPolicy } from "./queries/policies";
import { type SaveSlaPolicy, type SlaEdition, type SlaPolicy, saveSlaPolicySchema } from "./schemas";

/**
 * Makes these rules the policy, as a new edition; the same rules as before add none. Findings get their due dates by it within minutes. Needs
 * `settings:write`. Throws `conflict` (`sla_policy_changed`) where another edition than `basedOn` counts by now.
 */
export async function saveSlaPolicy({ ctx, input }: Verb<SaveSlaPolicy>): Promise<SlaPolicy> {
  requireScope(ctx, "settings:write");
  const { rules, basedOn } = saveSlaPolicySchema.parse(input);
  const at = new Date();
  return inTransaction(async (client) => {
    await lockPolicy(client);
    const before = toEdition(await selectCurrentPolicy(client));
    if (basedOn !== undefined && basedOn !== before.version) throw changedMeanwhile(before);
    if (JSON.stringify(before.rules) === JSON.stringify(rules)) return { ...before, pending: await countOwed(client) };
    const row = { version: before.version + 1, at, byName: ctx.actor.name, rules };
    await insertEdition(client, row);
    await oweQueue(client);
    await recordAudit(client, ctx, { action: "sla_policy.changed", subjectKind: "sla_policy", subjectId: String(row.version), detail: { rules } }, at);
    return { ...toEdition(row), pending: await countOwed(client) };
  });
}

function changedMeanwhile({ version, by }: SlaEdition): WhereinError {
  return new WhereinError("conflict", `${by ?? "Somebody"} saved edition ${version} meanwhile. Load it, and make your changes there.`, {
    reason: "sla_policy_changed",
  });
}
