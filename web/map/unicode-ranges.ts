/** Digits before a number's last. */
const digits = "0123456789abcdef";
/** Last digits: whatever needs no escape in a string, so that nothing has to stand between two numbers. */
const lastDigits = Array.from({ length: 94 }, (_, i) => String.fromCharCode(33 + i))
  .filter((character) => !`${digits}"'\`\\|~`.includes(character))
  .join("");
const number = `[${digits}]*[^${digits}~]`;
const packedRange = new RegExp(`(${number})(?:~(${number}))?`, "g");

/**
 * Ranges of characters as in CSS ("U+4E00-4E02,U+4E10") in a quarter of the bytes: distances from the end of the range
 * before, with "~" and a length where there is more than one character.
 */
export function packRanges(range: string): string {
  let last = 0;
  return parse(range)
    .map(([from, to]) => {
      const text = `${pack(from - last)}${to > from ? `~${pack(to - from)}` : ""}`;
      last = to;
      return text;
    })
    .join("");
}

/** The way back; ranges ascend. */
export function unpackRanges(packed: string): string {
  let last = 0;
  return [...packed.matchAll(packedRange)]
    .map(([, distance = "", length]) => {
      const from = last + unpack(distance);
      last = from + (length === undefined ? 0 : unpack(length));
      return last > from ? `U+${hex(from)}-${hex(last)}` : `U+${hex(from)}`;
    })
    .join(",");
}

function pack(value: number): string {
  const rest = Math.floor(value / lastDigits.length);
  return `${rest > 0 ? rest.toString(digits.length) : ""}${lastDigits[value % lastDigits.length]}`;
}

function unpack(text: string): number {
  const rest = text.slice(0, -1);
  return (
    (rest === "" ? 0 : Number.parseInt(rest, digits.length)) * lastDigits.length + lastDigits.indexOf(text.slice(-1))
  );
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
