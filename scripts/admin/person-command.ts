import { linkPassword } from "@/lib/auth/people/link-password";
import { listPeople } from "@/lib/auth/people/list-people";
import { emailSchema } from "@/lib/auth/schemas";
import { systemContext } from "@/lib/auth/system-context";
import { WhereinError } from "@/lib/errors";

const usage = "npm run person -- password-link ada@example.org";

/**
 * `person password-link EMAIL`: a one-time link by which that user chooses a new password, for an installation whose only administrator lost theirs. With
 * `--check` only the parameters are judged, without a database.
 */
export async function runPersonCommand(parameters: string[]): Promise<string | null> {
  const [command, address, ...rest] = parameters.filter((parameter) => parameter !== "--check");
  const email = emailSchema.safeParse(address);
  if (command !== "password-link" || !email.success || rest.length > 0) throw new WhereinError("invalid", `Write: ${usage}`);
  if (parameters.includes("--check")) return null;
  const ctx = systemContext("npm run person");
  const person = (await listPeople({ ctx, input: {} })).data.find((each) => each.email === email.data);
  if (person === undefined) throw new WhereinError("not_found", `No user has the address ${email.data}.`);
  return (await linkPassword({ ctx, input: { id: person.id } })).link;
}
