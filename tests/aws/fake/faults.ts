import { AwsError } from "./aws-error";
import type { Call } from "./call";

/** What is to go wrong: for calls of an action, how often (for ever when not given), after so many that go well, in one account or region. */
export type Fault = {
  action: string;
  code: string;
  message?: string;
  status?: number;
  times?: number;
  after?: number;
  account?: string;
  region?: string;
};

/** Errors on demand. */
export class Faults {
  readonly #faults: (Fault & Required<Pick<Fault, "times" | "after">>)[] = [];

  add(fault: Fault): void {
    this.#faults.push({ times: Number.POSITIVE_INFINITY, after: 0, ...fault });
  }

  clear(): void {
    this.#faults.length = 0;
  }

  /** Throws what is to go wrong with this call. */
  check(call: Call): void {
    const fault = this.#faults.find(
      ({ action, account, region, times }) =>
        times > 0 &&
        (action === call.action || action === `${call.service}:${call.operation}`) &&
        (account ?? call.account) === call.account &&
        (region ?? call.region) === call.region,
    );
    if (!fault) return;
    if (fault.after > 0) {
      fault.after -= 1;
      return;
    }
    fault.times -= 1;
    const denied = `User: ${call.caller.arn} is not authorized to perform: ${call.action} on resource: * because no identity-based policy allows the ${call.action} action`;
    const message = fault.message ?? (fault.code.startsWith("AccessDenied") ? denied : `${fault.code} on demand`);
    throw new AwsError(fault.code, message, fault.status ?? statusOf(fault.code));
  }
}

function statusOf(code: string): number {
  if (/Throttl|TooManyRequests|SlowDown/.test(code)) return code === "SlowDown" ? 503 : 429;
  if (/AccessDenied|ExpiredToken|Unrecognized/.test(code)) return 403;
  return /Internal|Unavailable|ServerException/.test(code) ? 500 : 400;
}
