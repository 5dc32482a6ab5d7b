import { client, take } from "./client.ts";
import { ApiError } from "./errors.ts";
import type { paths } from "./schema.gen.ts";

/** Header of a screen or a remote that says who it is. */
const as = (token: string) => ({ headers: { authorization: `Bearer ${token}` } });

/** Throws ApiError unless it has been done; for answers without a body. */
async function done(answer: Promise<{ error?: unknown; response: Response }>): Promise<void> {
  const { error, response } = await answer.catch((cause: unknown) => {
    throw new ApiError(0, undefined, cause);
  });
  if (!response.ok) throw new ApiError(response.status, error as { type?: string; detail?: string } | undefined);
}

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
