import { parse } from "csv-parse";
import { HttpProblem, quoted } from "../http/problems.ts";
import { RowFault, type SourceRow } from "./source.ts";

/** A row longer than this is no row but a quote that nobody closed. */
const mostRowBytes = 1_048_576;
const rowsPerBatch = 1_000;

const delimiters = [",", "\t", ";", "|"] as const;

/** The separator of a header line: the one that splits it into most columns, quotes apart. */
export function findDelimiter(line: string): string {
  const bare = line.replaceAll(/"[^"]*"/g, "");
  const counts = delimiters.map((delimiter) => bare.split(delimiter).length);
  return delimiters[counts.indexOf(Math.max(...counts))] ?? ",";
}

/** Reads CSV text. `columns` is filled from the header before the first batch comes. Throws HttpProblem. */
export async function* readTable(text: AsyncIterable<string>, columns: string[]): AsyncGenerator<SourceRow[]> {
  const chunks = text[Symbol.asyncIterator]();
  let head = "";
  while (!/[\r\n]/.test(head) && head.length < mostRowBytes) {
    const next = await chunks.next();
    if (next.done) break;
    head += next.value;
  }
  if (head.trim() === "") throw new HttpProblem("csv-invalid", "The file is empty.");
  const delimiter = findDelimiter(/^[^\r\n]*/.exec(head.replace(/^\ufeff/, ""))?.[0] ?? "");
  const parser = parse({
    bom: true,
    delimiter,
    relax_column_count: true,
    skip_empty_lines: true,
    max_record_size: mostRowBytes,
  });
  const feeding = feed(parser, head, chunks);
  feeding.catch((error: Error) => parser.destroy(error));
  try {
    yield* batches(parser, columns);
    await feeding;
  } catch (error) {
    throw toProblem(error as Error);
  } finally {
    parser.destroy();
  }
}

async function feed(parser: ReturnType<typeof parse>, head: string, rest: AsyncIterator<string>): Promise<void> {
  try {
    for (let chunk: IteratorResult<string> = { value: head }; !chunk.done; chunk = await rest.next()) {
      if (parser.destroyed) return;
      if (!parser.write(chunk.value)) await drained(parser);
    }
    parser.end();
  } finally {
    await rest.return?.();
  }
}

function drained(parser: ReturnType<typeof parse>): Promise<void> {
  return new Promise((resolve) => {
    const go = () => {
      parser.off("drain", go).off("close", go);
      resolve();
    };
    parser.once("drain", go).once("close", go);
  });
}

async function* batches(records: AsyncIterable<string[]>, columns: string[]): AsyncGenerator<SourceRow[]> {
  let number = 0;
  let batch: SourceRow[] = [];
  for await (const values of records) {
    number++;
    if (number === 1) columns.push(...checkHeader(values));
    else batch.push(toRow(number, values, columns.length));
    if (batch.length < rowsPerBatch) continue;
    yield batch;
    batch = [];
  }
  yield batch;
}

/** The names of a header; throws HttpProblem for names that occur twice. Blank ones are columns that nobody can mean. */
export function checkHeader(names: readonly string[]): string[] {
  const trimmed = names.map((name) => name.trim());
  const twice = trimmed.find((name, i) => name !== "" && trimmed.indexOf(name) !== i);
  if (twice !== undefined)
    throw new HttpProblem("csv-invalid", `Column ${quoted(twice)} occurs twice in the header.`, [
      { pointer: twice.slice(0, 60), reason: "occurs twice" },
    ]);
  return trimmed;
}

function toRow(number: number, values: string[], width: number): SourceRow {
  if (values.length === width) return { number, values };
  const detail = `has ${values.length} values where the header has ${width} columns`;
  return { number, values: [], fault: new RowFault("row-ragged", "", values[0], detail) };
}

function toProblem(error: Error & { code?: string; lines?: number }): Error {
  if (!error.code?.startsWith("CSV_")) return error;
  const line = error.lines === undefined ? "" : ` near line ${error.lines}`;
  const reasons: Readonly<Record<string, string>> = {
    CSV_MAX_RECORD_SIZE: `a row is longer than ${mostRowBytes.toLocaleString("en")} bytes; a quote may not be closed`,
    CSV_QUOTE_NOT_CLOSED: "a quote is not closed",
    CSV_INVALID_CLOSING_QUOTE: "a quote is followed by something else than a separator",
    INVALID_OPENING_QUOTE: "a quote begins in the middle of a value",
  };
  const reason = reasons[error.code] ?? reasons[error.code.slice(4)] ?? "its quotes do not match";
  return new HttpProblem("csv-invalid", `The file cannot be read as a table${line}: ${reason}.`);
}
