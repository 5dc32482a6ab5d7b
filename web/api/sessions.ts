import { client, done, take } from "./client.ts";

export const getSignInWays = () => take(client.GET("/api/sign-in"));
export const setUp = (body: { token: string; login: string; password: string }) =>
  done(client.POST("/api/setup", { body }));

export const signIn = (body: { login: string; password: string }) => take(client.POST("/api/sessions", { body }));
export const signOut = () => done(client.DELETE("/api/sessions/current"));
/** Who is signed in; null for nobody, which is no failure. */
export const findMe = async () => (await take(client.GET("/api/me"))).me;
export const getMyScope = () => take(client.GET("/api/sessions/current/scope"));
export const getDeviceKey = () => take(client.GET("/api/sessions/current/device-key"));
export const listSessions = () => take(client.GET("/api/sessions"));
export const endSession = (id: string) => done(client.DELETE("/api/sessions/{id}", { params: { path: { id } } }));
export const changePassword = (body: { password: string; newPassword: string }) =>
  done(client.PUT("/api/sessions/current/password", { body }));
