import { cookies } from "next/headers";
import { AlertBanner } from "@/components/alerts/alert-banner";
import { AccountMenu } from "@/components/shell/account-menu";
import { Brand } from "@/components/shell/brand";
import { FreshnessDot } from "@/components/shell/freshness-dot";
import { Nav } from "@/components/shell/nav";
import { Shell } from "@/components/shell/shell";
import { themeCookie, themeOf } from "@/components/shell/theme";
import { alertsNeedingAttention } from "@/lib/alerts";
import { requirePageContext } from "@/lib/auth";
import { freshnessSummary } from "@/lib/inventory/read";

/** Every page in here needs someone signed in. */
export default async function WorkspaceLayout({ children }: { children: React.ReactNode }) {
  const ctx = await requirePageContext();
  const [freshness, attention, jar] = await Promise.all([freshnessSummary({ ctx, input: {} }), alertsNeedingAttention({ ctx, input: {} }), cookies()]);
  const { total, fresh } = freshness.services;
  return (
    <Shell
      brand={<Brand />}
      nav={<Nav />}
      banner={<AlertBanner initial={attention} />}
      right={
        <>
          <FreshnessDot lastUploadAt={freshness.lastUploadAt} notCurrent={total - fresh} advisories={freshness.advisories} />
          <AccountMenu name={ctx.actor.name} theme={themeOf(jar.get(themeCookie)?.value)} />
        </>
      }
    >
      {children}
    </Shell>
  );
}
