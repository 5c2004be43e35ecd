/** A template of a route in segments: a segment that begins with `{` takes any value. */
export type Segments = readonly string[];

/** Whether a path has the form of a template: as many segments, equal or, where the template has a parameter, not empty. */
export function fits(template: Segments, segments: Segments): boolean {
  return template.length === segments.length && template.every((part, index) => part === segments[index] || (part.startsWith("{") && segments[index] !== ""));
}

/** The order in which the framework takes templates: of two that fit a path, the one that names what the other leaves open comes first. */
export function byExactness(one: Segments, other: Segments): number {
  const isOpen = (segments: Segments, index: number) => Number(segments[index]?.startsWith("{") ?? false);
  const index = one.findIndex((_, place) => isOpen(one, place) !== isOpen(other, place));
  return index < 0 ? 0 : isOpen(one, index) - isOpen(other, index);
}

/** The values of a template's parameters in a path that fits it; null when one of them is not encoded as URLs are. */
export function paramsOf(template: Segments, segments: Segments): Record<string, string> | null {
  const params: Record<string, string> = {};
  for (const [index, part] of template.entries()) {
    if (!part.startsWith("{")) continue;
    try {
      params[part.slice(1, -1)] = decodeURIComponent(segments[index] ?? "");
    } catch {
      return null;
    }
  }
  return params;
}
