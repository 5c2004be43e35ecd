import { z } from "zod";
import { emailSchema, line, passwordSchema } from "../schemas";

const nameMax = 100;
export const roles = ["admin", "member"] as const;
const roleSchema = z.enum(roles).describe("`admin` may change settings, tokens and people; `member` works with what is there.");

export const personIdSchema = z.object({ id: z.uuid() });

export const personSchema = z.object({
  id: z.string(),
  name: z.string(),
  email: z.string(),
  role: roleSchema,
  createdAt: z.iso.datetime(),
  lastSignInAt: z.iso.datetime().nullable(),
  disabledAt: z.iso.datetime().nullable().describe("From then on they cannot sign in; null: they can."),
});
export type Person = z.infer<typeof personSchema>;

export const personDetailSchema = personSchema.extend({
  holds: z
    .object({
      tokens: z.number().int().describe("API tokens that they made, also by a token, and that have not ended. They work while the person is not disabled."),
      assigned: z.number().int().describe("Open findings that are assigned to them: `assignee=` and their id lists them."),
      requests: z
        .number()
        .int()
        .describe("Decisions that they or their tokens asked for and that wait for a second person, who can only reject them while they are disabled."),
    })
    .describe("What is theirs, and stays so when they are disabled."),
});
export type PersonDetail = z.infer<typeof personDetailSchema>;

export const personListSchema = z.object({ data: z.array(personSchema) });
export type PersonList = z.infer<typeof personListSchema>;

export const personChangesSchema = z
  .strictObject({ name: line(nameMax).optional(), role: roleSchema.optional(), disabled: z.boolean().optional() })
  .meta({ example: { role: "admin" } });
export const changePersonSchema = personChangesSchema.extend(personIdSchema.shape);
export type ChangePerson = z.input<typeof changePersonSchema>;

export const invitePersonSchema = z
  .strictObject({ email: emailSchema, name: line(nameMax), role: roleSchema.default("member") })
  .meta({ example: { email: "ada@example.org", name: "Ada", role: "member" } });
export type InvitePerson = z.input<typeof invitePersonSchema>;

export const invitationIdSchema = z.object({ id: z.string().regex(/^[0-9a-f]{16}$/, "Not the id of an invitation") });

export const invitationSchema = z.object({
  id: z.string(),
  email: z.string(),
  name: z.string(),
  role: roleSchema,
  purpose: z.enum(["join", "password"]).describe("`join`: they become a user by it; `password`: a user chooses a new password."),
  createdBy: z.string(),
  createdAt: z.iso.datetime(),
  expiresAt: z.iso.datetime(),
});
export type Invitation = z.infer<typeof invitationSchema>;

export const invitationListSchema = z.object({ data: z.array(invitationSchema) });
export type InvitationList = z.infer<typeof invitationListSchema>;

export const issuedInvitationSchema = invitationSchema.extend({
  link: z.string().describe("Give it to them. It works once, it is shown this once, and only its hash is stored."),
});
export type IssuedInvitation = z.infer<typeof issuedInvitationSchema>;

export const acceptInvitationSchema = z.object({
  secret: z.string().max(200),
  /** Of somebody who joins; a user who chooses a new password keeps theirs. */
  name: line(nameMax).optional(),
  password: passwordSchema,
});
export type AcceptInvitation = z.input<typeof acceptInvitationSchema>;
