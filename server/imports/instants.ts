import { LocalTime } from "@one-map/tiles/local-time";

/** Years that a record of this city can be about. */
const [firstYear, lastYear] = [1900, 2199];

const form =
  /^(\d{4})(?:-(\d{1,2})-(\d{1,2})|\/(\d{1,2})\/(\d{1,2})|年(\d{1,2})月(\d{1,2})日|(\d\d)(\d\d))(?:[T ]?(\d{1,2})(?::(\d\d)(?::(\d\d)(?:\.(\d{1,9}))?)?|时(\d{1,2})分(?:(\d{1,2})秒)?|(\d\d)(\d\d)?)\s*(Z|[+-]\d\d:?\d\d)?)?$/;

/** A time that cannot be taken; the message says why, in words that follow the name of the field. */
export class InstantError extends Error {}

/** A day, and with it, where given, a time of the day and its offset from UTC. */
interface Parts {
  /** Seconds of the local clock, as if it stood in UTC. */
  readonly localSeconds: number;
  /** Seconds east of UTC; undefined for a time that needs a zone. */
  readonly offset: number | undefined;
  readonly isDay: boolean;
}

/**
 * Reads the times of a file. A time without an offset is a local one of the named zone. Records have times that the
 * zone skipped when its clocks went forward: such a one counts on from before the jump, so 02:30 is 03:30. One that the
 * zone had twice is the first of the two.
 */
export class InstantReader {
  readonly #zone: LocalTime | undefined;
  /** True once a time needed the zone. */
  usedZone = false;
  /** Times that the zone skipped. */
  skipped = 0;

  /** @param timeZone IANA name; throws RangeError for one that is unknown */
  constructor(timeZone: string | undefined) {
    this.#zone = timeZone === undefined ? undefined : new LocalTime(timeZone);
  }

  /** Seconds since 1970-01-01T00:00Z. Throws InstantError. */
  instant(value: unknown): number {
    const { localSeconds, offset } = parse(value);
    return offset === undefined ? this.#toUtc(localSeconds) : localSeconds - offset;
  }

  /** The instant, and the first one after the day when the value names no more than a day. */
  span(value: unknown): { from: number; to: number | undefined } {
    const { localSeconds, offset, isDay } = parse(value);
    if (offset !== undefined) return { from: localSeconds - offset, to: undefined };
    return {
      from: this.#toUtc(localSeconds),
      to: isDay ? this.#toUtc(localSeconds + 86_400) : undefined,
    };
  }

  #toUtc(local: number): number {
    const zone = this.#zone;
    if (zone === undefined) throw new InstantError("has no offset from UTC: name the zone of the file");
    this.usedZone = true;
    const before = local - zone.offsetSeconds(local - 86_400);
    const after = local - zone.offsetSeconds(local + 86_400);
    const found = [before, after].filter((instant) => instant + zone.offsetSeconds(instant) === local);
    if (found.length > 0) return Math.min(...found);
    this.skipped++;
    return before;
  }
}

/** A day as YYYY-MM-DD. Throws InstantError. */
export function readDay(value: unknown): string {
  const { localSeconds } = parse(value);
  return new Date(localSeconds * 1000).toISOString().slice(0, 10);
}

function parse(value: unknown): Parts {
  // Spreadsheets and dBASE give a wall-clock time as if it were UTC.
  if (value instanceof Date) {
    // Their fractions of days fall short of the second by as much as a millisecond.
    const seconds = Math.round(value.getTime() / 10) / 100;
    if (!Number.isFinite(seconds)) throw new InstantError("is not a time");
    return inRange({ localSeconds: seconds, offset: undefined, isDay: seconds % 86_400 === 0 }, value.getUTCFullYear());
  }
  const text = String(value).trim();
  const match = form.exec(text);
  if (match === null)
    throw new InstantError(
      /^\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}/.test(text)
        ? "may have day and month either way round: write YYYY-MM-DD"
        : "is not a time like 2026-11-24 09:30:00 or 2026-11-24T09:30:00+08:00",
    );
  const [year, month, day, hour, minute, second, fraction, zone] = fieldsOf(match);
  const isReal = month >= 1 && month <= 12 && day >= 1 && new Date(Date.UTC(year, month - 1, day)).getUTCDate() === day;
  if (!isReal) throw new InstantError("is a day that there is not");
  if (hour > 23 || minute > 59 || second > 59) throw new InstantError("is a time of day that there is not");
  const localSeconds = Date.UTC(year, month - 1, day, hour, minute, second) / 1000 + Number(`0.${fraction}`);
  return inRange({ localSeconds, offset: offsetOf(zone), isDay: match[10] === undefined }, year);
}

function fieldsOf(
  match: RegExpExecArray,
): [number, number, number, number, number, number, string, string | undefined] {
  const [, year, m1, d1, m2, d2, m3, d3, m4, d4, hour, min1, sec1, fraction, min2, sec2, min3, sec3, zone] = match;
  const number = (...texts: (string | undefined)[]) => Number(texts.find((text) => text !== undefined) ?? 0);
  return [
    Number(year),
    number(m1, m2, m3, m4),
    number(d1, d2, d3, d4),
    number(hour),
    number(min1, min2, min3),
    number(sec1, sec2, sec3),
    fraction ?? "0",
    zone,
  ];
}

function offsetOf(zone: string | undefined): number | undefined {
  if (zone === undefined) return undefined;
  if (zone === "Z") return 0;
  const [hours, minutes] = [Number(zone.slice(1, 3)), Number(zone.slice(-2))];
  if (hours > 14 || minutes > 59) throw new InstantError("has an offset from UTC that there is not");
  return (zone[0] === "-" ? -1 : 1) * (hours * 3600 + minutes * 60);
}

function inRange(parts: Parts, year: number): Parts {
  if (year < firstYear || year > lastYear) throw new InstantError(`lies outside the years ${firstYear} to ${lastYear}`);
  return parts;
}
