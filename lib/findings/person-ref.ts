import { z } from "zod";

/** A person as lists show one. */
export const personRefSchema = z.object({ id: z.uuid(), name: z.string(), disabled: z.boolean().describe("They cannot sign in any more.") });
export type PersonRef = z.infer<typeof personRefSchema>;
