import { z } from "zod";

/** How many there are, malware apart from the severities of everything else. */
export const severityCountsSchema = z.object({
  malware: z.number().int(),
  critical: z.number().int(),
  high: z.number().int(),
  medium: z.number().int(),
  low: z.number().int(),
  none: z.number().int(),
  unscored: z.number().int(),
});
export type SeverityCounts = z.infer<typeof severityCountsSchema>;
