import { z } from "zod";
import type { RouteDoc } from "@/lib/http/route-contract";
import {
  createdEventCredentialSchema,
  createEventCredentialSchema,
  eventCredentialIdSchema,
  eventCredentialListSchema,
  listEventCredentialsSchema,
} from "./credentials/schemas";
import { eventsAnswerSchema } from "./schemas";

const tag = "AWS";

/** What AWS sends, and with which credentials. */
export const awsEventRoutes = [
  {
    method: "post",
    path: "/api/v1/aws/events",
    tag,
    summary: "Take events of AWS",
    description:
      "For API destinations of EventBridge, with an event credential as `Authorization: Bearer whe_...`, `X-Api-Key` or Basic password, and for HTTPS subscriptions of SNS, whose " +
      "signature (SignatureVersion 2) stands for one. One event or an array of up to 500, 1 MiB. An event is taken once, by its account and id; " +
      "one of an account that the sender may not speak for (`foreign_account`), older than 25 hours (`event_too_old`) or still to come (`event_ahead`) is refused, with all that came with it.",
    scopes: [],
    eventCredential: true,
    response: eventsAnswerSchema,
    bodyContent: {
      "application/json": { schema: z.union([z.looseObject({}), z.array(z.looseObject({}))]).describe("An event as EventBridge writes it, or several.") },
      "text/plain": { schema: z.string().describe("A message as SNS posts it, with the header `x-amz-sns-message-type`.") },
    },
    problems: [413, 415, 503],
  },
  {
    method: "get",
    path: "/api/v1/aws/event-credentials",
    tag,
    summary: "List event credentials",
    description: "Those that work first, then the newest. Never the secrets.",
    scopes: ["aws:write"],
    query: listEventCredentialsSchema,
    response: eventCredentialListSchema,
  },
  {
    method: "post",
    path: "/api/v1/aws/event-credentials",
    tag,
    summary: "Create an event credential",
    description:
      "For a connection of EventBridge. It may speak for the accounts that it lists, and can do nothing else. The answer has the secret; it cannot be read again.",
    scopes: ["aws:write"],
    body: createEventCredentialSchema,
    response: createdEventCredentialSchema,
    successStatus: 201,
  },
  {
    method: "delete",
    path: "/api/v1/aws/event-credentials/{id}",
    tag,
    summary: "Revoke an event credential",
    description: "It stops working at once. Revoking it again changes nothing.",
    scopes: ["aws:write"],
    params: eventCredentialIdSchema,
    response: z.void(),
    successStatus: 204,
    problems: [404],
  },
] as const satisfies readonly RouteDoc[];
