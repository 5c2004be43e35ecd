import { expect, it } from "vitest";
import { idInKey, resourceKey } from "./resource-key";

const account = "111122223333";
const instance = "AWS_EC2_INSTANCE";

it.each([
  ["i-0abc", instance, "eu-west-1", `arn:aws:ec2:eu-west-1:${account}:instance/i-0abc`],
  ["i-0abc", instance, "cn-north-1", `arn:aws-cn:ec2:cn-north-1:${account}:instance/i-0abc`],
  ["i-0abc", instance, "us-gov-west-1", `arn:aws-us-gov:ec2:us-gov-west-1:${account}:instance/i-0abc`],
  ["i-0abc", instance, "", `arn:aws:ec2::${account}:instance/i-0abc`],
  ["/subscriptions/1/vm/x", "Microsoft.Compute/virtualMachines", "eu-west-1", `${account}/eu-west-1//subscriptions/1/vm/x`],
  ["vm-1", "OTHER", "", `${account}//vm-1`],
])("%s of type %s in %s is stored as %s, and asked for by its id", (id, typeName, region, key) => {
  expect(resourceKey({ id, typeName, account, region })).toBe(key);
  expect(idInKey(key)).toBe(id);
});

it("an ARN is its own key, and id", () => {
  for (const id of [`arn:aws:ecr:eu-west-1:${account}:repository/a/sha256:1`, "arn:aws:codecommit:x"]) {
    expect(resourceKey({ id, typeName: "OTHER", account: "444455556666", region: "us-east-1" })).toBe(id);
    expect(idInKey(id)).toBe(id);
  }
});
