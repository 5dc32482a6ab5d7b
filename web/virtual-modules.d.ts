declare module "virtual:fonts/*" {
  /** Subsets of the font: address, and Unicode ranges as in CSS, separated by commas. */
  export const faces: readonly { readonly url: string; readonly range: string }[];
}

declare module "*?worker&url" {
  const url: string;
  export default url;
}
