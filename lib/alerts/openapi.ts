import type { RouteDoc } from "@/lib/http/route-contract";
import {
  acknowledgeQuerySchema,
  alertAttentionSchema,
  alertIdSchema,
  alertListSchema,
  alertPageSchema,
  alertSchema,
  attentionSchema,
  listAlertsSchema,
} from "./schemas";

const read = { method: "get", scopes: ["inventory:read"], tag: "Alerts" } as const;

/** The routes of alerts. */
export const alertRoutes = [
  {
    ...read,
    path: "/api/v1/alerts",
    summary: "List alerts",
    description: "Malware that a service has, or had: last raised first. A withdrawal of the advisory retracts an alert; it stays in the list.",
    query: listAlertsSchema,
    response: alertListSchema,
  },
  {
    ...read,
    path: "/api/v1/alerts/attention",
    summary: "What every page says at its top",
    description: "Five alerts at most, each with twenty services at most; small enough to be asked for every few seconds, best with `If-None-Match`.",
    query: alertAttentionSchema,
    response: attentionSchema,
  },
  {
    ...read,
    path: "/api/v1/alerts/{id}",
    summary: "One alert",
    description: "With what happened to it.",
    params: alertIdSchema,
    response: alertPageSchema,
    problems: [404],
  },
  {
    method: "post",
    scopes: ["alerts:write"],
    tag: "Alerts",
    path: "/api/v1/alerts/{id}/acknowledge",
    summary: "Acknowledge an alert",
    description: "That it stands, or that it was retracted: no page says it any more. Again changes nothing. It does not close findings.",
    params: alertIdSchema,
    query: acknowledgeQuerySchema,
    response: alertSchema,
    problems: [404, 409],
  },
] as const satisfies readonly RouteDoc[];
