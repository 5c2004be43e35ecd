export type VisiblePart = { hidden: boolean; text: string };

export function visibleParts(text: string): VisiblePart[];
export function visible(text: string): string;
export function visibleJson(value: unknown): string;
