import type { Server } from "node:http";
import type { FastifyRequest, FastifyServerOptions } from "fastify";
import type { Principal } from "./access/decide.ts";
import type { ProviderConfig } from "./auth/provider-config.ts";
import type { RequireProof } from "./auth/step-up.ts";
import type { Database } from "./db/connect.ts";
import type { ScopedDatabase } from "./db/scoped-database.ts";
import type { Feed } from "./feed/feed.ts";
import { uploadMillis } from "./imports/routes.ts";
import type { MapEngine } from "./tiles/engine.ts";
import type { FollowerStatus } from "./tiles/follower.ts";

export interface AppOptions {
  readonly database: Database;
  /** The same by the login for scoped principals; without it everybody is served by the one that sees everything. */
  readonly scoped?: ScopedDatabase | undefined;
  readonly engine: () => MapEngine;
  readonly followerStatus: () => FollowerStatus;
  /** The live feed; without it nothing is live. */
  readonly feed?: () => Feed | undefined;
  /** Place in the feed up to which the tiles of a layer contain everything, as its token. */
  readonly tilePosition?: (layer: string) => string | undefined;
  readonly tileCacheBytes: number;
  /** Addresses where screens of the wall may be; anywhere unless given. */
  readonly wallNetworks?: readonly string[] | undefined;
  /** Who asks, for tests of what each may have; otherwise whoever the session or the device's secret belongs to. */
  readonly principalOf?: ((request: FastifyRequest) => Principal) | undefined;
  /** Holds whoever asks to a password that was just entered; by their session unless given. */
  readonly requireProof?: RequireProof | undefined;
  /** With it: false when the session of whoever a stream is for has ended. */
  readonly renewPrincipal?: ((request: FastifyRequest) => Promise<boolean>) | undefined;
  /** Listener that the admin plane has for itself; without it both planes are served where the application listens. */
  readonly adminListener?: Server | undefined;
  /** A provider of identities that signs in too. */
  readonly provider?: ProviderConfig | undefined;
  /** Folder of the built pages; undefined serves none. */
  readonly webRoot?: string | undefined;
  /** Proxies whose X-Forwarded headers are believed; nobody's unless given. */
  readonly trustedProxies?: readonly string[] | undefined;
  readonly logger?: FastifyServerOptions["logger"];
}

/** What a listener has from the day that it is made; a second one is made with the same. */
export const listenerLimits = {
  /** bytes */
  maxHeaderSize: 8_192,
  // Node looks only every so often for who is late; by itself every 30 s, which would be the limit then.
  connectionsCheckingInterval: 2_000,
} as const;

/** Fastify switches Node's own limits off; every one of them is set here. */
export const limits = {
  // As long as the largest upload takes; every other body has `bodyMillis`.
  requestTimeout: uploadMillis,
  keepAliveTimeout: 8_000,
  connectionTimeout: 30_000,
  bodyLimit: 1_048_576,
  // While it closes it goes on answering; see http/graceful-close.ts.
  return503OnClosing: false,
  routerOptions: { maxParamLength: 200 },
  http: { headersTimeout: 8_000, ...listenerLimits },
} as const;

export const bodyMillis = 15_000;
