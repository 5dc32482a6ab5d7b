/**
 * Ranges of characters as in CSS ("U+4E00-4E02,U+4E10") in a third of the bytes: distances in base 36 from the end of
 * the range before, with "~" and a length where there is more than one character.
 */
export function packRanges(range: string): string {
  let last = 0;
  return parse(range)
    .map(([from, to]) => {
      const text = `${(from - last).toString(36)}${to > from ? `~${(to - from).toString(36)}` : ""}`;
      last = to;
      return text;
    })
    .join(" ");
}

/** The way back; ranges ascend. */
export function unpackRanges(packed: string): string {
  let last = 0;
  return packed
    .split(" ")
    .map((text) => {
      const [distance = "", length] = text.split("~");
      const from = last + Number.parseInt(distance, 36);
      last = from + (length === undefined ? 0 : Number.parseInt(length, 36));
      return last > from ? `U+${hex(from)}-${hex(last)}` : `U+${hex(from)}`;
    })
    .join(",");
}

const hex = (code: number) => code.toString(16).toUpperCase();

function parse(range: string): [from: number, to: number][] {
  return range
    .split(",")
    .map((part): [number, number] => {
      const [from = "", to = from] = part.trim().replace(/^U\+/i, "").split("-");
      return [Number.parseInt(from, 16), Number.parseInt(to, 16)];
    })
    .sort(([a], [b]) => a - b);
}
