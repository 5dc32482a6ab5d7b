import { createWriteStream } from "node:fs";
import { basename, join } from "node:path";
import { pipeline } from "node:stream/promises";
import type { MultipartFile } from "@fastify/multipart";
import type { FastifyRequest } from "fastify";
import { HttpProblem } from "../http/problems.ts";
import { checkText } from "../http/text.ts";

/** One file and little beside it. Larger files go in by the command. */
export const uploadShape = {
  files: 1,
  parts: 5,
  fields: 10,
  fieldSize: 1_024,
  fieldNameSize: 100,
  headerPairs: 20,
  fileSize: 64 * 2 ** 20,
} as const;

export interface Upload {
  readonly path: string;
  /** Name that the sender gave it, without a folder; for people and for telling formats apart. */
  readonly name: string;
}

/**
 * Streams the one file of a multipart request into a folder. Throws HttpProblem for any other shape, and ECONNRESET for a
 * sender who has hung up.
 */
export async function receiveUpload(request: FastifyRequest, folder: string): Promise<Upload> {
  // What has been closed says so no more: its parts would be waited for for ever.
  if (request.raw.destroyed && !request.raw.complete)
    throw Object.assign(new Error("The sender hung up before the upload was read."), { code: "ECONNRESET" });
  if (!request.isMultipart()) throw new HttpProblem("media-type", "Send multipart/form-data with one file.");
  let upload: Upload | undefined;
  try {
    for await (const part of request.parts({ limits: uploadShape })) {
      if (part.type === "file") upload = await keep(part, folder);
    }
  } catch (error) {
    throw isCutOff(error as Error)
      ? new HttpProblem("upload-shape", "The upload ended before its last part did.")
      : error;
  }
  if (upload === undefined) throw new HttpProblem("upload-shape", "The upload has no file.");
  return upload;
}

async function keep({ file, filename }: MultipartFile, folder: string): Promise<Upload> {
  const name = basename(filename.replaceAll("\\", "/")) || "upload";
  checkText("file name", name, 200);
  const path = join(folder, "upload");
  await pipeline(file, createWriteStream(path, { mode: 0o600 }));
  if (file.truncated)
    throw new HttpProblem(
      "payload-too-large",
      `A file may have ${uploadShape.fileSize / 2 ** 20} MiB here; use \`pnpm run import\`.`,
    );
  return { path, name };
}

/** Busboy's own words for a body without its end, or without a boundary. */
function isCutOff(error: Error & { code?: string }): boolean {
  return (
    /unexpected end|premature close|multipart: boundary|malformed part/i.test(error.message) ||
    error.code === "FST_PREMATURE_CLOSE"
  );
}
