import { createHash, randomUUID } from "node:crypto";
import { AwsError } from "./aws-error";
import { type FakeService, type Fields, routeByTarget } from "./service";

type Message = { id: string; body: string; receives: number; hiddenUntilMs: number; receipt: string };

export class FakeQueue {
  messages: Message[] = [];
  /** What was received more often goes here, when it is set. */
  deadLetters: Message[] = [];
  receivesMax = Number.POSITIVE_INFINITY;
  visibilityMs = 30_000;
  /** Ids of messages whose deletion fails. */
  readonly undeletable = new Set<string>();

  /** Puts a message in, a value as JSON. Returns its id. */
  send(body: unknown): string {
    const id = randomUUID();
    this.messages.push({ id, body: typeof body === "string" ? body : JSON.stringify(body), receives: 0, hiddenUntilMs: 0, receipt: "" });
    return id;
  }

  /** Lets what was received and not deleted be received again. */
  showAgain(): void {
    for (const message of this.messages) message.hiddenUntilMs = 0;
  }

  receive(count: number): Message[] {
    const seen = this.messages.filter(({ hiddenUntilMs }) => hiddenUntilMs <= Date.now()).slice(0, count);
    for (const message of seen) {
      message.receives += 1;
      message.hiddenUntilMs = Date.now() + this.visibilityMs;
      message.receipt = `${message.id}:${message.receives}`;
      if (message.receives > this.receivesMax) this.deadLetters.push(message);
    }
    this.messages = this.messages.filter((message) => !this.deadLetters.includes(message));
    return seen.filter((message) => !this.deadLetters.includes(message));
  }

  delete(receipt: string): boolean {
    const message = this.messages.find((one) => one.receipt === receipt);
    if (!message || this.undeletable.has(message.id)) return false;
    this.messages = this.messages.filter((one) => one !== message);
    return true;
  }
}

/** SQS: queues by `account/name`, the last parts of their URLs, wherever these point. */
export class FakeSqs implements FakeService {
  readonly protocol = "json";
  readonly #queues = new Map<string, FakeQueue>();

  /** The queue of an account, made if there is none. */
  queue(account: string, name: string): FakeQueue {
    const key = `${account}/${name}`;
    const queue = this.#queues.get(key) ?? new FakeQueue();
    this.#queues.set(key, queue);
    return queue;
  }

  route(request: Parameters<FakeService["route"]>[0]) {
    return routeByTarget(request, {
      ReceiveMessage: (input) => ({
        Messages: this.#of(input)
          .receive(Number(input.MaxNumberOfMessages ?? 1))
          .map(messageOf),
      }),
      DeleteMessageBatch: (input) => {
        const queue = this.#of(input);
        const entries = input.Entries as { Id: string; ReceiptHandle: string }[];
        if (entries.length === 0 || entries.length > 10) throw new AwsError("com.amazonaws.sqs#TooManyEntriesInBatchRequest", "Between 1 and 10 entries");
        const outcomes = entries.map((entry) => ({ Id: entry.Id, isDeleted: queue.delete(entry.ReceiptHandle) }));
        const failed = outcomes
          .filter(({ isDeleted }) => !isDeleted)
          .map(({ Id }) => ({ Id, SenderFault: false, Code: "InternalError", Message: "Not deleted" }));
        return { Successful: outcomes.filter(({ isDeleted }) => isDeleted).map(({ Id }) => ({ Id })), Failed: failed };
      },
    });
  }

  #of(input: Fields): FakeQueue {
    const key = String(input.QueueUrl).split("/").slice(-2).join("/");
    const queue = this.#queues.get(key);
    if (!queue) throw new AwsError("com.amazonaws.sqs#QueueDoesNotExist", "The specified queue does not exist.");
    return queue;
  }
}

const messageOf = ({ id, body, receives, receipt }: Message) => ({
  MessageId: id,
  ReceiptHandle: receipt,
  Body: body,
  MD5OfBody: createHash("md5").update(body).digest("hex"),
  Attributes: { ApproximateReceiveCount: String(receives) },
});
