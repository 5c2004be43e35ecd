import { apiRoute } from "@/lib/http";
import { previewSlaPolicy, previewSlaPolicySchema, slaPreviewSchema } from "@/lib/sla";

export const POST = apiRoute({ scopes: ["settings:write"], body: previewSlaPolicySchema, response: slaPreviewSchema }, ({ ctx, body }) =>
  previewSlaPolicy({ ctx, input: body }),
);
