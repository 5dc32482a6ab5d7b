/** One event of a stream, as `text/event-stream` defines it. */
export interface SseEvent {
  /** `message` where the stream names none. */
  readonly event: string;
  readonly data: string;
  /** The last id that the stream has set, in this event or before; empty before the first. */
  readonly id: string;
}

/** A line longer than this is an attack or a fault, never an event. Characters. */
const longestLine = 8_388_608;

/** The stream cannot be read on: what follows would be guesswork. */
export class SseError extends Error {}

/**
 * Reads `text/event-stream` by the rules of the HTML standard (§9.2.6), wherever the bytes happen to be split: inside a
 * character, between CR and LF, inside a field's name. What stands after the last empty line is no event yet, and never
 * becomes one when the stream ends there.
 */
export class SseParser {
  /** Strips a byte order mark at the start, and only there. */
  readonly #decoder = new TextDecoder();
  #line = "";
  /** The last character was a CR; an LF that follows belongs to it. */
  #afterCr = false;
  #event = "";
  #data = "";
  #id = "";
  #retryMs: number | undefined;

  /** Milliseconds to wait before connecting again, as the stream last said; undefined where it has not. */
  get retryMs(): number | undefined {
    return this.#retryMs;
  }

  /** The events that these bytes complete. Throws SseError for a line without end. */
  push(bytes: Uint8Array): SseEvent[] {
    const text = this.#decoder.decode(bytes, { stream: true });
    const events: SseEvent[] = [];
    let from = 0;
    for (let at = 0; at < text.length; at++) {
      const code = text.charCodeAt(at);
      const isLineFeed = code === 10;
      if (isLineFeed && this.#afterCr) from = at + 1;
      else if (isLineFeed || code === 13) {
        const event = this.#endLine(this.#line + text.slice(from, at));
        if (event !== undefined) events.push(event);
        this.#line = "";
        from = at + 1;
      }
      this.#afterCr = code === 13;
    }
    this.#line += text.slice(from);
    if (this.#line.length > longestLine) throw new SseError(`a line of more than ${longestLine} characters`);
    return events;
  }

  #endLine(line: string): SseEvent | undefined {
    if (line === "") return this.#dispatch();
    const colon = line.indexOf(":");
    if (colon === 0) return undefined;
    const field = colon < 0 ? line : line.slice(0, colon);
    const raw = colon < 0 ? "" : line.slice(colon + 1);
    const value = raw.startsWith(" ") ? raw.slice(1) : raw;
    if (field === "data") this.#data += `${value}\n`;
    else if (field === "event") this.#event = value;
    else if (field === "id" && !value.includes("\0")) this.#id = value;
    else if (field === "retry" && /^[0-9]+$/.test(value)) this.#retryMs = Number(value);
    return undefined;
  }

  #dispatch(): SseEvent | undefined {
    const event = this.#event || "message";
    const data = this.#data;
    this.#event = "";
    this.#data = "";
    return data === "" ? undefined : { event, data: data.slice(0, -1), id: this.#id };
  }
}
