import { describe, expect, test } from "vitest";
import { certificateUrlOf, confirmationUrlOf, snsHostOf } from "./pinned-host";

const topic = "arn:aws:sns:eu-central-1:123456789012:inspector";

describe("the host that speaks for a topic", () => {
  test.each([
    [topic, "sns.eu-central-1.amazonaws.com"],
    ["arn:aws-us-gov:sns:us-gov-west-1:123456789012:t", "sns.us-gov-west-1.amazonaws.com"],
    ["arn:aws-cn:sns:cn-north-1:123456789012:t", "sns.cn-north-1.amazonaws.com.cn"],
  ])("of %s is %s", (arn, host) => {
    expect(snsHostOf(arn)).toBe(host);
  });
});

describe("a certificate", () => {
  test("is taken from the topic's own host", () => {
    expect(certificateUrlOf("https://sns.eu-central-1.amazonaws.com/SimpleNotificationService-56e67fcb.pem", topic)?.href).toBe(
      "https://sns.eu-central-1.amazonaws.com/SimpleNotificationService-56e67fcb.pem",
    );
  });

  test.each([
    ["without TLS", "http://sns.eu-central-1.amazonaws.com/a.pem"],
    ["of another region", "https://sns.us-east-1.amazonaws.com/a.pem"],
    ["of another partition", "https://sns.eu-central-1.amazonaws.com.cn/a.pem"],
    ["of a host that only begins so", "https://sns.eu-central-1.amazonaws.com.example.org/a.pem"],
    ["of a host that only ends so", "https://evil-sns.eu-central-1.amazonaws.com/a.pem"],
    ["behind a user name that looks like the host", "https://sns.eu-central-1.amazonaws.com@example.org/a.pem"],
    ["with a user name", "https://a:b@sns.eu-central-1.amazonaws.com/a.pem"],
    ["at another port", "https://sns.eu-central-1.amazonaws.com:8443/a.pem"],
    ["that is no .pem", "https://sns.eu-central-1.amazonaws.com/a.pem.txt"],
    ["named by its query", "https://sns.eu-central-1.amazonaws.com/?x=/a.pem"],
    ["with a query", "https://sns.eu-central-1.amazonaws.com/a.pem?x=1"],
    ["with a fragment", "https://sns.eu-central-1.amazonaws.com/a#.pem"],
    ["in a bucket of S3", "https://s3.eu-central-1.amazonaws.com/sns.eu-central-1.amazonaws.com/a.pem"],
    ["deeper down", "https://sns.eu-central-1.amazonaws.com/a/b.pem"],
    ["with a backslash", "https://sns.eu-central-1.amazonaws.com\\@example.org/a.pem"],
    ["of this machine", "https://127.0.0.1/a.pem"],
    ["that is no address", "a.pem"],
  ])("%s is not", (_, url) => {
    expect(certificateUrlOf(url, topic)).toBeNull();
  });
});

describe("a subscription", () => {
  const confirm = (host: string, query: string) => `https://${host}/?${query}`;
  const host = "sns.eu-central-1.amazonaws.com";

  test("is confirmed at the topic's own host", () => {
    expect(confirmationUrlOf(confirm(host, `Action=ConfirmSubscription&TopicArn=${topic}&Token=abc`), topic)).not.toBeNull();
  });

  test.each([
    ["at another host", confirm("sns.us-east-1.amazonaws.com", `Action=ConfirmSubscription&TopicArn=${topic}&Token=abc`)],
    ["of another topic", confirm(host, `Action=ConfirmSubscription&TopicArn=${topic}2&Token=abc`)],
    ["by another action", confirm(host, `Action=Publish&TopicArn=${topic}&Token=abc`)],
    ["without a token", confirm(host, `Action=ConfirmSubscription&TopicArn=${topic}`)],
    ["without TLS", confirm(host, `Action=ConfirmSubscription&TopicArn=${topic}&Token=abc`).replace("https", "http")],
  ])("is not confirmed %s", (_, url) => {
    expect(confirmationUrlOf(url, topic)).toBeNull();
  });
});
