import { Type } from "typebox";
import { pageNames } from "../access/pages.ts";
import { roles } from "../access/roles.ts";
import { Id, Names, nullable, oneOf, PageQuery, ref, Timestamp } from "../http/wire.ts";
import { longestPassword, shortestPassword } from "./passwords.ts";

const Login = Type.String({
  minLength: 2,
  maxLength: 40,
  pattern: "^[a-z0-9][a-z0-9._-]*$",
  description: "Badge or code",
});
const Password = Type.String({ minLength: 1, maxLength: longestPassword });
const NewPassword = Type.String({ minLength: shortestPassword, maxLength: longestPassword });

const SignsInBy = nullable(oneOf(["password", "provider"], "A password, or a provider of identities"));

export const Me = Type.Object(
  {
    login: Type.String(),
    role: oneOf(roles),
    signsInBy: SignsInBy,
    scope: Type.Object({
      isCity: Type.Boolean({ description: "The whole city" }),
      communityIds: Type.Array(Type.Integer(), { description: "Else these, at this moment" }),
    }),
    duties: Type.Array(Type.String(), { description: "What the role does beside reading and changing rows" }),
    pages: Type.Array(oneOf(pageNames), { description: "Pages that the role has a use for" }),
    sessionId: Type.String({ format: "uuid" }),
  },
  { $id: "Me", description: "Who is signed in" },
);

export const MyScope = Type.Object(
  {
    isCity: Type.Boolean({ description: "The whole city is among them" }),
    items: Type.Array(
      Type.Object({
        communityId: nullable(Id),
        names: nullable(ref(Names)),
        validFrom: Timestamp,
        validTo: nullable(Timestamp),
      }),
      { description: "Communities, or the whole city for null, that hold at this moment" },
    ),
  },
  { $id: "MyScope", description: "What one may see today, and until when" },
);

export const DeviceKey = Type.Object(
  { key: Type.String({ pattern: "^[A-Za-z0-9_-]{43}$", description: "32 bytes, base64url" }) },
  { $id: "DeviceKey", description: "What encrypts records that wait on a terminal" },
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

export const SignInWays = Type.Object(
  {
    setup: oneOf(
      ["open", "elsewhere", "done"],
      "Whether the first account is still to be made, here or where administration is served",
    ),
    provider: Type.Boolean({ description: "Whether a provider of identities signs in too" }),
  },
  { $id: "SignInWays", description: "How one can sign in here" },
);

export const AttemptBody = Type.Object(
  { for: oneOf(["sign-in", "proof"], "To sign in, or to prove once more who one is") },
  { additionalProperties: false },
);

const ProviderWord = (description: string) => Type.Optional(Type.String({ maxLength: 2_000, description }));

export const AnswerBody = Type.Object(
  {
    state: Type.String({ maxLength: 200 }),
    code: ProviderWord("As the provider gave it"),
    iss: ProviderWord("As the provider gave it"),
    error: ProviderWord("Instead of a code"),
  },
  { additionalProperties: false, description: "What the provider added to the address that it led back to" },
);

export const SetupBody = Type.Object(
  {
    token: Type.String({ maxLength: 100, description: "As the server printed it" }),
    login: Login,
    password: NewPassword,
  },
  { additionalProperties: false },
);

export const ProofBody = Type.Object({ password: Password }, { additionalProperties: false });

export const PasswordBody = Type.Object(
  { password: Password, newPassword: NewPassword },
  { additionalProperties: false },
);

/** Roles that an account may have, and those that it may be given. */
const accountRoles = roles.filter((role) => role !== "anyone");
const givenRoles = accountRoles.filter((role) => role !== "unassigned");

const DutyScope = Type.Object({
  id: Id,
  communityId: nullable(Id),
  validFrom: Timestamp,
  validTo: nullable(Timestamp),
});

export const Account = Type.Object(
  {
    id: Id,
    login: Type.String(),
    role: oneOf(accountRoles),
    signsInBy: SignsInBy,
    createdAt: Timestamp,
    endedAt: nullable(Timestamp),
    scopes: Type.Array(DutyScope, { description: "Communities, or the whole city for null, from when to when" }),
  },
  { $id: "Account", description: "Who may sign in: a code and a role, never a name" },
);

export const AccountQuery = Type.Object({ ...PageQuery }, { additionalProperties: false });

export const NewAccount = Type.Object(
  { login: Login, role: oneOf(givenRoles), password: NewPassword },
  { additionalProperties: false },
);

export const RoleBody = Type.Object({ role: oneOf(givenRoles) }, { additionalProperties: false });

export const NewScope = Type.Object(
  {
    communityId: nullable(Id),
    validFrom: Type.Optional(Type.String({ description: "Now unless given" })),
    validTo: Type.Optional(Type.String({ description: "For as long as the account lasts unless given" })),
  },
  { additionalProperties: false },
);

const idPattern = "^[1-9][0-9]{0,8}$";
const PathId = Type.Unsafe<string>({ type: "string", pattern: idPattern });

export const AccountParameters = Type.Object({ id: PathId });
export const ScopeParameters = Type.Object({ id: PathId, scope: PathId });

export const SessionParameters = Type.Object({
  id: Type.Unsafe<string>({ type: "string", pattern: "^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$" }),
});
