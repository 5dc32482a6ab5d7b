import type { FastifyInstance, HTTPMethods } from "fastify";
import { HttpProblem } from "./problems.ts";

const all: readonly HTTPMethods[] = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"];

/** Nothing at the address: 404; something, but not for this method: 405 with `Allow`. */
export function installMethods(app: FastifyInstance): void {
  app.setNotFoundHandler((request, reply) => {
    const path = request.url.replace(/\?.*$/, "");
    const allowed = all.filter((method) => app.findRoute({ url: path, method }) !== null || matches(app, path, method));
    if (allowed.length > 0 && !allowed.includes(request.method as HTTPMethods)) {
      reply.header("allow", allowed.join(", "));
      throw new HttpProblem("method", `Use ${allowed.join(", ")}.`);
    }
    throw new HttpProblem("not-found", "There is nothing at this address.");
  });
}

interface Route {
  readonly method: string;
  readonly url: string;
  /** Undefined for a route that takes whatever follows. */
  readonly pattern: RegExp | undefined;
}

const routes = new WeakMap<FastifyInstance, Route[]>();

/** Remembers every route as it is added; call before the first one. */
export function rememberRoutes(app: FastifyInstance): void {
  const list: Route[] = [];
  routes.set(app, list);
  app.addHook("onRoute", ({ method, url }) => {
    const escaped = url.replaceAll(/[.+?^${}()|[\]\\]/g, "\\$&").replaceAll(/:[A-Za-z]+/g, "[^/]+");
    const pattern = url.includes("*") ? undefined : new RegExp(`^${escaped}$`);
    for (const name of [method].flat()) list.push({ method: name, url, pattern });
  });
}

/** Every route of the application, such as `GET /api/incidents/:id`, but for HEAD, which comes with GET. */
export function routesOf(app: FastifyInstance): string[] {
  const names = (routes.get(app) ?? [])
    .filter(({ method }) => method !== "HEAD")
    .map(({ method, url }) => `${method} ${url}`);
  return [...new Set(names)].sort();
}

function matches(app: FastifyInstance, path: string, method: string): boolean {
  return (routes.get(app) ?? []).some((route) => route.method === method && route.pattern?.test(path) === true);
}
