import { z } from "zod";
import { apiRoute } from "@/lib/http";
import { metrics } from "@/lib/observability";

/** Prometheus metrics of this process, for the scope `metrics:read`. */
export const GET = apiRoute({ scopes: ["metrics:read"], response: z.never(), rawResponse: true }, async () => {
  const { registry } = metrics();
  return new Response(await registry.metrics(), { headers: { "content-type": registry.contentType } });
});
