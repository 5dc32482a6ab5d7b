import { Type } from "typebox";
import {
  BBoxQuery,
  FormatQuery,
  Id,
  LngLat,
  NewPosition,
  nullable,
  PageQuery,
  Timestamp,
  Version,
  Withheld,
} from "../http/wire.ts";

export const Residence = Type.Object(
  {
    id: Id,
    addressId: nullable(Id),
    address: nullable(
      Type.Object(
        {
          road: Type.String(),
          number: Type.String(),
          building: nullable(Type.String()),
          unit: nullable(Type.String()),
        },
        { description: "Its standard address, where known; personal" },
      ),
    ),
    withheld: Withheld,
    communityId: nullable(Id),
    householdCount: Type.Integer({ minimum: 0, description: "Households in the building; never who they are" }),
    storeys: nullable(Type.Integer()),
    lastCheckedAt: nullable(Timestamp),
    position: LngLat,
    version: Version,
    updatedAt: Timestamp,
  },
  { $id: "Residence", description: "A dwelling building" },
);

export const ResidenceRow = Type.Object(
  {
    ...Type.Omit(Residence, ["addressId", "address", "withheld"]).properties,
    road: nullable(Type.String({ description: "Street of its address; number and flat are told one by one" })),
  },
  { $id: "ResidenceRow", description: "A dwelling building in a list" },
);

export const ResidenceQuery = Type.Object(
  { ...PageQuery, communityId: Type.Optional(Id), bbox: BBoxQuery, format: FormatQuery },
  { additionalProperties: false },
);

export const NewResidence = Type.Object(
  {
    addressId: Type.Optional(nullable(Id)),
    householdCount: Type.Integer({ minimum: 0, maximum: 100_000 }),
    storeys: Type.Optional(nullable(Type.Integer({ minimum: 1, maximum: 200 }))),
    lastCheckedAt: Type.Optional(nullable(Type.String())),
    position: NewPosition,
  },
  { additionalProperties: false },
);

export const ResidenceChange = Type.Partial(NewResidence, { additionalProperties: false, minProperties: 1 });
