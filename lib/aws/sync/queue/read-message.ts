import { type AwsEvent, type Read, readAwsEvent } from "@/lib/aws/read";

const notJson = { ok: false, problem: { code: "not_json", pointer: "", detail: "This is no JSON." } } as const;

/**
 * The event in a message of a queue: as EventBridge puts it there, or in the envelope of SNS where the queue is subscribed to a topic. Who may write to
 * the queue is the queue's own policy, so the envelope's signature is not looked at.
 */
export function readMessage(body: string): Read<AwsEvent> {
  const value = parsed(body);
  if (value === undefined) return notJson;
  const inner = messageIn(value);
  if (inner === null) return readAwsEvent(value);
  const event = parsed(inner);
  return event === undefined ? { ok: false, problem: { ...notJson.problem, pointer: "/Message" } } : readAwsEvent(event);
}

function messageIn(value: unknown): string | null {
  if (typeof value !== "object" || value === null || !("Message" in value) || !("TopicArn" in value)) return null;
  return typeof value.Message === "string" ? value.Message : null;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
