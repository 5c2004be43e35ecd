import type { PresencePaths } from "@/lib/blast-radius/explain-schemas";
import { visible } from "@/lib/text/visible.mjs";

/** The text tree under the service itself, which the paths leave out. */
export function treeWithRoot(paths: Pick<PresencePaths, "service" | "build" | "text">): string {
  const lines = paths.text.split("\n");
  const isTop = (line: string) => !/^[\s│├└]/.test(line);
  const lastTop = lines.findLastIndex(isTop);
  const under = lines.map((line, index) => {
    if (isTop(line)) return `${index === lastTop ? "└─ " : "├─ "}${line}`;
    return `${index < lastTop ? "│  " : "   "}${line}`;
  });
  return [visible(`${paths.service.name} ${paths.build.version ?? ""}`.trim()), ...under].join("\n");
}
