import { afterEach, beforeEach, expect, vi } from "vitest";
import { AwsClients } from "@/lib/aws/clients";
import { listDeployments } from "@/lib/inventory/deployments";
import { FakeAws, home } from "../aws/fake";
import { reader, withInventory } from "./inventory-fixture";
import { forgetAll, knowAccount, ship as shipTo } from "./workloads-fixture";

type Asked = { fake: FakeAws; clients: AwsClients };

/** An inventory that knows the home account, and for each test a fake AWS with clients of the SDK that ask it. Its answers have to be as AWS's are. */
export function withAws() {
  const inventory = withInventory();
  let asked: Asked | null = null;
  const current = (): Asked => {
    if (asked === null) throw new Error("AWS is there within tests only");
    return asked;
  };
  beforeEach(async () => {
    const fake = await FakeAws.start();
    for (const [name, value] of Object.entries(fake.env)) vi.stubEnv(name, value);
    const access = { accountId: home.account, roleArn: null, externalId: null };
    const patience = { attempts: 3, connectMs: 2_000, requestMs: 5_000 };
    asked = { fake, clients: new AwsClients({ access, region: home.region, signal: new AbortController().signal, patience }) };
    await forgetAll(inventory);
    await knowAccount(inventory);
  });
  afterEach(async () => {
    const { fake, clients } = current();
    asked = null;
    await clients.close();
    await fake.stop();
    expect(fake.violations).toEqual([]);
  });
  return {
    inventory,
    pool: () => inventory.database.pool,
    get fake() {
      return current().fake;
    },
    get clients() {
      return current().clients;
    },
    ship: (service: string, digest: string) => shipTo(inventory, service, digest),
  };
}

/** `service: what of it is observed where`, and whether it runs. */
export async function observed(): Promise<string[]> {
  const { data } = await listDeployments({ ctx: reader, input: { limit: 500 } });
  return data.map(({ service, environment, sourceText, to }) => `${service.slug} in ${environment.name}, ${sourceText}${to ? ", ended" : ""}`).sort();
}
