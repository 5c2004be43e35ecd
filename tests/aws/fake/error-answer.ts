import type { AwsError } from "./aws-error";
import type { Answer, Protocol } from "./service";
import { xml } from "./xml";

/** An error as the protocol of the service writes it. */
export function errorAnswer(protocol: Protocol, { code, message, status }: AwsError): Answer & { status: number } {
  switch (protocol) {
    case "json":
      return { status, body: { __type: code, message } };
    case "rest-json":
      return { status, headers: { "x-amzn-errortype": code }, body: { message } };
    case "query":
      return {
        status,
        body: xml`<ErrorResponse><Error><Type>Sender</Type><Code>${code}</Code><Message>${message}</Message></Error><RequestId>fake</RequestId></ErrorResponse>`,
      };
    case "s3":
      return { status, body: xml`<Error><Code>${code}</Code><Message>${message}</Message><RequestId>fake</RequestId></Error>` };
  }
}
