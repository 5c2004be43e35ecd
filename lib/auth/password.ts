import { hash, verify } from "@node-rs/argon2";
import { WhereinError } from "@/lib/errors";

// argon2id (the library's default algorithm) with OWASP's first choice of cost: 19 MiB, 2 passes, 1 lane.
const cost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

// A hash of nothing anyone knows, so that an unknown e-mail address costs as much time as a wrong password.
let decoy: Promise<string> | null = null;

const maxRunning = 2;
const maxWaiting = 32;
let running = 0;
const waiting: (() => void)[] = [];

/** The argon2id hash of a password, in PHC format. */
export function hashPassword(password: string): Promise<string> {
  return inTurn(() => hash(password, cost));
}

/** Whether the password fits the stored hash; null (no such user) is always false, after the same work. */
export async function isPassword(stored: string | null, password: string): Promise<boolean> {
  decoy ??= hash(crypto.randomUUID(), cost);
  const against = stored ?? (await decoy);
  const fits = await inTurn(() => verify(against, password));
  return stored !== null && fits;
}

// Each run takes 19 MiB and a core for some 20 ms: a crowd of sign-ins must not starve the rest.
async function inTurn<T>(work: () => Promise<T>): Promise<T> {
  if (running >= maxRunning) {
    if (waiting.length >= maxWaiting)
      throw new WhereinError("rate_limited", "Too many sign-ins at once. Try again in a few seconds.", { reason: "sign_in_busy" });
    await new Promise<void>((resolve) => waiting.push(resolve));
  } else {
    running += 1;
  }
  try {
    return await work();
  } finally {
    // The turn is handed on as it is; only without anyone waiting is it given back.
    const next = waiting.shift();
    if (next) next();
    else running -= 1;
  }
}
