import { RateLimiterMemory, type RateLimiterRes } from "rate-limiter-flexible";
import { WhereinError } from "@/lib/errors";

/** What is limited, per key: `points` in `seconds`. Limits hold per process; they stop loops and guessing, not load. */
const limits = {
  /** Reads of one caller. */
  read: { points: 6_000, seconds: 2 },
  /** Writes of one caller, uploads apart. */
  write: { points: 400, seconds: 2 },
  /** Uploads of one caller; the upload lane has its own back-pressure. */
  upload: { points: 6_000, seconds: 2 },
  /** Requests with events of AWS, of one sender. */
  event: { points: 6_000, seconds: 2 },
  /** Signing certificates that are fetched from one host. */
  certificate: { points: 20, seconds: 60 },
  /** Requests with a bad token, per address. A good token from the same address is never refused for them. */
  badToken: { points: 30, seconds: 60 },
  /** Failed sign-ins, per address and per e-mail address. */
  signIn: { points: 10, seconds: 60 },
} as const;
export type RateKind = keyof typeof limits;

/** `rate_limited`, with the seconds after which the caller may send again. */
export class RateLimitedError extends WhereinError {
  readonly retryAfterSeconds: number;
  constructor(kind: RateKind, retryAfterSeconds: number) {
    super("rate_limited", `Too many requests: ${limits[kind].points} in ${limits[kind].seconds} s are allowed. Try again in ${retryAfterSeconds} s.`, {
      reason: `too_many_${kind}`,
    });
    this.retryAfterSeconds = retryAfterSeconds;
  }
}

// Next and the server bundle each carry a copy of this module: the counters of a process live on globalThis.
const holder = globalThis as typeof globalThis & { whereinLimiters?: Map<RateKind, RateLimiterMemory> };

function limiterOf(kind: RateKind): RateLimiterMemory {
  holder.whereinLimiters ??= new Map();
  let limiter = holder.whereinLimiters.get(kind);
  if (!limiter) {
    limiter = new RateLimiterMemory({ keyPrefix: kind, points: limits[kind].points, duration: limits[kind].seconds });
    holder.whereinLimiters.set(kind, limiter);
  }
  return limiter;
}

/** Counts one request of `key`. Throws `rate_limited` when that is more than the kind allows. */
export async function checkRate(kind: RateKind, key: string): Promise<void> {
  try {
    await limiterOf(kind).consume(key);
  } catch (refused) {
    throw isRefusal(refused) ? limited(kind, refused) : refused;
  }
}

/** Throws `rate_limited` when `key` has used up its points already; counts nothing. For limits on failures only. */
export async function requireRateLeft(kind: RateKind, key: string): Promise<void> {
  const used = await limiterOf(kind).get(key);
  if (used !== null && used.consumedPoints >= limits[kind].points) throw limited(kind, used);
}

/** Forgets all counts; for tests. */
export function resetRates(): void {
  holder.whereinLimiters = undefined;
}

function isRefusal(value: unknown): value is RateLimiterRes {
  return typeof value === "object" && value !== null && "msBeforeNext" in value;
}

function limited(kind: RateKind, state: RateLimiterRes): RateLimitedError {
  return new RateLimitedError(kind, Math.max(1, Math.ceil(state.msBeforeNext / 1_000)));
}
