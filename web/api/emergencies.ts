import { client, done, take } from "./client.ts";

export const listEmergencies = async () => (await take(client.GET("/api/break-glass"))).items;
export const askInEmergency = (body: { communityId: number; reason: string }) =>
  take(client.POST("/api/break-glass", { body }));

const path = (id: number) => ({ params: { path: { id: String(id) } } });

export const decideEmergency = (id: number, isAllowed: boolean) =>
  done(client.PUT("/api/break-glass/{id}/decision", { ...path(id), body: { isAllowed } }));
export const endEmergency = (id: number) => done(client.DELETE("/api/break-glass/{id}", path(id)));
