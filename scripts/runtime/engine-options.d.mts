export function engineOptions(name: "server" | "worker"): string[];
