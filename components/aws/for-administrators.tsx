import { Notice } from "@/components/ui/notice";

export function ForAdministrators({ what }: { what: string }) {
  return (
    <Notice tone="info" title={what} className="max-w-[820px]">
      Ask an administrator.
    </Notice>
  );
}
