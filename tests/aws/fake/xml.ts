const signs: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };

/** XML with every value in it escaped. */
export function xml(parts: TemplateStringsArray, ...values: unknown[]): string {
  return String.raw({ raw: parts }, ...values.map((value) => String(value).replace(/[&<>"]/g, (sign) => signs[sign] ?? sign)));
}
