import {
  createdEventCredentialSchema,
  createEventCredential,
  createEventCredentialSchema,
  eventCredentialListSchema,
  listEventCredentials,
  listEventCredentialsSchema,
} from "@/lib/aws";
import { apiRoute } from "@/lib/http";

export const GET = apiRoute({ scopes: ["aws:write"], query: listEventCredentialsSchema, response: eventCredentialListSchema }, ({ ctx }) =>
  listEventCredentials({ ctx, input: {} }),
);

export const POST = apiRoute({ scopes: ["aws:write"], body: createEventCredentialSchema, response: createdEventCredentialSchema }, ({ ctx, body, reply }) => {
  reply.status = 201;
  return createEventCredential({ ctx, input: body });
});
