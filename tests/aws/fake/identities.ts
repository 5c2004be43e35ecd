import { randomBytes } from "node:crypto";
import type { Signed } from "./authorisation";
import { AwsError } from "./aws-error";
import type { Caller } from "./call";

/** A role of an account that may be assumed; with an external id only by who gives it. */
export type FakeRole = { arn: string; externalId?: string };
type Session = Caller & { token: string; secret: string; isExpired: boolean };

/** The identity of the process under test: what AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY say. */
export const processKey = { accessKeyId: "AKIDPROCESS", secretAccessKey: "secret-of-the-process" } as const;

/** Who may call: the process's own user, and the sessions of the roles that it assumed. */
export class Identities {
  readonly home: Caller;
  readonly roles: FakeRole[] = [];
  readonly #sessions = new Map<string, Session>();

  constructor(account: string) {
    this.home = { accessKey: processKey.accessKeyId, account, arn: `arn:aws:iam::${account}:user/wherein` };
  }

  /** The secret of a key, with which a signature is computed again. */
  secretOf(accessKey: string): string {
    return accessKey === this.home.accessKey ? processKey.secretAccessKey : (this.#sessions.get(accessKey)?.secret ?? "");
  }

  /** The caller behind a signature. Throws as AWS does for keys and tokens that it does not know, and for sessions that ended. */
  callerOf({ accessKey, sessionToken }: Signed): Caller {
    if (accessKey === this.home.accessKey) return this.home;
    const session = this.#sessions.get(accessKey);
    if (!session || session.token !== sessionToken)
      throw new AwsError("UnrecognizedClientException", "The security token included in the request is invalid.", 403);
    if (session.isExpired) throw new AwsError("ExpiredTokenException", "The security token included in the request is expired", 403);
    return session;
  }

  /** Opens a session of a role, as sts:AssumeRole. Throws AccessDenied for a role that there is not, or another external id. */
  assume(caller: Caller, { roleArn, externalId, name }: { roleArn: string; externalId: string | null; name: string }) {
    const role = this.roles.find(({ arn }) => arn === roleArn);
    const mayAssume = role && (role.externalId === undefined || role.externalId === externalId);
    if (!mayAssume) throw new AwsError("AccessDenied", `User: ${caller.arn} is not authorized to perform: sts:AssumeRole on resource: ${roleArn}`, 403);
    const [, , , , account = "", path = ""] = roleArn.split(":");
    const accessKey = `ASIA${randomBytes(8).toString("hex").toUpperCase()}`;
    const token = randomBytes(24).toString("base64");
    const arn = `arn:aws:sts::${account}:assumed-role/${path.split("/").at(-1)}/${name}`;
    const secret = randomBytes(20).toString("hex");
    this.#sessions.set(accessKey, { accessKey, account, arn, token, secret, isExpired: false });
    return { accessKey, secret, token, arn };
  }

  /** Ends every session: what they sign from now on is expired. */
  expireSessions(): void {
    for (const session of this.#sessions.values()) session.isExpired = true;
  }
}
