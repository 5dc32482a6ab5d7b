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

const routes = new WeakMap<FastifyInstance, { method: string; pattern: RegExp }[]>();

/** Remembers every route as it is added; call before the first one. */
export function rememberRoutes(app: FastifyInstance): void {
  const list: { method: string; pattern: RegExp }[] = [];
  routes.set(app, list);
  app.addHook("onRoute", ({ method, url }) => {
    if (url.includes("*")) return;
    const pattern = new RegExp(`^${url.replaceAll(/[.+?^${}()|[\]\\]/g, "\\$&").replaceAll(/:[A-Za-z]+/g, "[^/]+")}$`);
    for (const name of [method].flat()) list.push({ method: name, pattern });
  });
}

function matches(app: FastifyInstance, path: string, method: string): boolean {
  return (routes.get(app) ?? []).some((route) => route.method === method && route.pattern.test(path));
}
