/** What a city of each size holds, and the lattice that it is laid out on. */
export interface CitySize {
  readonly communities: number;
  readonly districts: number;
  readonly addresses: number;
  readonly venues: number;
  readonly incidents: number;
  /** Terminals carried or fixed. */
  readonly units: number;
  readonly officers: number;
  /** Street blocks along the valley and across it, rural land included. */
  readonly columns: number;
  readonly rows: number;
  /** Blocks that one community has on average. */
  readonly blocksPerCommunity: number;
  /** Rivers that join the main one. */
  readonly tributaries: number;
  /** Towns beside the main one, each the seat of a county. */
  readonly sideTowns: number;
  /** Incidents still open at the end of the period. */
  readonly openIncidents: number;
}

export const citySizes = {
  town: {
    communities: 3,
    districts: 1,
    addresses: 2_000,
    venues: 150,
    incidents: 600,
    units: 9,
    officers: 3,
    columns: 26,
    rows: 18,
    blocksPerCommunity: 14,
    tributaries: 0,
    sideTowns: 0,
    openIncidents: 5,
  },
  city: {
    communities: 165,
    districts: 12,
    addresses: 80_000,
    venues: 12_000,
    incidents: 180_000,
    units: 324,
    officers: 167,
    columns: 210,
    rows: 130,
    blocksPerCommunity: 15,
    tributaries: 5,
    sideTowns: 9,
    openIncidents: 14,
  },
  megacity: {
    communities: 7_000,
    districts: 16,
    addresses: 2_000_000,
    venues: 300_000,
    incidents: 5_000_000,
    units: 14_000,
    officers: 7_100,
    columns: 640,
    rows: 420,
    blocksPerCommunity: 13,
    tributaries: 7,
    sideTowns: 11,
    openIncidents: 160,
  },
} as const satisfies Record<string, CitySize>;

export type CitySizeName = keyof typeof citySizes;

/** About how many rows a city of that size has, for a progress bar: visits and streets come by the way. */
export function expectedRows({ addresses, incidents, venues, columns, rows }: CitySize): number {
  return Math.round(addresses * 1.65 + venues * 2.1 + incidents + columns * rows * 0.2);
}
