/** A directed graph in rows: the successors of node `n` are `targets[starts[n] … starts[n + 1])`. */
export interface Graph {
  readonly starts: Int32Array;
  readonly targets: Int32Array;
}

/** Builds the rows from a list of arcs. */
export function graphOf(nodeCount: number, from: ArrayLike<number>, to: ArrayLike<number>): Graph {
  const starts = new Int32Array(nodeCount + 1);
  const add = (array: Int32Array, at: number, by: number) => {
    const before = array[at] as number;
    array[at] = before + by;
    return before;
  };
  for (let i = 0; i < from.length; i++) add(starts, (from[i] as number) + 1, 1);
  for (let node = 0; node < nodeCount; node++) add(starts, node + 1, starts[node] as number);
  const next = starts.slice();
  const targets = new Int32Array(from.length);
  for (let i = 0; i < from.length; i++) targets[add(next, from[i] as number, 1)] = to[i] as number;
  return { starts, targets };
}

/**
 * Component of each node, two nodes being in the same one when each can be reached from the other (Tarjan, with a
 * stack of its own: a street network is deeper than the call stack).
 */
export function strongComponents({ starts, targets }: Graph): Int32Array {
  const count = starts.length - 1;
  const component = new Int32Array(count).fill(-1);
  const order = new Int32Array(count).fill(-1);
  const low = new Int32Array(count);
  const cursor = starts.slice(0, count);
  const open: number[] = [];
  let visited = 0;
  let components = 0;
  for (let root = 0; root < count; root++) {
    if (order[root] !== -1) continue;
    const path = [root];
    order[root] = low[root] = visited++;
    open.push(root);
    while (path.length > 0) {
      const node = path[path.length - 1] as number;
      const at = cursor[node] as number;
      if (at < (starts[node + 1] as number)) {
        cursor[node] = at + 1;
        const next = targets[at] as number;
        if (order[next] === -1) {
          order[next] = low[next] = visited++;
          open.push(next);
          path.push(next);
        } else if (component[next] === -1) low[node] = Math.min(low[node] as number, order[next] as number);
        continue;
      }
      path.pop();
      const parent = path[path.length - 1];
      if (parent !== undefined) low[parent] = Math.min(low[parent] as number, low[node] as number);
      if (low[node] !== order[node]) continue;
      for (let member = -1; member !== node; ) {
        member = open.pop() as number;
        component[member] = components;
      }
      components++;
    }
  }
  return component;
}
