import { WhereinError } from "@/lib/errors";
import type { AwsAccess } from "./access";
import { actionOf } from "./actions";
import { problemOf } from "./aws-problem";

type Next = (args: never) => Promise<unknown>;
type Middleware = (next: Next, context: { clientName?: string; commandName?: string }) => Next;
type Handler = { handle: (request: never, options?: { abortSignal?: unknown }) => Promise<unknown> };

/** What every client of the SDK has of what is needed here. */
export type WatchedClient = {
  middlewareStack: { add: (middleware: never, options: { name: string; step: "initialize"; priority: "high" }) => void };
  config: { requestHandler: unknown; credentials: (options: { forceRefresh: true }) => Promise<unknown> };
  destroy: () => void;
};

export type Watch = { access: AwsAccess; region: string; signal: AbortSignal };

/**
 * Makes a client end its requests with the signal, throw problems for people instead of the SDK's errors, and try once more with new
 * credentials when AWS says that the ones it had are expired.
 */
export function watchClient<Client extends WatchedClient>(client: Client, watch: Watch): Client {
  endWithSignal(client.config.requestHandler as Handler, watch.signal);
  const middleware: Middleware = (next, context) => async (args) => {
    const action = actionOf(context.clientName ?? "", context.commandName ?? "") ?? "sts:GetCallerIdentity";
    try {
      return await withFreshCredentials(client, () => next(args));
    } catch (error) {
      if (watch.signal.aborted) throw new WhereinError("unavailable", "Stopped.", { reason: "stopped" });
      throw problemOf(error, { action, access: watch.access, region: watch.region });
    }
  };
  client.middlewareStack.add(middleware as never, { name: "whereinProblems", step: "initialize", priority: "high" });
  return client;
}

async function withFreshCredentials({ config }: WatchedClient, send: () => Promise<unknown>): Promise<unknown> {
  try {
    return await send();
  } catch (error) {
    if (!(error instanceof Error) || !/^ExpiredToken(Exception)?$/.test(error.name)) throw error;
    await config.credentials({ forceRefresh: true });
    return send();
  }
}

/** The SDK takes a signal with each request only; the clients of a feed all end with it. */
function endWithSignal(handler: Handler, signal: AbortSignal): void {
  const handle = handler.handle.bind(handler);
  handler.handle = (request, options) => handle(request, { ...options, abortSignal: signal });
}
