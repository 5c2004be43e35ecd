import { z } from "zod";

const account = z.string().regex(/^\d{12}$/, "Must be the twelve digits of an AWS account");

export const createEventCredentialSchema = z
  .object({
    // Names are shown in tables and logs: no control characters.
    name: z
      .string()
      .trim()
      .min(1)
      .max(100)
      .regex(/^[^\p{Cc}\p{Cs}]*$/u, "Must not have control characters")
      .describe("What sends with it; shown in lists and in the audit trail."),
    accounts: z
      .array(account)
      .min(1)
      .max(2_000)
      .transform((list) => [...new Set(list)].sort())
      .describe("The accounts that it may speak for. A delegated administrator of Inspector sends for its members: list it and them."),
  })
  .meta({ example: { name: "eventbridge eu-central-1", accounts: ["123456789012"] } });
export type CreateEventCredential = z.input<typeof createEventCredentialSchema>;

export const listEventCredentialsSchema = z.object({});

export const eventCredentialIdSchema = z.object({ id: z.uuid() });

export const eventCredentialSchema = z.object({
  id: z.string(),
  name: z.string(),
  prefix: z.string().describe("The first 12 characters of the secret, to recognise it."),
  accounts: z.array(z.string()),
  state: z.enum(["active", "revoked"]),
  createdBy: z.string(),
  createdAt: z.iso.datetime(),
  lastUsedAt: z.iso.datetime().nullable().describe("Accurate to a minute."),
  revokedAt: z.iso.datetime().nullable(),
});
export type EventCredential = z.infer<typeof eventCredentialSchema>;

export const createdEventCredentialSchema = eventCredentialSchema.extend({
  secret: z.string().describe("It is shown this once and never stored. EventBridge sends it as `Authorization: Bearer ...`, `X-Api-Key` or password."),
});
export type CreatedEventCredential = z.infer<typeof createdEventCredentialSchema>;

export const eventCredentialListSchema = z.object({ data: z.array(eventCredentialSchema) });
export type EventCredentialList = z.infer<typeof eventCredentialListSchema>;
