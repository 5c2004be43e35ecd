import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { systemContext } from "@/lib/auth";
import { createEventCredential } from "@/lib/aws";
import { fetchPinned, fetchWithin } from "@/lib/aws/events/sns/fetch-pinned";
import { pool } from "@/lib/db";
import { resetRates } from "@/lib/http/rate-limit";
import { logger } from "@/lib/observability";
import { account, findingEvent, serviceEvent } from "./setup/aws-events";
import { type EventsServer, startEventsServer } from "./setup/events-server";
import { withOwnDatabase } from "./setup/own-database";
import { makeCertificate } from "./setup/test-certificate";
import { signedBy, snsHeaders, TestSns, type UnsignedMessage } from "./setup/test-sns";

withOwnDatabase();

const certificate = makeCertificate({ commonName: "sns.amazonaws.com", names: ["sns.amazonaws.com"] });
const foreign = "222222222222";
let sns: TestSns;
let server: EventsServer;

const rows = async (text: string, values: unknown[] = []) => (await pool().query(text, values)).rows;
const send = (message: UnsignedMessage, type = message.Type) => server.post(message, snsHeaders(type));
const sendSigned = (message: UnsignedMessage) => send(signedBy(certificate, message));
const topicRow = async () =>
  (await rows("select status, succeeded_at, failed_at, problem from aws_feed where kind = 'topic' and address = $1", [sns.topic]))[0];
const audit = () => rows("select action, subject_id, actor_name, detail from audit_event order by id");
const ago = (minutes: number) => new Date(Date.now() - minutes * 60_000).toISOString();

const insertTopic = (arn: string, owner: string, enabled: boolean) =>
  rows("insert into aws_feed (account_id, region, kind, address, enabled) values ($1, 'eu-central-1', 'topic', $2, $3)", [owner, arn, enabled]);

beforeAll(async () => {
  const insert =
    "insert into aws_account (account_id, name, regions, environment, clusters, enabled, created_at) values ($1, $1, '{}', 'production', '[]', $2, now())";
  await rows(insert, [account, true]);
  await rows(insert, ["333333333333", true]);
  await rows(insert, [foreign, false]);
});
beforeEach(async () => {
  resetRates();
  await pool().query("select testing.emptied('aws_event, aws_feed')");
  await pool().query("delete from audit_event");
  sns = new TestSns();
  sns.pages.set(sns.certificateUrl, certificate.pem);
  await insertTopic(sns.topic, account, true);
  server = await startEventsServer(sns.fetch);
  return () => server.close();
});

describe("a notification", () => {
  test("that SNS signed is taken without any other credential, once", async () => {
    const event = findingEvent();
    const message = signedBy(certificate, sns.notification(event, { Subject: "ü: a subject" }));
    const first = await send(message);
    expect([first.status, first.body.data]).toEqual([200, [{ id: event.id, kind: "finding", became: "taken", reason: null }]]);
    expect((await send(message)).body.duplicate).toBe(true);
    expect(await audit()).toMatchObject([{ action: "aws_events.taken", subject_id: sns.topic, actor_name: "sns" }]);
    expect(await topicRow()).toMatchObject({ problem: null, succeeded_at: expect.any(Date) });
  });

  test("with an event that came another way before changes nothing", async () => {
    const { secret } = await createEventCredential({ ctx: systemContext("test"), input: { name: "bus", accounts: [account] } });
    const event = serviceEvent();
    await server.post(event, { "x-api-key": secret });
    expect((await sendSigned(sns.notification(event))).body.duplicate).toBe(true);
  });

  test("brings events of every account that is set up here", async () => {
    expect((await sendSigned(sns.notification(findingEvent({ owner: "333333333333" })))).status).toBe(200);
  });

  test("has its certificate fetched once", async () => {
    for (let index = 0; index < 3; index += 1) expect((await sendSigned(sns.notification(serviceEvent()))).status).toBe(200);
    expect(sns.asked).toEqual([sns.certificateUrl]);
  });

  test.each([["regional"], ["with the name in its subject only"]])("is taken with a %s certificate", async (what) => {
    const host = "sns.eu-central-1.amazonaws.com";
    const other = what === "regional" ? makeCertificate({ commonName: "SNS", names: [host] }) : makeCertificate({ commonName: host });
    sns.pages.set(sns.certificateUrl, other.pem);
    expect((await send(signedBy(other, sns.notification(serviceEvent())))).status).toBe(200);
  });
});

