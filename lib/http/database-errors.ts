const awayCodes = new Set([
  "ECONNREFUSED",
  "ECONNRESET",
  "ENOTFOUND",
  "EPIPE",
  "ETIMEDOUT",
  "53300", // too_many_connections
  "57P01", // admin_shutdown
  "57P02", // crash_shutdown
  "57P03", // cannot_connect_now
  "08000",
  "08003",
  "08006",
  "P1001", // Prisma: cannot reach the server
  "P1002",
  "P1017",
]);

// What pg says without a code when a connection dies or the pool cannot open one in time.
const awayMessages = /^(Connection terminated|timeout exceeded when trying to connect|Client has encountered a connection error)/;

/** Whether an error says that PostgreSQL is away, so that trying again later can help. */
export function isDatabaseAway(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  return awayCodes.has(codeOf(error)) || awayMessages.test(error.message);
}

/** Whether PostgreSQL refused a text for a character that no text or jsonb column can hold. */
export function isUnstorableText(error: unknown): boolean {
  return error instanceof Error && ["22021", "22P05"].includes(codeOf(error));
}

function codeOf(error: Error): string {
  return "code" in error && typeof error.code === "string" ? error.code : "";
}
