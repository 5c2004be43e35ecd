import type { IncomingMessage, ServerResponse } from "node:http";
import type { Actor } from "@/lib/context";
import { WhereinError } from "@/lib/errors";
import { answerHeaders, callerOfIncoming, checkRate, problemOf, requestIdOf } from "@/lib/http";
import { discardRest } from "@/lib/http/discard-rest";
import { observeRequest } from "@/lib/observability";
import { authenticateSender, type CredentialSender } from "./credentials/authenticate-sender";
import type { EventSender } from "./event-lane";
import { readBatch } from "./read-batch";
import { readEventBody } from "./read-event-body";
import { answerOf, type EventsAnswer } from "./schemas";
import type { EventServices } from "./services";
import { snsTypeHeader } from "./sns/message";
import { takeSnsMessage } from "./sns/take-sns-message";

/** The route that the server answers itself: events come in bursts, and a route handler of the framework costs more than most of them. */
export const awsEventsPath = "/api/v1/aws/events";

type Call = { request: IncomingMessage; requestId: string; services: EventServices; seen: (actor: Actor) => void };

/**
 * `POST /api/v1/aws/events`: events of EventBridge with an event credential, or a message that SNS has signed. 200 with what became of each once it is
 * committed, also when it was taken before; problem+json otherwise, and nothing is changed.
 */
export async function handleAwsEvents(request: IncomingMessage, response: ServerResponse, services: EventServices): Promise<void> {
  const startedMs = performance.now();
  const requestId = requestIdOf(request.headers["x-request-id"]?.toString() ?? null);
  let actor: Actor | null = null;
  let status = 200;
  try {
    const seen = (known: Actor) => {
      actor = known;
    };
    const call = { request, requestId, services, seen };
    const answer = await (isSigned(request) ? takeSnsMessage(call) : takeFromCredential(call));
    const headers = { ...answerHeaders(requestId), "content-type": "application/json; charset=utf-8", "cache-control": "no-store" };
    response.writeHead(status, headers).end(JSON.stringify(answer));
  } catch (error) {
    const problem = problemOf(error, requestId);
    status = problem.status;
    discardRest(request, response);
    // SNS sends the user name and password of its endpoint's address only when it is asked for them.
    const challenge = status === 401 && { "www-authenticate": 'Bearer realm="wherein", Basic realm="wherein"' };
    response.writeHead(status, { ...answerHeaders(requestId), ...problem.headers, ...challenge }).end(problem.body);
  }
  observeRequest({ method: request.method ?? "POST", path: awsEventsPath, route: awsEventsPath, status, startedMs, requestId, actor });
}

// With raw delivery SNS signs nothing: what comes so needs a credential like everything else.
function isSigned({ headers }: IncomingMessage): boolean {
  return headers[snsTypeHeader] !== undefined && headers["x-amz-sns-rawdelivery"] !== "true";
}

async function takeFromCredential({ request, requestId, services, seen }: Call): Promise<EventsAnswer> {
  const credential = await authenticateSender(callerOfIncoming(request));
  const sender = senderOf(credential);
  seen(sender.actor);
  await checkRate("event", credential.id);
  try {
    const items = readBatch(await readEventBody(request), { accounts: credential.accounts, now: new Date() });
    return answerOf(await services.lane.take(sender, requestId, items));
  } catch (error) {
    if (error instanceof WhereinError && error.code !== "rate_limited") await services.refusals.note(sender, requestId, error);
    throw error;
  }
}

function senderOf({ id, name }: CredentialSender): EventSender {
  return { kind: "aws_event_credential", id, actor: { kind: "token", id, name, scopes: [] } };
}
