/** Offset from UTC, in seconds, east positive. */
export type OffsetAt = (epochSeconds: number) => number;

/**
 * Local time of one IANA zone, right across every change of its clocks. Offsets come from Intl once a stretch of time
 * and are then read from a table: a few nanoseconds each.
 */
export class LocalTime {
  private readonly stretches = new Map<number, Stretch>();
  private readonly format: Intl.DateTimeFormat;
  private last: Stretch | undefined;

  /** Throws RangeError for a zone that Intl does not know. */
  constructor(timeZone: string) {
    this.format = new Intl.DateTimeFormat("en-US", {
      timeZone,
      calendar: "gregory",
      numberingSystem: "latn",
      hourCycle: "h23",
      year: "numeric",
      month: "numeric",
      day: "numeric",
      hour: "numeric",
      minute: "numeric",
      second: "numeric",
    });
  }

  /** Seconds that local clocks are ahead of UTC at an instant. */
  offsetSeconds(epochSeconds: number): number {
    const index = Math.floor(epochSeconds / stretchSeconds);
    if (this.last?.index !== index) this.last = this.stretch(index);
    const { starts, offsets } = this.last;
    let i = starts.length - 1;
    while (i > 0 && epochSeconds < (starts[i] as number)) i--;
    return offsets[i] as number;
  }

  /** Whole days since 1970-01-01 of the local calendar day. */
  day(epochSeconds: number): number {
    return Math.floor((epochSeconds + this.offsetSeconds(epochSeconds)) / 86_400);
  }

  /** Hour of the local clock, 0 to 23. */
  hour(epochSeconds: number): number {
    const seconds = epochSeconds + this.offsetSeconds(epochSeconds);
    return Math.floor((seconds - Math.floor(seconds / 86_400) * 86_400) / 3600);
  }

  /** Day of the local week, 1 Monday to 7 Sunday. */
  weekday(epochSeconds: number): number {
    return weekdayOfDay(this.day(epochSeconds));
  }

  private stretch(index: number): Stretch {
    const known = this.stretches.get(index);
    if (known !== undefined) return known;
    const made = findTransitions(index, (instant) => this.askIntl(instant));
    this.stretches.set(index, made);
    return made;
  }

  private askIntl(epochSeconds: number): number {
    const whole = Math.floor(epochSeconds);
    const parts = this.format.formatToParts(whole * 1000);
    const read = (type: string) => Number(parts.find((part) => part.type === type)?.value);
    const local = Date.UTC(read("year"), read("month") - 1, read("day"), read("hour"), read("minute"), read("second"));
    return local / 1000 - whole;
  }
}

/** Day of the week of a whole day since 1970-01-01 (a Thursday): 1 Monday to 7 Sunday. */
export function weekdayOfDay(epochDay: number): number {
  return ((((epochDay + 3) % 7) + 7) % 7) + 1;
}

interface Stretch {
  readonly index: number;
  readonly starts: readonly number[];
  readonly offsets: readonly number[];
}

/** 2^24 seconds, 194 days: an array entry or two each. */
const stretchSeconds = 16_777_216;

/** 2^19 seconds, 6 days: no zone has ever changed its clocks there and back in less. */
const probeSeconds = 524_288;

function findTransitions(index: number, offsetAt: OffsetAt): Stretch {
  const from = index * stretchSeconds;
  const starts = [from];
  const offsets = [offsetAt(from)];
  for (let probe = from + probeSeconds; probe <= from + stretchSeconds; probe += probeSeconds) {
    const before = offsets.at(-1) as number;
    const after = offsetAt(probe);
    if (after === before) continue;
    const start = bisect(probe - probeSeconds, probe, before, offsetAt);
    if (start >= from + stretchSeconds) continue;
    starts.push(start);
    offsets.push(after);
  }
  return { index, starts, offsets };
}

/** First second in (low, high] whose offset is no longer `before`. */
function bisect(low: number, high: number, before: number, offsetAt: OffsetAt): number {
  let last = low;
  let first = high;
  while (first - last > 1) {
    const middle = Math.floor((last + first) / 2);
    if (offsetAt(middle) === before) last = middle;
    else first = middle;
  }
  return first;
}
