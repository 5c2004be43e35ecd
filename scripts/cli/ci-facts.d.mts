type Facts = Partial<Record<"service" | "ref" | "version" | "commit" | "runUrl", string>>;

export function ciFacts(environment: Record<string, string | undefined>): { system: string | null; facts: Facts };
