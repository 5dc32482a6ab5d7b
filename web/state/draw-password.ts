/** Nothing that is taken for something else when it is read out or written on paper. */
const letters = "abcdefghjkmnpqrstuvwxyz23456789";
const groups = 4;
const perGroup = 4;

/** A password of sixteen letters in groups, 79 bits of chance: to be told in person once, and changed. */
export function drawPassword(
  fill: (bytes: Uint8Array<ArrayBuffer>) => void = (bytes) => crypto.getRandomValues(bytes),
): string {
  const drawn: string[] = [];
  const byte = new Uint8Array(1);
  // A byte beyond the last whole round of the letters would favour the first of them.
  const fair = 256 - (256 % letters.length);
  while (drawn.length < groups * perGroup) {
    fill(byte);
    const [value] = byte as unknown as [number];
    if (value < fair) drawn.push(letters[value % letters.length] as string);
  }
  return Array.from({ length: groups }, (_, i) => drawn.slice(i * perGroup, (i + 1) * perGroup).join("")).join("-");
}
