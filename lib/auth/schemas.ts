import { z } from "zod";
import { tokenScopes } from "@/lib/context";

// Names are shown in tables and logs: no control characters.
export const line = (max: number) =>
  z
    .string()
    .trim()
    .min(1)
    .max(max)
    .regex(/^[^\p{Cc}\p{Cs}]*$/u, "Must not have control characters");

export const passwordSchema = z.string().min(12, "Use at least 12 characters").max(200);
export const emailSchema = z.string().trim().toLowerCase().max(200).pipe(z.email("Not an e-mail address"));

export const createTokenSchema = z
  .object({
    name: line(100).describe("What the token is for; shown in lists and in the audit trail."),
    scopes: z
      .array(z.enum(tokenScopes))
      .min(1)
      .max(tokenScopes.length)
      .transform((list) => [...new Set(list)])
      .describe("What the token may do; never more than its creator may."),
    expiresAt: z.iso.datetime({ offset: true }).nullable().default(null).describe("When it stops working; null: never."),
  })
  .meta({ example: { name: "ci", scopes: ["sbom:write"], expiresAt: "2027-01-31T00:00:00Z" } });
export type CreateToken = z.input<typeof createTokenSchema>;

export const listTokensSchema = z.object({
  limit: z.coerce.number().int().min(1).max(500).default(100),
  cursor: z.string().max(200).optional(),
});
export type ListTokens = z.input<typeof listTokensSchema>;

export const tokenIdSchema = z.object({ id: z.uuid() });

/** `owner_disabled`: whoever made it is disabled; it works again when they are enabled. */
export const tokenStates = ["active", "expired", "revoked", "owner_disabled"] as const;

export const tokenSchema = z.object({
  id: z.string(),
  name: z.string(),
  prefix: z.string().describe("The first 12 characters of the secret, to recognise it."),
  scopes: z.array(z.enum(tokenScopes)),
  state: z.enum(tokenStates),
  createdBy: z.string(),
  createdAt: z.iso.datetime(),
  expiresAt: z.iso.datetime().nullable(),
  lastUsedAt: z.iso.datetime().nullable().describe("Accurate to a minute."),
  revokedAt: z.iso.datetime().nullable(),
});
export type Token = z.infer<typeof tokenSchema>;

export const createdTokenSchema = tokenSchema.extend({ token: z.string().describe("The secret. It is shown this once and never stored.") });
export type CreatedToken = z.infer<typeof createdTokenSchema>;

export const tokenPageSchema = z.object({
  data: z.array(tokenSchema),
  meta: z.object({ limit: z.number().int(), nextCursor: z.string().nullable() }),
});
export type TokenPage = z.infer<typeof tokenPageSchema>;

export const createFirstAdministratorSchema = z.object({
  secret: z.string().max(200),
  name: line(100),
  email: emailSchema,
  password: passwordSchema,
});
export type CreateFirstAdministrator = z.input<typeof createFirstAdministratorSchema>;

export const signInSchema = z.object({ email: emailSchema, password: z.string().max(200) });
