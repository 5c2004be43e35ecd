import { visible } from "@/lib/text/visible.mjs";
import type { PathNode } from "./explain-schemas";

type Branch = { label: string; children: Map<string, Branch> };

/**
 * Paths as a text tree, shared beginnings once:
 *
 *   spring-boot-starter 3.1.0
 *   └─ spring-boot-starter-logging 3.1.0
 *      └─ log4j-core 2.14.1
 *
 * Hidden characters are written out: a name can neither break a line nor turn one around.
 */
export function toTextTree(paths: readonly (readonly Pick<PathNode, "packageVersionId" | "name" | "version">[])[]): string {
  const top: Branch = { label: "", children: new Map() };
  for (const path of paths) {
    let branch = top;
    for (const node of path) {
      const key = String(node.packageVersionId);
      const next = branch.children.get(key) ?? { label: visible(node.version === "" ? node.name : `${node.name} ${node.version}`), children: new Map() };
      branch.children.set(key, next);
      branch = next;
    }
  }
  const lines: string[] = [];
  for (const branch of top.children.values()) {
    lines.push(branch.label);
    addLines(branch, "", lines);
  }
  return lines.join("\n");
}

function addLines(branch: Branch, indent: string, lines: string[]): void {
  const children = [...branch.children.values()];
  children.forEach((child, index) => {
    const isLast = index === children.length - 1;
    lines.push(`${indent}${isLast ? "└─" : "├─"} ${child.label}`);
    addLines(child, `${indent}${isLast ? "   " : "│  "}`, lines);
  });
}
