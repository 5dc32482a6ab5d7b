import { client, done, take } from "./client.ts";
import { ApiError } from "./errors.ts";

const incidentPath = (id: number) => ({ params: { path: { id: String(id) } } });
const taskPath = (id: number, account: number) => ({ params: { path: { id: String(id), account: String(account) } } });

export const listOpenIncidents = (limit: number) =>
  take(client.GET("/api/incidents", { params: { query: { open: "true", limit } } }));

/** Incidents that were given to whoever is signed in, newest first; one that lies outside of today's scope is left out. */
export async function listMyIncidents() {
  const { items } = await take(client.GET("/api/incident-tasks"));
  const found = await Promise.all(
    items.map(({ incidentId }) =>
      take(client.GET("/api/incidents/{id}", incidentPath(incidentId))).catch((error: unknown) => {
        if (error instanceof ApiError && error.status === 404) return null;
        throw error;
      }),
    ),
  );
  return found.filter((incident) => incident !== null);
}

export const listWhoMayHave = async (id: number) =>
  (await take(client.GET("/api/incidents/{id}/tasks", incidentPath(id)))).items;
export const giveIncident = (id: number, account: number) =>
  done(client.PUT("/api/incidents/{id}/tasks/{account}", taskPath(id, account)));
export const takeIncidentBack = (id: number, account: number) =>
  done(client.DELETE("/api/incidents/{id}/tasks/{account}", taskPath(id, account)));
