import { requireScope, type Verb } from "@/lib/context";
import { pool } from "@/lib/db";
import { alertNotFound } from "./alert-not-found";
import { toAlert } from "./present";
import { selectActivity, selectAlert } from "./queries";
import { type AlertId, type AlertPage, alertIdSchema } from "./schemas";

const activityMax = 200;

/** An alert with what happened to it. Throws `not_found`. */
export async function getAlert({ ctx, input }: Verb<AlertId>): Promise<AlertPage> {
  requireScope(ctx, "inventory:read");
  const { id } = alertIdSchema.parse(input);
  const [row, activity] = await Promise.all([selectAlert(pool(), id), selectActivity(pool(), id, activityMax)]);
  if (row === null) throw alertNotFound(id);
  return {
    ...toAlert(row, new Date()),
    activity: activity.map(({ at, action, actorKind, actorName, detail }) => ({
      at: at.toISOString(),
      action,
      actor: { kind: actorKind, name: actorName },
      detail,
    })),
  };
}
