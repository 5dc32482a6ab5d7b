import { Ajv2020 } from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import type { FastifyInstance, FastifyRequest } from "fastify";
import { HttpProblem, quoted } from "./problems.ts";

const options = { allErrors: false, useDefaults: true, removeAdditional: false, strict: false } as const;
// Numbers in an address are text; numbers in a body must be numbers.
const forAddress = new Ajv2020({ ...options, coerceTypes: true });
const forBody = new Ajv2020({ ...options, coerceTypes: false });
addFormats.default(forAddress);
addFormats.default(forBody);

const plainInteger = /^(0|-?[1-9][0-9]{0,15})$/;
const plainNumber = /^-?(0|[1-9][0-9]{0,15})(\.[0-9]{1,15})?$/;

/**
 * Validation by JSON Schema 2020-12. Query parameters are checked as text first: a schema validator that coerces takes
 * `1e1`, `0x3`, ` 3` and `-0` for integers, each a second name for the same thing.
 */
export function installValidation(app: FastifyInstance): void {
  app.setValidatorCompiler(({ schema, httpPart }) =>
    (httpPart === "body" ? forBody : forAddress).compile(schema as object),
  );
  app.addHook("preValidation", (request, _reply, done) => {
    checkQuery(request);
    done();
  });
}

interface ParameterSchema {
  readonly properties?: Readonly<Record<string, { readonly type?: string }>>;
}

function checkQuery(request: FastifyRequest): void {
  // Pages, which are no part of the API, carry their view in their address and read it themselves.
  if (request.routeOptions.schema?.hide === true) return;
  const known = ((request.routeOptions.schema?.querystring ?? {}) as ParameterSchema).properties ?? {};
  for (const [name, value] of Object.entries(request.query as Record<string, unknown>)) {
    if (!Object.hasOwn(known, name))
      throw new HttpProblem("query-parameter", `There is no parameter ${quoted(name)} here.`, [
        { pointer: name, reason: "unknown" },
      ]);
    if (typeof value !== "string")
      throw new HttpProblem("query-parameter", `Parameter ${quoted(name)} is given twice.`, [
        { pointer: name, reason: "given twice" },
      ]);
    const type = known[name]?.type;
    const pattern = type === "integer" ? plainInteger : type === "number" ? plainNumber : undefined;
    if (pattern?.test(value) === false)
      throw new HttpProblem("query-parameter", `Parameter ${quoted(name)} is not a plain decimal ${type}.`, [
        { pointer: name, reason: `not a plain decimal ${type}` },
      ]);
    if (value.includes("\u0000"))
      throw new HttpProblem("query-parameter", `Parameter ${quoted(name)} has a NUL character.`);
  }
}
