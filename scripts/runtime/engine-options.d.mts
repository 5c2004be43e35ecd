export function engineOptions(): string[];
