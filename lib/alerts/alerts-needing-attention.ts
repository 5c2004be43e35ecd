import type { z } from "zod";
import { requireScope, type Verb } from "@/lib/context";
import { pool } from "@/lib/db";
import { retractionsShownAfter, toAlert } from "./present";
import { selectAttention } from "./queries";
import { type Alert, type Attention, alertAttentionSchema } from "./schemas";

const alertsMax = 5;
const servicesMax = 10;
const packagesMax = 3;
const versionsMax = 3;

/** What every page says at its top. Asked for by every open page each few seconds: short, whatever the alerts are like. */
export async function alertsNeedingAttention({ ctx, input }: Verb<z.input<typeof alertAttentionSchema>>): Promise<Attention> {
  requireScope(ctx, "inventory:read");
  alertAttentionSchema.parse(input);
  const now = new Date();
  const rows = await selectAttention(pool(), retractionsShownAfter(now), alertsMax);
  const { standing = 0, retracted = 0 } = rows[0] ?? {};
  return { data: rows.map((row) => shortened(toAlert(row, now))), meta: { standing, retracted } };
}

function shortened(alert: Alert): Alert {
  const present = alert.services.filter((service) => service.present);
  const past = alert.services.filter((service) => !service.present);
  return {
    ...alert,
    packages: alert.packages.slice(0, packagesMax).map((entry) => ({ ...entry, versions: entry.versions.slice(0, versionsMax) })),
    services: [...present.slice(0, servicesMax), ...past.slice(0, servicesMax)],
  };
}