describe("refused, and nothing changed:", () => {
  const elsewhere = (SigningCertURL: string) => () => signedBy(certificate, sns.notification(findingEvent(), { SigningCertURL }));
  const altered = (change: Record<string, unknown>) => () => ({ ...signedBy(certificate, sns.notification(findingEvent())), ...change });
  const withCertificate = (made: Parameters<typeof makeCertificate>[0]) => () => {
    const other = makeCertificate(made);
    sns.pages.set(sns.certificateUrl, other.pem);
    return signedBy(other, sns.notification(findingEvent()));
  };
  const day = 86_400_000;
  const strangers = makeCertificate({ commonName: "sns.amazonaws.com" });

  test.each<[string, () => UnsignedMessage | Promise<UnsignedMessage>, number, string]>([
    ["a message signed by another key", () => signedBy(strangers, sns.notification(findingEvent())), 403, "sns_signature"],
    ["another message under a good signature", altered({ Message: JSON.stringify(findingEvent()) }), 403, "sns_signature"],
    ["another subject", altered({ Subject: "new" }), 403, "sns_signature"],
    ["another id", altered({ MessageId: "11111111-2222-3333-4444-555555555555" }), 403, "sns_signature"],
    ["a signature of nothing", altered({ Signature: "AAAA" }), 403, "sns_signature"],
    ["version 1", () => signedBy(certificate, sns.notification(findingEvent(), { SignatureVersion: "1" }), "sha1"), 403, "sns_signature_version"],
    ["SHA-1 called version 2", () => signedBy(certificate, sns.notification(findingEvent()), "sha1"), 403, "sns_signature"],
    ["a certificate without TLS", elsewhere("http://sns.eu-central-1.amazonaws.com/a.pem"), 403, "sns_certificate_host"],
    ["a certificate of another host", elsewhere("https://sns.eu-central-1.amazonaws.com.example.org/a.pem"), 403, "sns_certificate_host"],
    ["a certificate of another region", elsewhere("https://sns.us-east-1.amazonaws.com/a.pem"), 403, "sns_certificate_host"],
    ["a certificate that is not there", elsewhere("https://sns.eu-central-1.amazonaws.com/b.pem"), 403, "sns_certificate"],
    ["an expired certificate", withCertificate({ commonName: "sns.amazonaws.com", to: new Date(Date.now() - day) }), 403, "sns_certificate"],
    ["a certificate of tomorrow", withCertificate({ commonName: "sns.amazonaws.com", from: new Date(Date.now() + day) }), 403, "sns_certificate"],
    ["a certificate of somebody else", withCertificate({ commonName: "sns.example.org" }), 403, "sns_certificate"],
    ["a certificate whose names are others", withCertificate({ commonName: "sns.amazonaws.com", names: ["example.org"] }), 403, "sns_certificate"],
    ["a short key", withCertificate({ commonName: "sns.amazonaws.com", bits: 1_024 }), 403, "sns_certificate"],
    ["a key that is not RSA", withCertificate({ commonName: "sns.amazonaws.com", kind: "ec" }), 403, "sns_certificate"],
    ["an old message", () => signedBy(certificate, sns.notification(findingEvent(), { Timestamp: ago(61) })), 403, "sns_stale"],
    ["a message from later", () => signedBy(certificate, sns.notification(findingEvent(), { Timestamp: ago(-6) })), 403, "sns_stale"],
    [
      "an old event in a new message",
      () => signedBy(certificate, sns.notification(findingEvent({ time: new Date(Date.now() - 2 * day) }))),
      400,
      "event_too_old",
    ],
    ["an event of a foreign account", () => signedBy(certificate, sns.notification(findingEvent({ owner: foreign }))), 403, "foreign_account"],
    ["a message that is no event", () => signedBy(certificate, sns.notification("hello")), 400, "json_invalid"],
    ["a message of several events", () => signedBy(certificate, sns.notification([findingEvent()])), 400, "event_unreadable"],
    ["a topic that nobody allowed", () => signedBy(certificate, sns.notification(findingEvent(), { TopicArn: `${sns.topic}2` })), 403, "sns_topic_unknown"],
    ["a topic with a line break", () => signedBy(certificate, sns.notification(findingEvent(), { TopicArn: `${sns.topic}\n` })), 400, "sns_malformed"],
    ["a subject with a line break", () => signedBy(certificate, sns.notification(findingEvent(), { Subject: "a\nTimestamp\nb" })), 400, "sns_malformed"],
    ["a message without a signature", altered({ Signature: undefined }), 400, "sns_malformed"],
    ["a message of no type", altered({ Type: "Message" }), 400, "sns_malformed"],
  ])("%s", async (_, make, status, reason) => {
    const answer = await send(await make());
    expect([answer.status, answer.body.reason]).toEqual([status, reason]);
    expect(await rows("select id from aws_event")).toEqual([]);
    expect((await topicRow()).succeeded_at).toBeNull();
    expect(await audit()).toMatchObject([{ action: "aws_events.refused", detail: { reason } }]);
  });

  test("a topic that is switched off, and one of an account that is", async () => {
    await insertTopic(`${sns.topic}-off`, account, false);
    const ofForeign = sns.topic.replace(account, foreign);
    await insertTopic(ofForeign, foreign, true);
    for (const TopicArn of [`${sns.topic}-off`, ofForeign]) {
      expect((await sendSigned(sns.notification(serviceEvent(), { TopicArn }))).body.reason).toBe("sns_topic_unknown");
    }
    // Nothing is fetched for whom nobody has allowed.
    expect(sns.asked).toEqual([]);
  });

  test("a message that its header calls something else", async () => {
    const message = signedBy(certificate, sns.notification(serviceEvent()));
    expect((await send(message, "SubscriptionConfirmation")).body.reason).toBe("sns_malformed");
  });

  test("raw delivery, which is not signed, without a credential", async () => {
    const headers = { ...snsHeaders("Notification"), "x-amz-sns-rawdelivery": "true" };
    expect((await server.post(serviceEvent(), headers)).status).toBe(401);
  });
});

