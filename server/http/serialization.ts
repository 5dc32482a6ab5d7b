import fastJson, { type Schema } from "fast-json-stringify";

type Shared = Readonly<Record<string, Schema>>;
type Serialize = (data: unknown) => string;

/**
 * What writes answers, by schema: most routes answer with the same problems, and an application that is made again in
 * the same process, as tests make it, has the same routes.
 */
const built = new Map<string, Serialize>();

/**
 * Builds what writes answers. Fastify's own gives every shared schema to every answer of every route, which took nine
 * tenths of the time in which the application gets ready; this gives those that the answer refers to, and builds each once.
 *
 * @param shared schemas that are referred to, by name
 */
export function buildSerializer(shared: unknown): (route: { readonly schema?: unknown }) => Serialize {
  return ({ schema }) => {
    const named = referredTo(schema as Schema, (shared ?? {}) as Shared);
    const key = JSON.stringify([schema, named]);
    let serialize = built.get(key);
    if (serialize === undefined) {
      serialize = fastJson(schema as Schema, { schema: named });
      built.set(key, serialize);
    }
    return serialize;
  };
}

/** Those of the shared schemas that a schema needs, also by way of others. */
function referredTo(schema: Schema, shared: Shared): Record<string, Schema> {
  const found: Record<string, Schema> = {};
  // Given to itself it would be there twice.
  const { $id: own } = schema as { $id?: string };
  const walk = (value: unknown): void => {
    if (typeof value !== "object" || value === null) return;
    const { $ref } = value as { $ref?: unknown };
    const name = typeof $ref === "string" ? ($ref.split("#")[0] as string) : "";
    const other = shared[name];
    if (other !== undefined && found[name] === undefined && name !== own) {
      found[name] = other;
      walk(other);
    }
    for (const part of Object.values(value)) walk(part);
  };
  walk(schema);
  return found;
}
