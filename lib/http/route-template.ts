export type RouteParams = Readonly<Record<string, string | string[] | undefined>>;

/**
 * The template of a path, e.g. `/api/v1/tokens/[id]`: each parameter's value is replaced by its name, last match first.
 * Bounded, so that it can label a metric.
 */
export function routeTemplate(path: string, params: RouteParams): string {
  const segments = path.split("/");
  for (const [name, value] of Object.entries(params)) {
    if (value === undefined) continue;
    const length = Array.isArray(value) ? value.length : 1;
    const first = (Array.isArray(value) ? value[0] : value) ?? "";
    const at = segments.findLastIndex((segment, index) => segment !== "" && index + length <= segments.length && sameSegment(segment, first));
    if (at < 0) return "unmatched";
    segments.splice(at, length, Array.isArray(value) ? `[...${name}]` : `[${name}]`);
  }
  return segments.join("/");
}

// Next hands parameters over encoded or decoded, depending on where the request came in.
function sameSegment(segment: string, value: string): boolean {
  if (segment === value) return true;
  try {
    return decodeURIComponent(segment) === decodeURIComponent(value);
  } catch {
    return false;
  }
}
