import type { FastifyInstance, FastifyRequest, HTTPMethods } from "fastify";
import { HttpProblem } from "./problems.ts";

const all: readonly HTTPMethods[] = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"];

/**
 * Nothing at the address: 404; something, but not for this method: 405 with `Allow`.
 * @param isHere whether a route, such as `GET /api/incidents/:id`, is answered on the listener of a request
 */
export function installMethods(
  app: FastifyInstance,
  isHere: (request: FastifyRequest, route: string) => boolean = () => true,
): void {
  app.setNotFoundHandler((request, reply) => {
    const path = decodeURI(request.url.replace(/\?.*$/, ""));
    const allowed = all.filter((method) =>
      (routes.get(app) ?? []).some((route) => answers(route, method, path) && isHere(request, nameOf(route))),
    );
    if (allowed.length > 0 && !allowed.includes(request.method as HTTPMethods)) {
      reply.header("allow", allowed.join(", "));
      throw new HttpProblem("method", `Use ${allowed.join(", ")}.`);
    }
    throw nothingHere();
  });
}

/** What is said of an address that there is not, and of one that is not for whoever asks to know of. */
export function nothingHere(): HttpProblem {
  return new HttpProblem("not-found", "There is nothing at this address.");
}

interface Route {
  readonly method: string;
  readonly url: string;
  readonly pattern: RegExp;
}

const routes = new WeakMap<FastifyInstance, Route[]>();

/** Remembers every route as it is added; call before the first one. */
export function rememberRoutes(app: FastifyInstance): void {
  const list: Route[] = [];
  routes.set(app, list);
  app.addHook("onRoute", ({ method, url }) => {
    const escaped = url.replaceAll(/[.+?^${}()|[\]\\]/g, "\\$&").replaceAll(/:[A-Za-z]+/g, "[^/]+");
    const pattern = new RegExp(`^${escaped.replaceAll("*", ".*")}$`);
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

function answers(route: Route, method: string, path: string): boolean {
  return route.method === method && route.pattern.test(path);
}

/** HEAD comes with GET. */
function nameOf({ method, url }: Route): string {
  return `${method === "HEAD" ? "GET" : method} ${url}`;
}
