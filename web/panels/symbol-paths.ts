export type SymbolName =
  | "alarm"
  | "warning"
  | "caution"
  | "info"
  | "unit"
  | "unit-silent"
  | "room"
  | "venue"
  | "dwelling"
  | "dot"
  | "line"
  | "dashes"
  | "area";

/** The same shapes as on the map (map/icons.ts), in a box of 64, for people who read legends and lists. */
export const symbolPaths: Readonly<Record<SymbolName, string>> = {
  alarm: "M32 4 61 58H3zM28 22h8l-1 20h-6zM28 46h8v7h-8z",
  warning: "M32 6a26 26 0 1 0 .01 0z",
  caution: "M10 10H54V54H10z",
  info: "M32 6a26 26 0 1 0 .01 0zM32 17a15 15 0 1 1-.01 0z",
  unit: "M32 4 58 24 50 58H14L6 24z",
  "unit-silent": "M32 4 58 24 50 58H14L6 24zM32 16 17 28 22 49H42L47 28z",
  room: "M8 30 32 8 56 30V56H8zM26 36H38V56H26z",
  dot: "M32 16a16 16 0 1 0 .01 0z",
  venue: "M14 6H50a8 8 0 0 1 8 8V50a8 8 0 0 1-8 8H14a8 8 0 0 1-8-8V14a8 8 0 0 1 8-8z",
  dwelling: "M32 6a26 26 0 1 0 .01 0z",
  line: "M2 27H62V37H2z",
  dashes: "M2 27H18V37H2zM24 27H40V37H24zM46 27H62V37H46z",
  area: "M6 10H58V54H6z",
};

/** Shape of a priority: 1 alarm, 2 warning, 3 caution, the rest information. */
export function symbolOfPriority(priority: number): SymbolName {
  return priority === 1 ? "alarm" : priority === 2 ? "warning" : priority === 3 ? "caution" : "info";
}
