import { Type } from "typebox";
import { roles } from "../access/roles.ts";
import { nullable, oneOf, Timestamp } from "../http/wire.ts";
import { longestPassword, shortestPassword } from "./passwords.ts";

const Login = Type.String({
  minLength: 2,
  maxLength: 40,
  pattern: "^[a-z0-9][a-z0-9._-]*$",
  description: "Badge or code",
});
const Password = Type.String({ minLength: 1, maxLength: longestPassword });
const NewPassword = Type.String({ minLength: shortestPassword, maxLength: longestPassword });

export const Me = Type.Object(
  {
    login: Type.String(),
    role: oneOf(roles),
    scope: Type.Object({
      isCity: Type.Boolean({ description: "The whole city" }),
      communityIds: Type.Array(Type.Integer(), { description: "Else these, at this moment" }),
    }),
    sessionId: Type.String({ format: "uuid" }),
  },
  { $id: "Me", description: "Who is signed in" },
);

export const Session = Type.Object(
  {
    id: Type.String({ format: "uuid" }),
    device: Type.String(),
    signedInAt: Timestamp,
    seenAt: Timestamp,
    endsAt: nullable(Timestamp),
    isCurrent: Type.Boolean(),
  },
  { $id: "Session", description: "A browser or terminal that is signed in" },
);

export const SignInBody = Type.Object({ login: Login, password: Password }, { additionalProperties: false });

export const SetupBody = Type.Object(
  {
    token: Type.String({ maxLength: 100, description: "As the server printed it" }),
    login: Login,
    password: NewPassword,
  },
  { additionalProperties: false },
);

export const PasswordBody = Type.Object(
  { password: Password, newPassword: NewPassword },
  { additionalProperties: false },
);

export const SessionParameters = Type.Object({
  id: Type.Unsafe<string>({ type: "string", pattern: "^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$" }),
});
