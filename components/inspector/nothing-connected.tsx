import Link from "next/link";
import { EmptyState } from "@/components/ui/empty-state";

/** Why there is nothing of Inspector, and what to connect. */
export function NothingConnected() {
  return (
    <div className="panel">
      <EmptyState title="Amazon Inspector is not connected">
        Name an account and a role that may read its findings, or let EventBridge send them, under{" "}
        <Link href="/settings/aws" className="link-inline">
          Settings, AWS
        </Link>
        . Then what Inspector reports stands here beside what OSV's advisories say.
      </EmptyState>
    </div>
  );
}
