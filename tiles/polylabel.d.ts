/** polylabel 2.1 ships no types: https://github.com/mapbox/polylabel */
declare module "polylabel" {
  /** Point of a polygon furthest from its rings, in the rings' own units, to within `precision` of the best. */
  function polylabel(
    polygon: readonly (readonly (readonly number[])[])[],
    precision?: number,
  ): [number, number] & { readonly distance: number };
  export = polylabel;
}
