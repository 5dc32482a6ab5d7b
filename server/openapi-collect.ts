import swagger from "@fastify/swagger";
import type { App } from "./http/app-type.ts";

/** Registers the collector of the OpenAPI document; before the first route. */
export async function collectOpenApi(app: App): Promise<void> {
  await app.register(swagger, {
    openapi: {
      openapi: "3.1.0",
      info: {
        title: "One Map",
        version: "0.1.0",
        description:
          "Communities, residences, venues, incidents, units and visits of one city, and the tiles, counts and surfaces made from them. Every failure is problem+json (RFC 9457).",
        license: { name: "Apache-2.0" },
      },
      components: {
        securitySchemes: {
          wallScreen: { type: "http", scheme: "bearer", description: "The secret of a screen of the wall" },
          wallRemote: { type: "http", scheme: "bearer", description: "The secret of a paired remote" },
        },
      },
    },
    // Components keep the names that they have in the code.
    refResolver: {
      buildLocalReference: (json, _base, _fragment, index) =>
        typeof json.$id === "string" ? json.$id : `schema-${index}`,
    },
  });
}

interface Operation {
  readonly parameters?: { required?: boolean; readonly schema?: { readonly default?: unknown } }[];
}

/** The document collected so far; complete once the application is ready. */
export function openApiOf(app: App): object {
  const document = app.swagger() as { paths?: Record<string, Record<string, Operation>> };
  // The collector takes a parameter with a default for a required one, since the handler always finds a value.
  for (const operation of Object.values(document.paths ?? {}).flatMap((path) => Object.values(path)))
    for (const parameter of operation.parameters ?? [])
      if (parameter.schema?.default !== undefined) parameter.required = false;
  return document;
}
