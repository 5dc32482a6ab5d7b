import type { FastifyInstance, FastifyRequest } from "fastify";
import { HttpProblem } from "./problems.ts";

const deepest = 32;

/** Exactly these; a parser that guesses is one that an attacker can steer. */
const accepted = /^application\/json(; ?charset=utf-8)?$/i;

/**
 * The one parser of request bodies. Fastify's own takes a hundred thousand levels of nesting, silently keeps the last
 * of duplicate keys and lets odd media types through.
 */
export function installJsonBody(app: FastifyInstance): void {
  app.removeAllContentTypeParsers();
  app.addContentTypeParser(
    /^application\/json/i,
    { parseAs: "string" },
    async (request: FastifyRequest, body: string) => {
      if (!accepted.test(request.headers["content-type"] ?? ""))
        throw new HttpProblem("media-type", "Send application/json, in UTF-8.");
      return parseJson(body);
    },
  );
  app.addHook("onRequest", (request, _reply, done) => {
    const encoding = request.headers["content-encoding"];
    if (encoding !== undefined && encoding !== "identity")
      throw new HttpProblem("content-encoding", "Send the body as it is.");
    done();
  });
}

/** Parses JSON that is neither too deep, nor has a key twice, nor reaches for prototypes. Throws HttpProblem. */
export function parseJson(text: string): unknown {
  if (text.trim() === "") throw new HttpProblem("body-empty", "A JSON body is needed.");
  scan(text);
  try {
    return JSON.parse(text);
  } catch {
    throw new HttpProblem("body-invalid-json", "The body is not JSON.");
  }
}

/** One pass over the text before it is parsed: depth and keys. Malformed text is left for the parser to refuse. */
function scan(text: string): void {
  const keys: Set<string>[] = [];
  const inObject: boolean[] = [];
  for (let i = 0; i < text.length; i++) {
    const letter = text[i];
    if (letter === "{" || letter === "[") {
      inObject.push(letter === "{");
      keys.push(new Set());
      if (inObject.length > deepest)
        throw new HttpProblem("body-too-deep", `The body has more than ${deepest} levels.`);
    } else if (letter === "}" || letter === "]") {
      inObject.pop();
      keys.pop();
    } else if (letter === '"') {
      const end = endOfString(text, i);
      if (inObject.at(-1) === true && /^\s*:/.test(text.slice(end + 1, end + 64)))
        checkKey(text.slice(i, end + 1), keys.at(-1) as Set<string>);
      i = end;
    }
  }
}

function endOfString(text: string, start: number): number {
  for (let i = start + 1; i < text.length; i++) {
    if (text[i] === "\\") i++;
    else if (text[i] === '"') return i;
  }
  return text.length;
}

function checkKey(literal: string, seen: Set<string>): void {
  let key: string;
  try {
    key = JSON.parse(literal) as string;
  } catch {
    throw new HttpProblem("body-invalid-json", "The body is not JSON.");
  }
  if (key === "__proto__" || key === "constructor" || key === "prototype")
    throw new HttpProblem("body-invalid-json", "The body has a key that is not taken.");
  if (seen.has(key)) throw new HttpProblem("body-duplicate-key", "A key occurs twice in one object.");
  seen.add(key);
}
