"use client";
import { Button } from "@/components/ui/button";

export function PrintButton({ look = "primary" }: { look?: "primary" | "plain" }) {
  return (
    <Button look={look} onClick={() => window.print()}>
      Print
    </Button>
  );
}
