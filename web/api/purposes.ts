import { client, take } from "./client.ts";

export const getPurposes = () => take(client.GET("/api/purposes"));
