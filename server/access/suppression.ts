/** Least count that is published. */
export const leastCount = 10;

/** Counts by rows and columns, without totals. */
export interface Counts {
  readonly rows: readonly string[];
  readonly columns: readonly string[];
  /** One list a row. */
  readonly values: readonly (readonly number[])[];
}

/** The same with totals as a last column and a last row; null where a count is withheld. */
export interface PublishedCounts {
  readonly rows: readonly string[];
  readonly columns: readonly string[];
  readonly values: readonly (readonly (number | null)[])[];
  readonly rowTotals: readonly (number | null)[];
  readonly columnTotals: readonly (number | null)[];
  readonly total: number | null;
}

/**
 * Withholds every count below ten, zero too, and as many others that none of them follows from the totals: for each withheld
 * small count there is another table with the same published numbers in which it is ten higher.
 */
export function suppress({ rows, columns, values }: Counts): PublishedCounts {
  const table = withTotals(values);
  const [m, n] = [rows.length, columns.length];
  const hidden = table.map((line) => line.map((value) => value < leastCount));
  // A small total needs no rectangle of its own: those of the counts in its line go through it.
  for (let row = 0; row < m; row++)
    for (let column = 0; column < n; column++)
      if (((table[row] as number[])[column] as number) < leastCount) protect(table, hidden, [row, column]);
  const shown = (row: number, column: number) =>
    (hidden[row] as boolean[])[column] ? null : ((table[row] as number[])[column] as number);
  return {
    rows,
    columns,
    values: rows.map((_, row) => columns.map((_, column) => shown(row, column))),
    rowTotals: rows.map((_, row) => shown(row, n)),
    columnTotals: columns.map((_, column) => shown(m, column)),
    total: shown(m, n),
  };
}

function withTotals(values: readonly (readonly number[])[]): number[][] {
  const sum = (list: readonly number[]) => list.reduce((a, b) => a + b, 0);
  const lines = values.map((line) => [...line, sum(line)]);
  const width = lines[0]?.length ?? 1;
  return [...lines, Array.from({ length: width }, (_, column) => sum(lines.map((line) => line[column] as number)))];
}

/**
 * Hides a rectangle around a small count: the count may then be ten higher, its neighbours in row and column ten lower, and
 * the fourth corner ten higher. A total that is hidden moves along instead of a neighbour, so none is needed there. Of all
 * rectangles the one that hides least; totals are the last to be hidden, and with them there always is one.
 */
function protect(table: readonly number[][], hidden: boolean[][], [row, column]: readonly [number, number]): void {
  const [m, n] = [table.length - 1, (table[0] as number[]).length - 1];
  const value = (r: number, c: number) => (table[r] as number[])[c] as number;
  const price = (r: number, c: number) => {
    if ((hidden[r] as boolean[])[c]) return 0;
    // A total says more than a count, and the grand total most.
    return value(r, c) + (r === m ? 1e9 : 0) + (c === n ? 1e9 : 0);
  };
  const beside: { column: number; price: number }[] = [];
  for (let other = 0; other <= n; other++)
    if (other !== column && (other === n || value(row, other) >= leastCount))
      beside.push({ column: other, price: price(row, other) });
  let [bestRow, bestColumn, bestPrice] = [m, n, Number.POSITIVE_INFINITY];
  // Nothing costs less than what is hidden already; a city has some thousand small counts, and most find that soon.
  for (let otherRow = 0; otherRow <= m && bestPrice > 0; otherRow++) {
    if (otherRow === row) continue;
    // Below it stands what goes down: a count of ten at least, or the total of the column, which goes up with it.
    if (otherRow < m && value(otherRow, column) < leastCount) continue;
    const below = price(otherRow, column);
    for (const { column: otherColumn, price: right } of beside) {
      if (below + right >= bestPrice) continue;
      const sum = below + right + price(otherRow, otherColumn);
      if (sum < bestPrice) [bestRow, bestColumn, bestPrice] = [otherRow, otherColumn, sum];
    }
  }
  const hide = (r: number, c: number) => {
    (hidden[r] as boolean[])[c] = true;
  };
  hide(row, bestColumn);
  hide(bestRow, column);
  hide(bestRow, bestColumn);
}
