import { STATUS_CODES } from "node:http";
import type { Socket } from "node:net";
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { OutsideScope } from "../db/scope.ts";
import { problemOfDatabaseError } from "./database-problems.ts";
import { HttpProblem, type ProblemDetail, type ProblemSlug, problems, quoted } from "./problems.ts";
import { securityHeaders } from "./security.ts";

/** Fastify's own refusals, by code. */
const fastifyProblems: Readonly<Record<string, ProblemSlug>> = {
  FST_ERR_CTP_INVALID_MEDIA_TYPE: "media-type",
  FST_ERR_CTP_BODY_TOO_LARGE: "payload-too-large",
  FST_ERR_CTP_EMPTY_JSON_BODY: "body-empty",
  FST_ERR_CTP_INVALID_JSON_BODY: "body-invalid-json",
  FST_ERR_BAD_URL: "uri-malformed",
  FST_ERR_MAX_PARAM_LENGTH: "not-found",
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: "body-invalid-json",
  FST_REQ_FILE_TOO_LARGE: "payload-too-large",
  FST_PARTS_LIMIT: "payload-too-large",
  FST_FILES_LIMIT: "payload-too-large",
  FST_FIELDS_LIMIT: "payload-too-large",
  FST_INVALID_MULTIPART_CONTENT_TYPE: "media-type",
  // An address that leads out of a folder of files: there is nothing there.
  FST_STATIC_FORBIDDEN_PATH: "not-found",
};

/** Takes a failure before it is answered. What it throws is answered instead. */
type BeforeAnswer = (request: FastifyRequest, error: Error, problem: HttpProblem) => Promise<void>;

/** Answers every failure with problem+json (RFC 9457), and logs once, here, what is not the caller's doing. */
export function installErrorHandler(app: FastifyInstance, beforeAnswer: BeforeAnswer = async () => {}): void {
  app.setErrorHandler(async (error: FastifyError, request, reply) => {
    const isAlone = isCutOff(error, request);
    if (isAlone) request.log.info("sender hung up");
    const found = isAlone ? cutOff() : toProblem(error);
    const failed = await beforeAnswer(request, error, found).then(
      () => undefined,
      (instead: FastifyError) => instead,
    );
    const problem = failed === undefined ? found : toProblem(failed);
    if (problem.status >= 500) request.log.error({ err: failed ?? error, slug: problem.slug }, "request failed");
    sendProblem(request, reply, problem);
    return reply;
  });
}

/** Whether whoever sent the request hung up in the middle of it: nothing of ours broke, and nobody hears the answer. */
function isCutOff({ code }: FastifyError, { raw }: FastifyRequest): boolean {
  return raw.destroyed && !raw.complete && (code === "ECONNRESET" || code === "ERR_STREAM_PREMATURE_CLOSE");
}

function cutOff(): HttpProblem {
  return new HttpProblem("request-malformed", "The request ended before its body did.");
}

/** Answers for an address that no route is asked about: one that cannot be decoded, or a part of it far too long. */
export function answerBadAddress(error: FastifyError, request: FastifyRequest, reply: FastifyReply): void {
  sendProblem(request, reply, toProblem(error));
}

/** Answers what is not HTTP, or too slow or too large to be read, on the bare socket, and hangs up. */
export function answerBrokenRequest(error: Error & { code?: string }, socket: Socket): void {
  if (error.code === "ECONNRESET" || !socket.writable) {
    socket.destroy();
    return;
  }
  const slug =
    error.code === "HPE_HEADER_OVERFLOW"
      ? "headers-too-large"
      : error.code === "ERR_HTTP_REQUEST_TIMEOUT"
        ? "request-timeout"
        : "request-malformed";
  const { status, title } = problems[slug];
  const body = JSON.stringify({ type: `https://onemap.local/problems/${slug}`, title, status, detail: title });
  const headers = {
    ...securityHeaders,
    "cache-control": "no-store",
    "content-type": "application/problem+json; charset=utf-8",
    "content-length": Buffer.byteLength(body),
    connection: "close",
  };
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  socket.end(`HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\n${lines.join("")}\r\n${body}`);
}

/** Writes the problem as the answer. */
export function sendProblem(request: FastifyRequest, reply: FastifyReply, problem: HttpProblem): void {
  const { status, title } = problems[problem.slug];
  const { retryAfterSeconds } = problem.members;
  if (status === 503) reply.header("retry-after", "2");
  else if (typeof retryAfterSeconds === "number") reply.header("retry-after", String(retryAfterSeconds));
  reply
    .code(status)
    .headers(securityHeaders)
    .header("x-request-id", request.id)
    .header("cache-control", "no-store")
    .header("content-type", "application/problem+json; charset=utf-8")
    .serializer((payload) => JSON.stringify(payload))
    .send({
      type: `https://onemap.local/problems/${problem.slug}`,
      title,
      status,
      detail: problem.message,
      instance: request.id,
      ...(problem.errors.length > 0 && { errors: problem.errors }),
      ...problem.members,
    });
}

function toProblem(error: FastifyError): HttpProblem {
  if (error instanceof HttpProblem) return error;
  if (error instanceof OutsideScope)
    return new HttpProblem("out-of-scope", "Your communities are the only ones that you can change something in.");
  if (error.validation !== undefined) return validationProblem(error);
  const slug = fastifyProblems[error.code];
  if (slug !== undefined) return new HttpProblem(slug, problems[slug].title);
  const fromDatabase = problemOfDatabaseError(error);
  if (fromDatabase !== undefined) return fromDatabase;
  if (error instanceof URIError) return new HttpProblem("uri-malformed", problems["uri-malformed"].title);
  return new HttpProblem("internal", "The failure was logged under this instance.");
}

const slugOfPart: Readonly<Record<string, ProblemSlug>> = {
  querystring: "query-parameter",
  params: "path-parameter",
  headers: "precondition-required",
  body: "body-invalid",
};

function validationProblem(error: FastifyError): HttpProblem {
  const slug = slugOfPart[error.validationContext ?? "body"] ?? "body-invalid";
  const errors = (error.validation ?? []).map((failure): ProblemDetail => {
    const extra = (failure.params as { additionalProperty?: string }).additionalProperty;
    const pointer = extra === undefined ? failure.instancePath : `${failure.instancePath}/${extra.slice(0, 60)}`;
    return {
      pointer: slug === "query-parameter" ? pointer.slice(1) : pointer,
      reason: failure.message ?? "is not valid",
    };
  });
  const [first] = errors;
  const where = first === undefined || first.pointer === "" ? "It" : quoted(first.pointer);
  return new HttpProblem(slug, `${where} ${first?.reason ?? "is not valid"}.`, errors);
}
