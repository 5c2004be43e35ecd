import { cookies } from "next/headers";
import { AccountMenu } from "@/components/shell/account-menu";
import { Brand } from "@/components/shell/brand";
import { FreshnessDot } from "@/components/shell/freshness-dot";
import { Nav } from "@/components/shell/nav";
import { Shell } from "@/components/shell/shell";
import { themeCookie, themeOf } from "@/components/shell/theme";
import { requirePageContext } from "@/lib/auth";
import { freshnessSummary } from "@/lib/inventory/read";

/** Every page in here needs someone signed in. */
export default async function WorkspaceLayout({ children }: { children: React.ReactNode }) {
  const ctx = await requirePageContext();
  const [freshness, jar] = await Promise.all([freshnessSummary({ ctx, input: {} }), cookies()]);
  const { total, fresh } = freshness.services;
  return (
    <Shell
      brand={<Brand />}
      nav={<Nav />}
      right={
        <>
          <FreshnessDot lastUploadAt={freshness.lastUploadAt} notCurrent={total - fresh} />
          <AccountMenu name={ctx.actor.name} theme={themeOf(jar.get(themeCookie)?.value)} />
        </>
      }
    >
      {children}
    </Shell>
  );
}
