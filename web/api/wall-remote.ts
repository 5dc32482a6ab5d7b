import { client, done, take } from "./client.ts";
import type { paths } from "./schema.gen.ts";

/** Header of a screen or a remote that says who it is. */
const as = (token: string) => ({ headers: { authorization: `Bearer ${token}` } });

export type ControlChange = paths["/api/wall/remote/control"]["patch"]["requestBody"]["content"]["application/json"];

export const newScreen = () => take(client.POST("/api/wall/screens"));
export const getScreen = (token: string) => take(client.GET("/api/wall/screen", as(token)));
export const newPairingCode = (token: string) => take(client.POST("/api/wall/screen/pairing-codes", as(token)));
export const sendRemotesAway = (token: string) => done(client.DELETE("/api/wall/screen/remotes", as(token)));

export const pairRemote = (code: string) => take(client.POST("/api/wall/remotes", { body: { code } }));
export const getRemote = (token: string) => take(client.GET("/api/wall/remote", as(token)));
export const changeControl = (token: string, body: ControlChange) =>
  take(client.PATCH("/api/wall/remote/control", { ...as(token), body }));
export const acknowledge = (token: string, id: number) =>
  done(client.PUT("/api/wall/remote/acknowledgements/{id}", { ...as(token), params: { path: { id: String(id) } } }));
export const putRemoteAway = (token: string) => done(client.DELETE("/api/wall/remote", as(token)));

export const getHistory = (minutes: number) =>
  take(client.GET("/api/wall/history", { params: { query: { minutes } } }));
export const listDistricts = () =>
  take(client.GET("/api/areas", { params: { query: { level: "district", limit: 1_000 } } }));
