import { describeSelf, teamSelfSchema } from "@/lib/dependency-track";
import { apiRoute } from "@/lib/http";

export const GET = apiRoute({ scopes: [], apiKey: true, response: teamSelfSchema }, ({ ctx }) => describeSelf({ ctx }));
