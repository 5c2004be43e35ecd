import { cache } from "react";
import { requirePageContext } from "@/lib/auth";
import { freshnessSummary } from "@/lib/inventory/read";

/** How new everything is: read once for the frame and the page in it. */
export const readFreshness = cache(async () => freshnessSummary({ ctx: await requirePageContext(), input: {} }));