test("forgeries are logged once a minute, and their sender is told to wait", async () => {
  const warn = vi.spyOn(logger(), "warn");
  const forged = { ...signedBy(certificate, sns.notification(serviceEvent())), Subject: "new" };
  const answers: number[] = [];
  for (let index = 0; index < 32; index += 1) answers.push((await send(forged)).status);
  expect(answers).toEqual([...Array(30).fill(403), 429, 429]);
  expect(warn.mock.calls).toHaveLength(1);
  expect(await audit()).toHaveLength(1);
  warn.mockRestore();
});

test("certificates that do not exist are asked for now and then only", async () => {
  const missing = (index: number) => `https://sns.eu-central-1.amazonaws.com/${index}.pem`;
  for (let index = 0; index < 25; index += 1) await send(signedBy(certificate, sns.notification(serviceEvent(), { SigningCertURL: missing(index) })));
  await send(signedBy(certificate, sns.notification(serviceEvent(), { SigningCertURL: missing(0) })));
  expect(sns.asked).toHaveLength(20);
});

describe("a subscription", () => {
  test("is confirmed at the topic's own host, once in the audit trail", async () => {
    const message = signedBy(certificate, sns.membership("SubscriptionConfirmation"));
    const address = new URL(String(message.SubscribeURL)).href;
    sns.pages.set(address, "<ConfirmSubscriptionResponse/>");
    expect((await send(message)).body.data).toMatchObject([{ id: message.MessageId, kind: "membership", became: "taken" }]);
    expect(sns.asked).toEqual([sns.certificateUrl, address]);
    expect((await send(message)).body.duplicate).toBe(true);
    expect((await audit()).map(({ action }) => action)).toEqual(["aws_topic.subscribed"]);
  });

  test.each([
    ["of another host", "https://example.org/?Action=ConfirmSubscription"],
    ["of this machine", "http://127.0.0.1:5432/"],
  ])("is not confirmed at an address %s, though it is signed", async (_, SubscribeURL) => {
    const { status, body } = await sendSigned(sns.membership("SubscriptionConfirmation", { SubscribeURL }));
    expect([status, body.reason, sns.asked]).toEqual([403, "sns_subscribe_host", [sns.certificateUrl]]);
  });

  test("that cannot be confirmed now is asked for again", async () => {
    const { status, body } = await sendSigned(sns.membership("SubscriptionConfirmation"));
    expect([status, body.reason]).toEqual([503, "sns_unconfirmed"]);
    expect(await rows("select id from aws_event")).toEqual([]);
  });

  test("that has ended is shown with its topic until it sends again", async () => {
    await sendSigned(sns.membership("UnsubscribeConfirmation"));
    expect((await topicRow()).problem).toMatchObject({ code: "unsubscribed" });
    expect((await audit()).map(({ action }) => action)).toEqual(["aws_topic.unsubscribed"]);
    await sendSigned(sns.notification(serviceEvent()));
    expect((await topicRow()).problem).toBeNull();
  });
});

describe("what is fetched of SNS", () => {
  async function served(answer: (path: string) => { status: number; headers?: Record<string, string>; body?: Buffer }, path: string) {
    const host = createServer((request, response) => {
      const { status, headers, body } = answer(request.url ?? "");
      response.writeHead(status, headers).end(body);
    });
    await new Promise<void>((resolve) => host.listen(0, "127.0.0.1", resolve));
    try {
      return await fetchPinned(new URL(path, `http://127.0.0.1:${(host.address() as AddressInfo).port}`));
    } finally {
      host.closeAllConnections();
      host.close();
    }
  }

  test("is given with its status", async () => {
    expect(await served(() => ({ status: 403, body: Buffer.from("no") }), "/a.pem")).toEqual({ status: 403, bytes: Buffer.from("no") });
  });

  test("is not followed elsewhere", async () => {
    const answer = (path: string) => (path === "/a.pem" ? { status: 302, headers: { location: "/b.pem" } } : { status: 200, body: Buffer.from("other") });
    await expect(served(answer, "/a.pem")).rejects.toMatchObject({ code: "unavailable" });
  });

  test("is not read past its limit", async () => {
    await expect(served(() => ({ status: 200, body: Buffer.alloc(70_000) }), "/a.pem")).rejects.toMatchObject({ code: "unavailable" });
  });

  test("is not waited for longer than its time", async () => {
    const silent = createServer(() => {});
    await new Promise<void>((resolve) => silent.listen(0, "127.0.0.1", resolve));
    await expect(fetchWithin(50)(new URL(`http://127.0.0.1:${(silent.address() as AddressInfo).port}/a.pem`))).rejects.toMatchObject({ code: "unavailable" });
    silent.closeAllConnections();
    silent.close();
  });
});
