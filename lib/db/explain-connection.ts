/** The fields of errors of pg, of node:net and of TLS that tell what went wrong. */
type Failure = { code?: string; message?: string; errors?: Failure[] };

const tlsCodes = new Set([
  "DEPTH_ZERO_SELF_SIGNED_CERT",
  "SELF_SIGNED_CERT_IN_CHAIN",
  "UNABLE_TO_VERIFY_LEAF_SIGNATURE",
  "CERT_HAS_EXPIRED",
  "ERR_TLS_CERT_ALTNAME_INVALID",
]);

/**
 * One sentence for people: why the database of DATABASE_URL cannot be used, without its password.
 * Null when the error does not come from connecting.
 */
export function explainConnection(error: unknown, databaseUrl: string): string | null {
  const failure = firstOf(error as Failure);
  const url = new URL(databaseUrl);
  const host = `${url.hostname || "localhost"}:${url.port || "5432"}`;
  const user = decodeURIComponent(url.username);
  const database = decodeURIComponent(url.pathname.slice(1));
  switch (failure.code) {
    case "ECONNREFUSED":
      return `DATABASE_URL names ${host}, but nothing accepts connections there: start PostgreSQL or correct the address.`;
    case "ENOTFOUND":
    case "EAI_AGAIN":
      return `DATABASE_URL names the host "${url.hostname}", which cannot be found: correct the name.`;
    case "ETIMEDOUT":
    case "EHOSTUNREACH":
    case "ENETUNREACH":
    case "ECONNRESET":
      return `DATABASE_URL names ${host}, which cannot be reached (${failure.code}): check the address and the network.`;
    case "28P01":
    case "28000":
      return `The database at ${host} refuses the user "${user}" of DATABASE_URL: ${failure.message ?? "wrong password"}.`;
    case "3D000":
      return `The database "${database}" of DATABASE_URL does not exist at ${host}: create it, or correct the name.`;
    case "42501":
      return `The user "${user}" of DATABASE_URL may not create what Wherein needs in "${database}": ${failure.message ?? "permission denied"}.`;
    case "53300":
      return `The database at ${host} takes no more connections: raise its max_connections, or close some.`;
    case "57P03":
      return `The database at ${host} is starting up or shutting down: try again in a moment.`;
    default:
      return explainMessage(failure, host);
  }
}

function explainMessage(failure: Failure, host: string): string | null {
  const message = failure.message ?? "";
  if (failure.code !== undefined && tlsCodes.has(failure.code)) {
    return `The certificate of the database at ${host} is not trusted (${failure.code}): set sslmode or NODE_EXTRA_CA_CERTS, see docs/operations.md.`;
  }
  if (/does not support SSL/.test(message)) return `DATABASE_URL asks for TLS, which the database at ${host} does not offer: leave sslmode out.`;
  if (/password must be a string|no password supplied/i.test(message)) return `The database at ${host} asks for a password: write it into DATABASE_URL.`;
  if (/timeout|terminated unexpectedly|Connection ended/i.test(message))
    return `DATABASE_URL names ${host}, which does not answer as PostgreSQL does: check the address and the network.`;
  return null;
}

/** Node.js tries all addresses of a host and reports them together. */
function firstOf(failure: Failure): Failure {
  const inner = failure.errors?.[0];
  return inner === undefined ? failure : firstOf(inner);
}
