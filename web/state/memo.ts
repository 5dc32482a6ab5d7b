/** The same function, which works again only when an argument is another one than last time. */
export function memo<A extends readonly unknown[], R>(compute: (...args: A) => R): (...args: A) => R {
  let last: { readonly args: A; readonly result: R } | undefined;
  return (...args) => {
    if (last === undefined || args.some((arg, i) => !Object.is(arg, last?.args[i])))
      last = { args, result: compute(...args) };
    return last.result;
  };
}
