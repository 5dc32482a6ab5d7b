import type { Server } from "node:http";
import type { FastifyRequest } from "fastify";
import { type Plane, planesOfPage, planesOfRoute } from "../access/planes.ts";
import type { App } from "../http/app-type.ts";
import { nothingHere } from "../http/methods.ts";
import { serveBeside } from "../http/second-listener.ts";
import { routeOf, type servesPage } from "./hold-routes.ts";

/** Where a request came in. */
export interface Planes {
  /** The plane of its listener; undefined where one listener serves both. */
  readonly planeOf: (request: FastifyRequest) => Plane | undefined;
  /** Whether a route, such as `GET /metrics`, is answered there. */
  readonly isHere: (request: FastifyRequest, route: string) => boolean;
}

/**
 * Gives the admin plane a listener of its own: from then on what is of one plane is nothing to be found on the other's, whoever
 * asks. Call `hold` after the plugins that every answer needs and before whoever asks is looked up.
 *
 * @param admin the second listener; without it both planes are on the first
 */
export function newPlanes(app: App, admin: Server | undefined): Planes & { readonly hold: () => void } {
  const isAdmin = admin === undefined ? undefined : serveBeside(app, admin);
  const planeOf = (request: FastifyRequest) => isAdmin && (isAdmin(request) ? "admin" : "main");
  const isHere = (request: FastifyRequest, route: string) => {
    const plane = planeOf(request);
    return plane === undefined || planesOfRoute(route).includes(plane);
  };
  const hold = () => {
    if (isAdmin === undefined) return;
    app.addHook("onRequest", (request, _reply, done) => {
      const { url, config } = request.routeOptions;
      const isPage = (config as typeof servesPage | undefined)?.servesPage === true;
      const isFound =
        request.is404 ||
        (isPage ? planesOfPage(url ?? "").includes(planeOf(request) as Plane) : isHere(request, routeOf(request)));
      if (!isFound) throw nothingHere();
      done();
    });
  };
  return { planeOf, isHere, hold };
}
