import { client, done, take } from "./client.ts";
import { everyItem } from "./every-item.ts";
import type { paths } from "./schema.gen.ts";

export type NewAccount = paths["/api/accounts"]["post"]["requestBody"]["content"]["application/json"];
export type NewScope = paths["/api/accounts/{id}/scopes"]["post"]["requestBody"]["content"]["application/json"];

export type GivenRole = NewAccount["role"];

export const listAccounts = () => everyItem((query) => take(client.GET("/api/accounts", { params: { query } })));

const path = (id: number) => ({ params: { path: { id: String(id) } } });

export const makeAccount = (body: NewAccount) => take(client.POST("/api/accounts", { body }));
export const giveRole = (id: number, role: GivenRole) =>
  done(client.PUT("/api/accounts/{id}/role", { ...path(id), body: { role } }));
export const endAccount = (id: number) => done(client.DELETE("/api/accounts/{id}", path(id)));
export const giveScope = (id: number, body: NewScope) =>
  done(client.POST("/api/accounts/{id}/scopes", { ...path(id), body }));
export const endScope = (id: number, scope: number) =>
  done(
    client.DELETE("/api/accounts/{id}/scopes/{scope}", { params: { path: { id: String(id), scope: String(scope) } } }),
  );
export const getAccess = () => take(client.GET("/api/access"));
