import type { Deployment } from "@/lib/inventory/deployments/schemas";

/** An environment, and that it counts as production where its name is not just that. */
export function EnvironmentName({ environment: { name, tier } }: { environment: Deployment["environment"] }) {
  return (
    <>
      <span className={tier === "production" ? "font-medium" : undefined}>{name}</span>
      {tier === "production" && name !== "production" ? (
        <span className="ml-2 rounded border border-line-strong px-1 text-2xs text-muted" title="By its name it counts as production">
          production
        </span>
      ) : null}
    </>
  );
}
