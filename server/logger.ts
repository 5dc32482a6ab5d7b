import type { FastifyServerOptions } from "fastify";
import type { Config } from "./config.ts";

/**
 * Structured logs: a sentence and fields. Addresses are logged without their query (a filter may say where somebody
 * looked), bodies, cookies and tokens never.
 */
export function loggerOptions({ logLevel }: Config): FastifyServerOptions["logger"] {
  if (logLevel === "silent") return false;
  return {
    level: logLevel,
    redact: ["req.headers.cookie", "req.headers.authorization", "*.password", "*.token"],
    serializers: {
      req: (request) => ({ method: request.method, url: request.url?.replace(/\?.*$/, ""), id: request.id }),
      err: (error: Error & { code?: string }) => ({
        type: error.name,
        message: error.message,
        code: error.code,
        stack: error.stack ?? "",
      }),
    },
  };
}
