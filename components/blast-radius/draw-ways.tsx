"use client";
import { Workflow } from "lucide-react";
import { useState } from "react";
import { PathDrawing } from "@/components/blast-radius/path-drawing";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Notice } from "@/components/ui/notice";
import type { PathGraph } from "@/lib/blast-radius/pictures/path-graph";

type DrawWaysProps = {
  title: string;
  service: string;
  /** The address of the graph in the API. */
  href: string;
  /** The same in text. */
  children: React.ReactNode;
};

type Drawn = { kind: "reading" } | { kind: "read"; graph: PathGraph } | { kind: "failed"; detail: string };

/** Opens the drawing of all ways to one package version, with the text beside it. */
export function DrawWays({ title, service, href, children }: DrawWaysProps) {
  const [drawn, setDrawn] = useState<Drawn | null>(null);
  async function open() {
    setDrawn({ kind: "reading" });
    setDrawn(await readGraph(href));
  }
  return (
    <>
      <Button onClick={() => void open()} className="h-7">
        <Workflow aria-hidden /> Draw it
      </Button>
      <Dialog open={drawn !== null} onOpenChange={(isOpen) => isOpen || setDrawn(null)} title={title} className="top-[6vh] max-h-[88vh] w-[min(1280px,96vw)]">
        <div className="grid grid-cols-1 gap-5 lg:grid-cols-[minmax(0,1fr)_340px]">
          <div aria-live="polite" aria-busy={drawn?.kind === "reading"} className="min-w-0">
            {drawn?.kind === "read" ? <PathDrawing graph={drawn.graph} service={service} /> : null}
            {drawn?.kind === "reading" ? <div role="status" aria-label="Reading the graph" className="skeleton h-64" /> : null}
            {drawn?.kind === "failed" ? <Notice tone="error" title={drawn.detail} /> : null}
          </div>
          <div className="min-w-0">
            <h3 className="mb-2 font-semibold">The shortest ways in text</h3>
            {children}
          </div>
        </div>
      </Dialog>
    </>
  );
}

async function readGraph(href: string): Promise<Drawn> {
  try {
    const response = await fetch(href);
    const body: unknown = await response.json();
    if (response.ok) return { kind: "read", graph: body as PathGraph };
    const detail = typeof body === "object" && body !== null && "detail" in body ? String(body.detail) : `The server answered ${response.status}.`;
    return { kind: "failed", detail };
  } catch {
    return { kind: "failed", detail: "The server did not answer. Close this and try again." };
  }
}
