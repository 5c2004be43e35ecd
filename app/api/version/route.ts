import { versionAnswer } from "@/lib/dependency-track";
import { securityHeaders } from "@/lib/http";

// Without authentication, as at Dependency-Track: plug-ins ask before they have a key to show.
export const GET = async () => Response.json(versionAnswer, { headers: securityHeaders });
