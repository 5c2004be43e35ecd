import { destinationCommands, eventPattern, eventsAddress } from "@/components/aws/event-steps";
import { CodeBlock } from "@/components/ui/code-block";

/** How EventBridge is told to send, a step at a time. Without a secret the commands say where it goes. */
export function EventSetup({ address, secret }: { address: string; secret: string | null }) {
  return (
    <ol className="flex list-decimal flex-col gap-3 pl-5">
      <li>
        In each region make a connection and an API destination{secret === null ? <> with the secret of a credential</> : null}:
        <Block label="Commands for the API destination" code={destinationCommands(address, secret ?? "SECRET")} />
      </li>
      <li>
        Make a rule on the default bus with this pattern, of the delegated administrator for Inspector's events of all its members:
        <Block label="Event pattern" code={eventPattern} />
      </li>
      <li>
        Let the rule send the matched event as it is to the API destination, in a role that may call <code>events:InvokeApiDestination</code>.
      </li>
      <li>
        The first event shows as "last used" of the credential. It goes to <code className="wrap-anywhere">{eventsAddress(address)}</code>
      </li>
    </ol>
  );
}

function Block({ label, code }: { label: string; code: string }) {
  return (
    <div className="mt-1.5">
      <CodeBlock label={label} code={code} />
    </div>
  );
}
