import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { userInfo } from "node:os";
import { Refusal } from "../runtime/refusal.mjs";

const NOBODY = 65534;

/** What the programs of PostgreSQL get: no PG* variable of the user, and English, so that their messages can be read. */
export const ENVIRONMENT = { PATH: process.env.PATH ?? "/usr/bin:/bin", LC_ALL: "C", TZ: "UTC" };

/**
 * The account PostgreSQL runs as. PostgreSQL refuses to run as root, so root gets "postgres" or "wherein", the latter
 * created when neither exists; everybody else runs it themselves.
 * @returns {{ name: string, uid: number, gid: number, switched: boolean }}
 */
export function postgresAccount() {
  const self = userInfo();
  if (self.uid !== 0) return { name: self.username, uid: self.uid, gid: self.gid, switched: false };
  const found = findAccount("postgres") ?? findAccount("wherein") ?? createAccount() ?? findAccount("nobody");
  if (found === null) {
    throw new Refusal("PostgreSQL refuses to run as root and no other account could be created: start Wherein as an ordinary user, or set DATABASE_URL.");
  }
  return { ...found, switched: true };
}

/** The account of a user id: an existing data directory is served by the account that owns it. */
export function accountOfUid(uid, gid) {
  const line = passwdLines().find((fields) => Number(fields[2]) === uid);
  return { name: line?.[0] ?? String(uid), uid, gid, switched: uid !== userInfo().uid };
}

function findAccount(name) {
  const line = passwdLines().find((fields) => fields[0] === name);
  if (line === undefined || Number(line[2]) === 0) return null;
  return { name, uid: Number(line[2]), gid: Number(line[3] || NOBODY) };
}

function passwdLines() {
  try {
    return readFileSync("/etc/passwd", "utf8")
      .split("\n")
      .map((line) => line.split(":"));
  } catch {
    return [];
  }
}

function createAccount() {
  const commands = [
    ["useradd", "--system", "--no-create-home", "--user-group", "--shell", "/usr/sbin/nologin", "wherein"],
    ["adduser", "-S", "-D", "-H", "-s", "/sbin/nologin", "wherein"],
  ];
  for (const [command, ...parameters] of commands) {
    if (spawnSync(command, parameters, { stdio: "ignore" }).status === 0) return findAccount("wherein");
  }
  return null;
}

/** The options that make child_process run something as the account. */
export function runAs(account) {
  return account.switched ? { uid: account.uid, gid: account.gid, cwd: "/" } : { cwd: "/" };
}

/** Whether the account can reach and run the program, found out by running it. */
export function canRun(account, program) {
  return spawnSync(program, ["--version"], { ...runAs(account), stdio: "ignore" }).status === 0;
}

/** Whether the account can write in the directory, asked of the system as that account. */
export function canWrite(account, directory) {
  const probe = '[ -d "$1" ] && [ -w "$1" ] && [ -x "$1" ]';
  return spawnSync("/bin/sh", ["-c", probe, "sh", directory], { ...runAs(account), stdio: "ignore" }).status === 0;
}
