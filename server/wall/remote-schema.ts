import { Type } from "typebox";
import { BBox, Id, Names, nullable, oneOf, ref, Timestamp, Version } from "../http/wire.ts";

const themes = ["auto", "day", "dusk", "night"] as const;
const views = ["incidents", "units", "density", "coverage"] as const;
const Token = Type.String({ description: "Secret for the Authorization header: Bearer <token>. It is told once." });

export const WallPlace = Type.Object({ names: ref(Names), bbox: BBox }, { $id: "WallPlace" });

export const WallControl = Type.Object(
  {
    theme: nullable(oneOf(themes)),
    view: nullable(oneOf(views)),
    isRotating: nullable(Type.Boolean()),
    isMuted: nullable(Type.Boolean()),
    place: nullable(ref(WallPlace)),
    replayAt: nullable(Timestamp),
    pairAt: nullable(Timestamp),
  },
  { $id: "WallControl", description: "What the remotes of a screen have chosen; null where none has" },
);

export const WallControlChange = Type.Object(
  {
    theme: Type.Optional(nullable(oneOf(themes, "Palette; auto goes with the sun"))),
    view: Type.Optional(nullable(oneOf(views))),
    isRotating: Type.Optional(nullable(Type.Boolean({ description: "Whether the views take turns" }))),
    isMuted: Type.Optional(nullable(Type.Boolean())),
    place: Type.Optional(
      nullable(
        Type.Object(
          { areaId: Type.Optional(Id), communityId: Type.Optional(Id) },
          { additionalProperties: false, minProperties: 1, maxProperties: 1 },
        ),
      ),
    ),
    replay: Type.Optional(Type.Boolean({ description: "true: the last hour again; false: stop it" })),
    pair: Type.Optional(Type.Boolean({ description: "true: show a code for another remote" })),
  },
  { additionalProperties: false, minProperties: 1 },
);

export const NewScreen = Type.Object({ token: Token }, { $id: "NewWallScreen" });
export const PairingCode = Type.Object(
  {
    code: Type.String({ pattern: "^[0-9]{6}$" }),
    opens: oneOf(["remote", "screen"], "A remote of this screen, or the screen itself, which nobody has let in yet"),
    expiresAt: Timestamp,
  },
  { $id: "WallPairingCode", description: "Lets one remote or the screen in, once" },
);
export const NewRemote = Type.Object({ token: Token, expiresAt: Timestamp }, { $id: "NewWallRemote" });
export const PairingAttempt = Type.Object(
  { code: Type.String({ pattern: "^[0-9]{6}$", description: "The six digits that the wall shows" }) },
  { additionalProperties: false },
);

export const WallScreenState = Type.Object(
  {
    version: Version,
    control: ref(WallControl),
    isLetIn: Type.Boolean({ description: "Whether it may show the wall by itself, without anybody's session" }),
    acknowledged: Type.Array(Id, { description: "Open incidents that somebody has in hand" }),
    remotes: Type.Integer({ description: "Remotes that may steer this screen now" }),
  },
  { $id: "WallScreenState", description: "What a screen is told of itself" },
);

export const WallRemoteState = Type.Object(
  { version: Version, control: ref(WallControl), expiresAt: Timestamp },
  { $id: "WallRemoteState", description: "What a remote is told of its screen" },
);

export const LetInScreen = Type.Object(
  { id: Id, letInAt: Timestamp, lastSeenAt: Timestamp },
  { $id: "WallScreen", description: "A screen that was let in and shows the wall by itself" },
);
