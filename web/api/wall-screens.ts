import { client, done, take } from "./client.ts";

export const listScreens = () => take(client.GET("/api/wall/screens"));
export const letScreenIn = (code: string) => take(client.POST("/api/wall/admissions", { body: { code } }));
export const putScreenOut = (id: number) =>
  done(client.DELETE("/api/wall/screens/{id}", { params: { path: { id: String(id) } } }));
